/** @file From the units of a figure's axes to the pixels of the page, and back. */

import type { SizedFigure } from "./figureModel.js";
import { property } from "./figureModel.js";

export type Point = readonly [number, number];

/** The linear axes of a drawn figure, in the pixels that it takes on the page. */
export interface Places {
  toPixel(at: Point): Point;
  /** the units of so many pixels to the right and down */
  toUnits(pixels: Point): Point;
}

/** @param scale - pixels of the page for each pixel of the drawing */
export function placesOf({ layout }: SizedFigure, scale: number): Places {
  const margin = (side: string): number => Number(property(layout.margin, side));
  const range = (axis: string): Point => {
    const ends = property(layout[axis], "range");
    return [Number(property(ends, 0)), Number(property(ends, 1))];
  };
  const [left, top] = [margin("l"), margin("t")];
  const [x0, x1] = range("xaxis");
  const [y0, y1] = range("yaxis");
  const unitX = (layout.width - left - margin("r")) / (x1 - x0);
  const unitY = (layout.height - top - margin("b")) / (y1 - y0);
  return {
    toPixel: ([x, y]) => [scale * (left + unitX * (x - x0)), scale * (top + unitY * (y1 - y))],
    toUnits: ([right, down]) => [right / unitX / scale, -down / unitY / scale],
  };
}
