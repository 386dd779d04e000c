/** @file A button at each block of code that copies it. */

export function startCopy(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.copy")) {
    button.addEventListener("click", () => {
      const code = button.closest(".cell")?.querySelector(".code code")?.textContent ?? "";
      copied(code).then((done) => say(button, done ? "Copied" : "Not copied"));
    });
  }
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // the browser may refuse; the text can still be selected
  }
}

function say(button: HTMLButtonElement, words: string): void {
  const label = button.firstChild;
  if (!label) return;
  label.textContent = words;
  setTimeout(() => {
    label.textContent = "Copy";
  }, 1600);
}
