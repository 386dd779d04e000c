/**
 * @file Handles over a drawing: what is dragged, or moved by the arrow keys, changes the state of the
 * figure, and the library's own function draws that state.
 */

import type { Handle, LiveKind } from "../../../src/figures/live/kind.js";
import { type CanvasName, onCanvas, type PlotlyFigure } from "./figureModel.js";
import { type Places, type Point, placesOf } from "./figurePlaces.js";
import { retell } from "./figureRetold.js";
import { loadKind } from "./library.js";

/** What the page says of a live figure, before anything is loaded. */
export interface LiveText {
  kind: string;
  state: unknown;
  handles: Handle[];
  words: string;
}

export interface Hands {
  /** the figure of the present state */
  figure(): PlotlyFigure;
  /** the state in words; `undefined` while it is the book's own */
  words(): string | undefined;
}

/** A state from the one before it. */
type Change = (kind: LiveKind<unknown>, state: unknown) => unknown;

/** Lays the handles over the drawing; `draw` shows the figure that `figure()` then gives. */
export function addHands(
  place: HTMLElement,
  own: PlotlyFigure,
  text: LiveText,
  { canvas, draw }: { canvas: () => CanvasName; draw: () => Promise<void> },
): Hands {
  const line = place.parentElement?.querySelector<HTMLElement>("p.by-hand");
  const back = line?.querySelector("button");
  const layer = place.appendChild(document.createElement("div"));
  layer.className = "hands";
  let [state, figure, words, handles] = [text.state, own, text.words, text.handles];
  let kind: Promise<LiveKind<unknown>> | undefined;
  let isMoved = false;
  let isDrawing = false;
  let drawn = state;
  let changes: Promise<unknown> = Promise.resolve();

  const nodes = handles.map((_, i) => addHandle(layer, i));
  const places = (): Places => {
    const sized = onCanvas(figure, canvas());
    return placesOf(sized, Math.min(1, place.clientWidth / sized.layout.width));
  };
  const lay = (): void => {
    const { toPixel } = places();
    handles.forEach((handle, i) => {
      layHandle(nodes[i]!, handle, words, toPixel);
    });
  };

  const load = (): Promise<LiveKind<unknown>> => {
    kind ??= loadKind(text.kind).catch((error: unknown) => {
      kind = undefined;
      throw error;
    });
    return kind;
  };
  const change = (next: Change): void => {
    changes = changes
      .then(async () => {
        const ready = await load();
        state = next(ready, state);
        isMoved = JSON.stringify(state) !== JSON.stringify(text.state);
        [handles, words] = [ready.handles(state), ready.words(state)];
        back?.toggleAttribute("hidden", !isMoved);
        lay();
        void follow(ready).catch(console.error);
      })
      .catch(console.error);
  };
  // The drawing follows once a frame, however many changes came meanwhile.
  const follow = async (ready: LiveKind<unknown>): Promise<void> => {
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (drawn !== state) {
        await new Promise(requestAnimationFrame);
        drawn = state;
        figure = ready.figure(state);
        retell(place, figure);
        await draw();
      }
    } finally {
      isDrawing = false;
    }
  };

  function addHandle(parent: HTMLElement, index: number): [HTMLElement, HTMLElement] {
    const bar = parent.appendChild(document.createElement("div"));
    bar.className = "hand-line";
    const node = parent.appendChild(document.createElement("div"));
    node.className = "hand";
    node.tabIndex = 0;
    node.setAttribute("role", "slider");
    for (const part of [node, bar]) {
      draggable(part, node, () => {
        const from = handles[index]!.at;
        const { toUnits } = places();
        return (pixels) => {
          const [right, up] = toUnits(pixels);
          if (!from) return;
          change((ready, now) => ready.move(now, index, [from[0] + right, from[1] + up]));
        };
      });
    }
    node.addEventListener("keydown", (event) => {
      const [right, up] = arrows[event.key] ?? [0, 0];
      if ((right === 0 && up === 0) || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const times = event.shiftKey ? 5 : 1;
      change((ready, now) => ready.step(now, index, times * right, times * up));
    });
    return [node, bar];
  }

  for (const event of ["pointerenter", "pointerdown", "focusin"]) {
    place.addEventListener(event, () => void load().catch(console.error), { once: true });
  }
  back?.addEventListener("click", () => {
    change(() => text.state);
    nodes[0]?.[0].focus({ preventScroll: true });
  });
  new ResizeObserver(lay).observe(place);
  return { figure: () => figure, words: () => (isMoved ? words : undefined) };
}

/** Pixels by which a mark stands beside what it moves. */
const asideBy = 9;

const arrows: Record<string, Point> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function layHandle(
  [node, bar]: readonly [HTMLElement, HTMLElement],
  { name, at, beside = [0, 0], line, value, range }: Handle,
  words: string,
  toPixel: (at: Point) => Point,
): void {
  node.hidden = at === null;
  bar.hidden = line === undefined;
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

/** Follows a pointer from where it takes hold: `start` gives what is told the pixels from there. */
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
