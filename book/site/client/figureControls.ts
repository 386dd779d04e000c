/** @file The controls under a figure: what the reader sets changes its state, and they show that state. */

import type { Control } from "../../../src/figures/live/control.js";
import type { Change } from "./figureByHand.js";
import { noSound } from "./noSound.js";

export interface Controls {
  /** Shows the values of a state. */
  lay(controls: readonly Control[]): void;
  /** Says the state to readers who do not see it. */
  say(words: string): void;
  /** Says under the controls that no sound comes, or takes it back. */
  silence(isSilent: boolean): void;
  /** Gives the keyboard to the first. */
  focus(): void;
}

/** Listens to the controls that the page has in this form, in the order of `controls`. */
export function addControls(
  form: HTMLFormElement,
  controls: readonly Control[],
  change: (next: Change) => void,
  hear: () => void,
): Controls {
  const parts = [...form.querySelectorAll<HTMLElement>(".control")];
  const said = form.querySelector("[aria-live]")!;
  let isSet = false;
  controls.forEach((control, index) => {
    listen(parts[index]!, control.kind, (value) => {
      isSet = true;
      change((ready, state) => ready.set!(state, index, value));
      if (control.kind === "buttons" && control.sounds) hear();
    });
  });
  // Enter in a text would send the form.
  form.addEventListener("submit", (event) => event.preventDefault());
  return {
    lay: (now) => {
      now.forEach((control, index) => {
        show(parts[index]!, control);
      });
    },
    // A handle that is dragged says its words itself.
    say(words) {
      if (isSet) said.textContent = words;
      isSet = false;
    },
    silence(isSilent) {
      const shown = form.querySelector(".no-sound");
      if (!isSilent) shown?.remove();
      else if (!shown) form.append(noSound());
    },
    focus: () =>
      form.querySelector<HTMLElement>("input:checked, :is(select, input, button)")!.focus(),
  };
}

function listen(
  part: HTMLElement,
  kind: Control["kind"],
  set: (value: number | string) => void,
): void {
  if (kind === "buttons") {
    part.querySelectorAll("button").forEach((button, pressed) => {
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") !== "true") set(pressed);
      });
    });
    return;
  }
  part.addEventListener("input", ({ target }) => {
    const { value } = target as HTMLInputElement | HTMLSelectElement;
    set(kind === "text" ? value : Number(value));
  });
}

function show(part: HTMLElement, control: Control): void {
  const field = part.querySelector<HTMLInputElement | HTMLSelectElement>("select, input")!;
  switch (control.kind) {
    case "choice": {
      const radio = part.querySelector<HTMLInputElement>(`input[value="${control.value}"]`);
      if (radio) radio.checked = true;
      else field.value = String(control.value);
      return;
    }
    case "slider":
      field.value = String(control.value);
      field.setAttribute("aria-valuetext", control.shown);
      part.querySelector("b")!.textContent = control.shown;
      return;
    case "buttons":
      part.querySelector("b")!.textContent = control.shown;
      part.querySelectorAll("button").forEach((button, i) => {
        button.setAttribute("aria-disabled", String(!control.buttons[i]!.isReady));
      });
      return;
    case "text":
      // Nothing is written under the hand of who types.
      if (field !== document.activeElement) field.value = control.value;
  }
}
