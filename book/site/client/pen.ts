/** @file A pen for a sheet: mouse, finger and pen, or the arrow keys with the space bar. */

import type { Point } from "./inkSheet.js";

/** What is done with the pen. */
export interface PenWork {
  /** the pen touches the sheet */
  start(at: Point): void;
  draw(from: Point, to: Point): void;
  /** the pen is lifted */
  end(): void;
  clear(): void;
  /** the pen of the keys has moved or changed; `words` say so */
  show(at: Point, isDown: boolean, words: string): void;
}

/** Lets the pen work on the sheet of `side` by `side` squares that fills `pad`. */
export function startPen(pad: HTMLElement, side: number, work: PenWork): void {
  byPointer(pad, side, work);
  byKeys(pad, side, work);
}

function byPointer(pad: HTMLElement, side: number, work: PenWork): void {
  let last: { id: number; at: Point } | undefined;
  const place = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    return { x: (side * (clientX - left)) / width, y: (side * (clientY - top)) / height };
  };
  pad.addEventListener("pointerdown", (event) => {
    if (last || event.button !== 0) return;
    pad.setPointerCapture(event.pointerId);
    last = { id: event.pointerId, at: place(event) };
    work.start(last.at);
    event.preventDefault(); // no text is selected, and the keys' pen is not shown
  });
  pad.addEventListener("pointermove", (event) => {
    if (last?.id !== event.pointerId) return;
    const steps = event.getCoalescedEvents?.() ?? [];
    for (const step of steps.length > 0 ? steps : [event]) {
      const at = place(step);
      work.draw(last.at, at);
      last = { id: last.id, at };
    }
  });
  for (const name of ["pointerup", "pointercancel"] as const) {
    pad.addEventListener(name, (event) => {
      if (last?.id !== event.pointerId) return;
      last = undefined;
      work.end();
    });
  }
}

function byKeys(pad: HTMLElement, side: number, work: PenWork): void {
  let at: Point = { x: side / 2, y: side / 2 };
  let isDown = false;
  const show = (): void => {
    const place = `row ${Math.round(at.y)}, column ${Math.round(at.x)}`;
    work.show(at, isDown, `${isDown ? "pen down, " : ""}${place}`);
  };
  const lift = (): void => {
    if (!isDown) return;
    isDown = false;
    show();
    work.end();
  };
  const within = (value: number): number => Math.max(1, Math.min(side - 1, value));
  pad.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[
      event.key
    ];
    if (step) {
      const next = { x: within(at.x + step[0]!), y: within(at.y + step[1]!) };
      if (isDown) work.draw(at, next);
      at = next;
      show();
    } else if (event.key === " " && !event.repeat) {
      if (isDown) lift();
      else {
        isDown = true;
        work.start(at);
        show();
      }
    } else if (event.key === "Delete" || event.key === "Backspace") work.clear();
    else return;
    event.preventDefault(); // the page does not scroll
  });
  pad.addEventListener("focus", show);
  pad.addEventListener("blur", lift);
}
