/** @file A sheet to draw several digits on, and the boxes that a detector puts round them, at once. */

import type { DetectionCanvas } from "../../../src/figures/detectionCanvas.js";
import type { CellDetection } from "../../../src/network/detector.js";
import { type DetectionReader, loadDetection } from "./detectionReader.js";
import { padMarkup, startPad } from "./inkPad.js";
import type { StartLive } from "./liveScripts.js";

/** Rows of the list; more are counted. */
const LISTED = 6;

const markup = (side: number) => `<div class="own">
<p class="lab">Draw digits here<span class="keys">: arrow keys, space, Delete</span></p>
${padMarkup("digits", side, '<g class="boxes"></g>')}
<div class="acts"><span></span><button class="act" type="button">Clear</button></div>
</div>
<div class="read"><p class="lab">What it finds: <b></b></p>
<table><caption class="vh">Digits found, the surest first, with scores</caption><tbody></tbody></table>
<label class="least">Least score <span class="value"></span><input type="range" min="0.05" max="0.95" step="0.05" value="0.3"></label>
<label class="thin"><input type="checkbox" checked> Leave out boxes that overlap a surer one</label>
</div>
<p class="vh" aria-live="polite"></p>`;

/** Puts the sheet where the picture stands, with the scene of the chapter on it. */
export const startDetection: StartLive = async ({ place, state }) => {
  const reader = await loadDetection(state as DetectionCanvas["state"]);
  const figure = document.createElement("div");
  figure.className = "digit detection";
  figure.innerHTML = markup(reader.side);
  run(figure, reader);
  place.append(figure);
  place.classList.add("is-drawable");
};

function run(figure: HTMLElement, reader: DetectionReader): void {
  const part = <T extends Element>(selector: string): T => figure.querySelector<T>(selector)!;
  const least = part<HTMLInputElement>(".least input");
  const thin = part<HTMLInputElement>(".thin input");
  let found: CellDetection[] = [];
  const { side, first } = reader;
  const pad = startPad(figure, {
    side,
    first,
    read(sheet) {
      const telling = { minScore: Number(least.value), isThinned: thin.checked };
      found = reader.read(sheet.bytes(), telling);
      show(figure, found, telling.minScore);
    },
    inWords: () => inWords(found),
  });
  least.addEventListener("input", pad.soon);
  for (const input of [least, thin]) input.addEventListener("change", () => pad.now());
}

function inWords(found: readonly CellDetection[]): string {
  if (found.length === 0) return "nothing found";
  const each = found.map(({ label, score }) => `${label}, score ${score.toFixed(2)}`);
  return `found ${each.join("; ")}`;
}

function show(figure: HTMLElement, found: readonly CellDetection[], minScore: number): void {
  const count =
    found.length === 0 ? "nothing" : found.length === 1 ? "1 box" : `${found.length} boxes`;
  figure.querySelector(".read b")!.textContent = count;
  figure.querySelector(".least .value")!.textContent = minScore.toFixed(2);
  figure.querySelector("tbody")!.innerHTML = found
    .slice(0, LISTED)
    .map(
      ({ label, score }) =>
        `<tr><th scope="row">${label}</th><td class="bar"><span style="width:${(100 * score).toFixed(1)}%"></span></td><td class="p">${score.toFixed(2)}</td></tr>`,
    )
    .join("");
  // the surest last, so that it lies above the others
  figure.querySelector(".boxes")!.innerHTML = [...found].reverse().map(boxed).join("");
}

function boxed({ box: { left, top, right, bottom }, label }: CellDetection): string {
  const [x, y, width, height] = [left, top, right - left, bottom - top].map((at) => at.toFixed(2));
  const word = `x="${Math.max(0, left).toFixed(2)}" y="${(top < 4 ? top + 3.4 : top - 0.6).toFixed(2)}"`;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}"/><text ${word}>${label}</text>`;
}
