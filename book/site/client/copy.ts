/** @file A button at each block of code that copies it. */

export function startCopy(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.copy")) {
    const label = button.firstChild;
    button.addEventListener("click", async () => {
      const code = button.closest(".cell")?.querySelector(".code code")?.textContent ?? "";
      await navigator.clipboard.writeText(code);
      if (!label) return;
      label.textContent = "Copied";
      setTimeout(() => {
        label.textContent = "Copy";
      }, 1600);
    });
  }
}
