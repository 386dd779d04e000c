/** @file A sheet without axes, whose places are counted in pixels from the top left. */

import type { Canvas } from "./figure.js";
import { template } from "./template.js";

/** The layout of such a sheet, as wide as its canvas. */
export function sheetLayout({ width }: Canvas, height: number): object {
  const axis = { visible: false, fixedrange: true };
  return {
    template,
    width,
    height,
    margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
    xaxis: { ...axis, range: [0, width] },
    yaxis: { ...axis, range: [height, 0] },
  };
}
