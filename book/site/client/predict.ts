/** @file Predictions: a guess is kept, so that the reader can be held to it after the answer. */

import { keep, recall } from "./store.js";

export function startPredict(): void {
  const chapter = document.querySelector<HTMLElement>("article")?.dataset.chapter ?? "";
  for (const form of document.querySelectorAll<HTMLFormElement>(".predict-callout form")) {
    const key = `predict:${chapter}:${form.closest("section")?.id}`;
    const said = form.querySelector(".said");
    const choices = [...form.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    const kept = choices.find(({ value }) => value === recall(key));
    if (kept) kept.checked = true;
    if (kept && said) said.textContent = "Your guess, kept since you made it.";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = choices.find(({ checked }) => checked);
      if (chosen) keep(key, chosen.value);
      if (said) said.textContent = chosen ? "Kept. Read on for the answer." : "Choose one first.";
    });
  }
}
