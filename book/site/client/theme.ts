/** @file Light or dark: the reader's choice, else the system's. */

import { keep } from "./store.js";

const system = matchMedia("(prefers-color-scheme: dark)");

export function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : system.matches;
}

export function startTheme(): void {
  const button = document.querySelector<HTMLButtonElement>(".theme");
  if (!button) return;
  const say = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    keep("theme", theme);
    say();
  });
  system.addEventListener("change", say);
  say();
}
