/** @file One handle: a mark that is dragged or moved by the arrow keys, and a line that it may have. */

import type { Handle } from "../../../src/figures/live/kind.js";
import type { Point } from "./figurePlaces.js";

/** What a handle does to the figure. */
export interface Moves {
  /** The pointer takes hold: gives what is told the pixels from there. */
  grip(): (pixels: Point) => void;
  /** An arrow key: −1, 0 or 1, and five times that with Shift. */
  step(right: number, up: number): void;
}

export interface Hand {
  /** Puts the mark and the line in their places, with the state in words. */
  lay(handle: Handle, words: string, toPixel: (at: Point) => Point): void;
  focus(): void;
}

/** Pixels by which a mark stands beside what it moves. */
const asideBy = 9;

const arrows: Record<string, Point> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Adds a handle to the layer over the drawing. */
export function addHand(layer: HTMLElement, { grip, step }: Moves): Hand {
  const bar = layer.appendChild(document.createElement("div"));
  bar.className = "hand-line";
  const node = layer.appendChild(document.createElement("div"));
  node.className = "hand";
  node.tabIndex = 0;
  node.setAttribute("role", "slider");
  for (const part of [node, bar]) draggable(part, node, grip);
  node.addEventListener("keydown", (event) => {
    const direction = arrows[event.key];
    if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const times = event.shiftKey ? 5 : 1;
    step(times * direction[0], times * direction[1]);
  });
  return {
    lay: (handle, words, toPixel) => lay(node, bar, handle, words, toPixel),
    focus: () => node.focus({ preventScroll: true }),
  };
}

function lay(
  node: HTMLElement,
  bar: HTMLElement,
  { name, at, beside = [0, 0], line, value, range }: Handle,
  words: string,
  toPixel: (at: Point) => Point,
): void {
  node.hidden = at === null;
  // Not hidden: a line that is held while it leaves the plot would be lost.
  bar.style.width = "0";
  node.setAttribute("aria-label", name);
  node.setAttribute("aria-valuenow", String(value));
  node.setAttribute("aria-valuemin", String(range[0]));
  node.setAttribute("aria-valuemax", String(range[1]));
  node.setAttribute("aria-valuetext", words);
  if (at) {
    const [x, y] = toPixel(at);
    const [right, up] = beside;
    node.style.translate = `${x + asideBy * right}px ${y - asideBy * up}px`;
  }
  if (line) {
    const [from, to] = [toPixel(line[0]), toPixel(line[1])];
    const [right, down] = [to[0] - from[0], to[1] - from[1]];
    bar.style.width = `${Math.hypot(right, down)}px`;
    bar.style.transform = `translate(${from[0]}px, ${from[1]}px) rotate(${Math.atan2(down, right)}rad)`;
  }
}

// Follows a pointer from where it takes hold of a part of the handle.
function draggable(
  part: HTMLElement,
  focused: HTMLElement,
  start: () => (pixels: Point) => void,
): void {
  part.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || !down.isPrimary) return;
    down.preventDefault();
    focused.focus({ preventScroll: true });
    part.setPointerCapture(down.pointerId);
    focused.classList.add("held");
    const move = start();
    const moves = new AbortController();
    const { signal } = moves;
    const follow = ({ clientX, clientY }: PointerEvent): void =>
      move([clientX - down.clientX, clientY - down.clientY]);
    part.addEventListener("pointermove", follow, { signal });
    part.addEventListener(
      "lostpointercapture",
      () => {
        focused.classList.remove("held");
        moves.abort();
      },
      { signal },
    );
  });
}
