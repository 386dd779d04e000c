/** @file The sheet of a figure that is drawn on: pen, ink and what is said of them, the same for all. */

import { InkSheet, PEN, type Point } from "./inkSheet.js";
import { startPen } from "./pen.js";
import { pixels } from "./pixels.js";

/**
 * The sheet as markup.
 *
 * @param what - is drawn, for those who do not see it: "a digit"
 * @param over - what lies over the ink and under the pen
 */
export function padMarkup(what: string, side: number, over = ""): string {
  const label = `Sheet to draw ${what} on. Arrow keys move the pen, the space bar puts it down and lifts it, Delete clears the sheet.`;
  return `<div class="pad" tabindex="0" role="application" aria-label="${label}"><svg viewBox="0 0 ${side} ${side}" aria-hidden="true"><g class="pixels"></g><path class="strokes" stroke-width="${2 * PEN}"/>${over}<circle class="pen" r="${PEN}"/></svg></div>`;
}

/** What a figure makes of its sheet. */
export interface PadWork {
  /** pixels from edge to edge */
  readonly side: number;
  /** the bytes that lie on the sheet until the pen comes */
  readonly first: Uint8Array;
  /** Looks at the sheet and shows what it finds. */
  read(sheet: InkSheet): void;
  /** What it has found, for those who do not see it. */
  inWords(): string;
}

export interface InkPad {
  /** Reads the sheet with the next picture on the screen: strokes may come faster. */
  soon(): void;
  /** Reads the sheet now and says what was found, after some words. */
  now(words?: string): void;
}

/** Starts the sheet of a figure, which has a button that clears it and a place that is read aloud. */
export function startPad(figure: HTMLElement, work: PadWork): InkPad {
  const part = <T extends Element>(selector: string): T => figure.querySelector<T>(selector)!;
  const strokes = part<SVGPathElement>(".strokes");
  const pen = part<SVGCircleElement>(".pen");
  const said = part<HTMLElement>("[aria-live]");
  const sheet = new InkSheet(work.side);
  let isFirst = true;
  let frame = 0;

  const read = (): void => {
    frame = 0;
    work.read(sheet);
  };
  const soon = (): void => {
    frame ||= requestAnimationFrame(read);
  };
  const now = (words = ""): void => {
    cancelAnimationFrame(frame);
    read();
    said.textContent = `${words}${words && ": "}${work.inWords()}`;
  };
  const empty = (): void => {
    isFirst = false;
    sheet.clear();
    strokes.removeAttribute("d");
    part(".pad .pixels").innerHTML = "";
  };
  const clear = (): void => {
    empty();
    now();
  };
  const draw = (from: Point, to: Point, path: string): void => {
    sheet.draw(from, to);
    strokes.setAttribute("d", `${strokes.getAttribute("d") ?? ""}${path}`);
    soon();
  };

  startPen(part(".pad"), work.side, {
    start(at) {
      if (isFirst) empty();
      draw(at, at, `M${at.x.toFixed(2)} ${at.y.toFixed(2)}h0`);
    },
    draw: (from, to) => draw(from, to, `L${to.x.toFixed(2)} ${to.y.toFixed(2)}`),
    end: () => now(),
    clear,
    show(at, isDown, words) {
      pen.setAttribute("cx", String(at.x));
      pen.setAttribute("cy", String(at.y));
      pen.classList.toggle("down", isDown);
      said.textContent = words;
    },
  });
  part("button").addEventListener("click", clear);
  sheet.put(work.first);
  part(".pad .pixels").innerHTML = pixels(work.first, work.side);
  read();
  return { soon, now };
}
