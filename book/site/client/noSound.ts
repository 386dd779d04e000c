/** @file What the page says where a sound cannot be heard; without it a press would do nothing. */

/** A line in the place of the sound, which screen readers say at once. */
export function noSound(): HTMLElement {
  const line = document.createElement("p");
  line.className = "no-sound";
  line.setAttribute("role", "alert");
  line.textContent = "This browser plays no sound here.";
  return line;
}

/** The players of the page: one that cannot play its sound makes room for the line. */
export function startPlayers(): void {
  for (const player of document.querySelectorAll<HTMLAudioElement>(".sound audio")) {
    const giveUp = () => player.replaceWith(noSound());
    if (player.error) giveUp();
    else player.addEventListener("error", giveUp, { once: true });
  }
}
