/** @file A grey image as a plotly trace: ink on paper, whatever the theme makes of them. */

import { base64 } from "./base64.js";
import { lightTokens } from "./template.js";

/** Where an image lies on a sheet, in its units. */
export interface GreyPlace {
  /** of the upper left corner */
  readonly x: number;
  readonly y: number;
  /** of one pixel */
  readonly wide: number;
  readonly high: number;
}

/** The trace of `rows · columns` bytes, 0 is paper and 255 ink. */
export function greyImage(
  bytes: Uint8Array,
  [rows, columns]: readonly [number, number],
  { x, y, wide, high }: GreyPlace,
): object {
  return {
    type: "heatmap",
    z: { dtype: "u1", bdata: base64(bytes), shape: `${rows}, ${columns}` },
    x0: x + wide / 2,
    dx: wide,
    y0: y + high / 2,
    dy: high,
    zmin: 0,
    zmax: 255,
    colorscale: [
      [0, lightTokens.paper],
      [1, lightTokens.ink],
    ],
    showscale: false,
  };
}
