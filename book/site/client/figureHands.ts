/** @file The handles of a figure, laid over its drawing. */

import type { Handle } from "../../../src/figures/live/kind.js";
import type { Change } from "./figureByHand.js";
import { addHand } from "./figureHand.js";
import { type CanvasName, onCanvas, type PlotlyFigure } from "./figureModel.js";
import { type Places, placesOf } from "./figurePlaces.js";

/** The figure as it is now. */
interface Present {
  figure(): PlotlyFigure;
  handles(): readonly Handle[];
  words(): string;
}

export interface Hands {
  /** Puts every handle in its present place. */
  lay(): void;
  /** Gives the keyboard to the first. */
  focus(): void;
}

/** Lays the handles over the drawing; they call `change` when they are moved. */
export function addHands(
  place: HTMLElement,
  { figure, handles, words }: Present,
  { canvas, change }: { canvas: () => CanvasName; change: (next: Change) => void },
): Hands {
  const layer = place.appendChild(document.createElement("div"));
  layer.className = "hands";
  const places = (): Places => {
    const sized = onCanvas(figure(), canvas());
    return placesOf(sized, Math.min(1, place.clientWidth / sized.layout.width));
  };
  const hands = handles().map((_, index) =>
    addHand(layer, {
      // From where the handle is when it is taken hold of, by so many pixels.
      grip() {
        const from = handles()[index]!.at;
        const { toUnits } = places();
        return (pixels) => {
          const [right, up] = toUnits(pixels);
          if (!from) return;
          change((kind, state) => kind.move!(state, index, [from[0] + right, from[1] + up]));
        };
      },
      step: (right, up) => change((kind, state) => kind.step!(state, index, right, up)),
    }),
  );
  const lay = (): void => {
    const { toPixel } = places();
    handles().forEach((handle, i) => {
      hands[i]!.lay(handle, words(), toPixel);
    });
  };
  new ResizeObserver(lay).observe(place);
  return { lay, focus: () => hands[0]!.focus() };
}
