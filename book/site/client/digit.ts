/** @file A sheet to draw a digit on, what the network sees of it, and what it reads, at once. */

import type { DigitPad } from "../../../src/figures/digitPad.js";
import { type DigitReader, loadReader, type Reading } from "./digitReader.js";
import { InkSheet, PEN, type Point } from "./inkSheet.js";
import type { StartLive } from "./liveScripts.js";
import { startPen } from "./pen.js";
import { pixels } from "./pixels.js";

const SIDE = 28;

const keys =
  "Sheet to draw a digit on. Arrow keys move the pen, the space bar puts it down and lifts it, Delete clears the sheet.";

const digits = [...Array(10).keys()];
const markup = `<div class="own">
<p class="lab">Draw here<span class="keys">: arrow keys, space, Delete</span></p>
<div class="pad" tabindex="0" role="application" aria-label="${keys}"><svg viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true"><g class="pixels"></g><path class="strokes" stroke-width="${2 * PEN}"/><circle class="pen" r="${PEN}"/></svg></div>
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
  const part = <T extends Element>(selector: string): T => figure.querySelector<T>(selector)!;
  const strokes = part<SVGPathElement>(".strokes");
  const pen = part<SVGCircleElement>(".pen");
  const prepare = part<HTMLInputElement>("input");
  const said = part<HTMLElement>("[aria-live]");
  const sheet = new InkSheet(SIDE);
  let reading: Reading | null = null;
  let isFirst = true;
  let frame = 0;

  const read = (): void => {
    frame = 0;
    reading = sheet.isEmpty ? null : reader.read(sheet, prepare.checked);
    part(".seen .pixels").innerHTML = reading ? pixels(reading.image, SIDE) : "";
    show(figure, reading);
  };
  // strokes may come faster than the screen shows them
  const soon = (): void => {
    frame ||= requestAnimationFrame(read);
  };
  const say = (words = ""): void => {
    said.textContent = `${words}${words && ": "}${inWords(reading)}`;
  };
  const now = (words?: string): void => {
    cancelAnimationFrame(frame);
    read();
    say(words);
  };
  const clear = (): void => {
    isFirst = false;
    sheet.clear();
    strokes.removeAttribute("d");
    part(".pad .pixels").innerHTML = "";
  };
  const draw = (from: Point, to: Point, path: string): void => {
    sheet.draw(from, to);
    strokes.setAttribute("d", `${strokes.getAttribute("d") ?? ""}${path}`);
    soon();
  };

  startPen(part(".pad"), SIDE, {
    start(at) {
      if (isFirst) clear();
      draw(at, at, `M${at.x.toFixed(2)} ${at.y.toFixed(2)}h0`);
    },
    draw: (from, to) => draw(from, to, `L${to.x.toFixed(2)} ${to.y.toFixed(2)}`),
    end: () => now(),
    clear() {
      clear();
      now();
    },
    show(at, isDown, words) {
      pen.setAttribute("cx", String(at.x));
      pen.setAttribute("cy", String(at.y));
      pen.classList.toggle("down", isDown);
      said.textContent = words;
    },
  });
  part("button").addEventListener("click", () => {
    clear();
    now();
  });
  prepare.addEventListener("change", () =>
    now(prepare.checked ? "fitted and centred" : "as it lies"),
  );
  sheet.put(reader.first);
  part(".pad .pixels").innerHTML = pixels(reader.first, SIDE);
  read();
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
