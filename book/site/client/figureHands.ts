/**
 * @file Handles over a drawing: what is dragged, or moved by the arrow keys, changes the state of the
 * figure, and the library's own function draws that state.
 */

import type { Handle, LiveKind } from "../../../src/figures/live/kind.js";
import { addHand } from "./figureHand.js";
import { type CanvasName, onCanvas, type PlotlyFigure } from "./figureModel.js";
import { type Places, placesOf } from "./figurePlaces.js";
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

  const hands = handles.map((_, index) =>
    addHand(layer, {
      // From where the handle is when it is taken hold of, by so many pixels.
      grip() {
        const from = handles[index]!.at;
        const { toUnits } = places();
        return (pixels) => {
          const [right, up] = toUnits(pixels);
          if (from) change((ready, now) => ready.move(now, index, [from[0] + right, from[1] + up]));
        };
      },
      step: (right, up) => change((ready, now) => ready.step(now, index, right, up)),
    }),
  );
  const places = (): Places => {
    const sized = onCanvas(figure, canvas());
    return placesOf(sized, Math.min(1, place.clientWidth / sized.layout.width));
  };
  const lay = (): void => {
    const { toPixel } = places();
    handles.forEach((handle, i) => {
      hands[i]!.lay(handle, words, toPixel);
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

  for (const event of ["pointerenter", "pointerdown", "focusin"]) {
    place.addEventListener(event, () => void load().catch(console.error), { once: true });
  }
  back?.addEventListener("click", () => {
    change(() => text.state);
    hands[0]?.focus();
  });
  new ResizeObserver(lay).observe(place);
  return { figure: () => figure, words: () => (isMoved ? words : undefined) };
}
