/** @file The controls under a live figure, as native ones of a form; the page's script listens. */

import type {
  Buttons,
  Choice,
  Control,
  ShortText,
  Slider,
} from "../../src/figures/live/control.js";
import { escapeHtml } from "./html.js";

/** More options than these, or longer words, are a list that opens. */
const mostRadios = 8;
const longestRadios = 48;

/**
 * The controls in their order; empty for none.
 *
 * A form of their own keeps the radio buttons of one figure from those of another. No browser fills it
 * with what a reader left there: it begins with the book's numbers.
 */
export function renderControls(controls: readonly Control[]): string {
  if (controls.length === 0) return "";
  const parts = controls.map(render);
  return `<form class="controls" autocomplete="off">\n${parts.join("\n")}\n<p class="vh" aria-live="polite"></p></form>\n`;
}

function render(control: Control, index: number): string {
  switch (control.kind) {
    case "choice":
      return choice(control, index);
    case "slider":
      return slider(control);
    case "buttons":
      return buttons(control);
    case "text":
      return shortText(control);
  }
}

function choice({ name, options, value }: Choice, index: number): string {
  const letters = options.reduce((sum, option) => sum + option.length, 0);
  if (options.length > mostRadios || letters > longestRadios) {
    const items = options.map(
      (option, i) =>
        `<option value="${i}"${i === value ? " selected" : ""}>${escapeHtml(option)}</option>`,
    );
    return `<label class="control list"><span>${escapeHtml(name)}</span><select>${items.join("")}</select></label>`;
  }
  const items = options.map(
    (option, i) =>
      `<label><input type="radio" name="${index}" value="${i}"${i === value ? " checked" : ""}><span>${escapeHtml(option)}</span></label>`,
  );
  return `<fieldset class="control choice"><legend>${escapeHtml(name)}</legend>${items.join("")}</fieldset>`;
}

function slider({ name, value, range, step, shown }: Slider): string {
  const [least, most] = range;
  const numbers = `min="${least}" max="${most}" step="${step}" value="${value}"`;
  return `<label class="control slider"><span>${escapeHtml(name)}</span><b aria-hidden="true">${escapeHtml(shown)}</b><input type="range" ${numbers} aria-label="${escapeHtml(name)}" aria-valuetext="${escapeHtml(shown)}"></label>`;
}

function buttons({ name, shown, buttons: all }: Buttons): string {
  const items = all.map(
    ({ name: word, isReady }) =>
      `<button type="button"${isReady ? "" : ' aria-disabled="true"'}>${escapeHtml(word)}</button>`,
  );
  return `<div class="control buttons" role="group" aria-label="${escapeHtml(name)}"><b>${escapeHtml(shown)}</b>${items.join("")}</div>`;
}

function shortText({ name, value, longest }: ShortText): string {
  return `<label class="control text"><span>${escapeHtml(name)}</span><input type="text" maxlength="${longest}" value="${escapeHtml(value)}" spellcheck="false"></label>`;
}
