/** @file A sheet to draw a digit on, what the network sees of it, and what it reads, at once. */

import type { DigitPad } from "../../../src/figures/digitPad.js";
import { type DigitReader, loadReader, type Reading } from "./digitReader.js";
import { padMarkup, startPad } from "./inkPad.js";
import type { StartLive } from "./liveScripts.js";
import { pixels } from "./pixels.js";

const SIDE = 28;

const digits = [...Array(10).keys()];
const markup = `<div class="own">
<p class="lab">Draw here<span class="keys">: arrow keys, space, Delete</span></p>
${padMarkup("a digit", SIDE)}
<div class="acts"><label><input type="checkbox" checked> Fit and centre it</label><button class="act" type="button">Clear</button></div>
</div>
<div class="seen"><p class="lab">What the net sees</p><svg viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label="What the net sees"><g class="pixels"></g></svg></div>
<div class="read"><p class="lab">What it reads: <b></b></p><table><caption class="vh">Probability of each digit</caption><tbody>
${digits.map((digit) => `<tr><th scope="row">${digit}</th><td class="bar"><span></span></td><td class="p"></td></tr>`).join("\n")}
</tbody></table></div>
<p class="vh" aria-live="polite"></p>`;

/** Puts the sheet where the picture stands, with the image of the chapter on it. */
export const startDigit: StartLive = async ({ place, state }) => {
  const reader = await loadReader(state as DigitPad["state"]);
  const figure = document.createElement("div");
  figure.className = "digit";
  figure.innerHTML = markup;
  run(figure, reader);
  place.append(figure);
  place.classList.add("is-drawable");
};

function run(figure: HTMLElement, reader: DigitReader): void {
  const prepare = figure.querySelector<HTMLInputElement>("input")!;
  let reading: Reading | null = null;
  const pad = startPad(figure, {
    side: SIDE,
    first: reader.first,
    read(sheet) {
      reading = sheet.isEmpty ? null : reader.read(sheet, prepare.checked);
      figure.querySelector(".seen .pixels")!.innerHTML = reading ? pixels(reading.image, SIDE) : "";
      show(figure, reading);
    },
    inWords: () => inWords(reading),
  });
  prepare.addEventListener("change", () =>
    pad.now(prepare.checked ? "fitted and centred" : "as it lies"),
  );
}

function inWords(reading: Reading | null): string {
  if (!reading) return "nothing drawn";
  return `read as ${reading.answer}, probability ${reading.probabilities[reading.answer]!.toFixed(2)}`;
}

function show(figure: HTMLElement, reading: Reading | null): void {
  figure.querySelector(".read b")!.textContent = reading ? String(reading.answer) : "nothing drawn";
  figure.querySelectorAll("tr").forEach((row, digit) => {
    const p = reading?.probabilities[digit] ?? 0;
    row.classList.toggle("answer", digit === reading?.answer);
    row.querySelector("span")!.style.width = `${(100 * p).toFixed(1)}%`;
    row.querySelector(".p")!.textContent = reading ? p.toFixed(3) : "";
  });
}
