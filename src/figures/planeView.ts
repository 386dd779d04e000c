/** @file A plane in which both axes have the same unit, so that a right angle looks like one. */

import { leftPad, makeScale, type Scale, tickCounts, xAxis, yAxis } from "./axes.js";
import type { Canvas } from "./figure.js";
import type { Box, Point } from "./halfPlane.js";
import { lightTokens } from "./template.js";

/** A plane round the origin on one canvas. */
export interface PlaneView {
  /** what is seen of the plane */
  readonly box: Box;
  /** pixels of one unit, along both axes */
  readonly unit: number;
  readonly scaleX: Scale;
  readonly scaleY: Scale;
  readonly pad: number;
  readonly height: number;
  readonly margin: { l: number; r: number; t: number; b: number; pad: number };
  readonly xaxis: object;
  readonly yaxis: object;
}

const origin = { zeroline: true, zerolinecolor: lightTokens.rule, zerolinewidth: 1 } as const;
const heights = { page: 490, text: 490, phone: 372 } as const;

/** The plane of a canvas; at least 2.5 units to each side, and room for all points. */
export function viewPlane(canvas: Canvas, points: readonly Point[]): PlaneView {
  const reach = (k: 0 | 1): number => Math.max(2.5, ...points.map((p) => 1.25 * Math.abs(p[k])));
  const margin = { l: 0, r: 14, t: 58, b: 48, pad: 0 };
  const height = heights[canvas.name];
  const [wide, high] = [canvas.width - margin.r, height - margin.t - margin.b];
  const pad = 34;
  const unit = Math.min((wide - pad) / (2 * reach(0)), high / (2 * reach(1)));
  const [x, y] = [wide / unit / 2, high / unit / 2];
  const rangeX = [pad / unit - x, x] as const;
  const rangeY = [-y, y] as const;
  const counts = tickCounts(canvas);
  const options = { count: Math.max(counts.x, 6), toTicks: false };
  const x1 = { title: "<i>x</i><sub>1</sub>", range: rangeX };
  const x2 = { title: "<i>x</i><sub>2</sub>", range: rangeY };
  const scaleX = makeScale("viewPlane", x1, rangeX, options);
  const scaleY = makeScale("viewPlane", x2, rangeY, options);
  return {
    box: { x: [-x, x], y: [-y, y] },
    unit,
    scaleX,
    scaleY,
    pad: Math.max(pad, leftPad(scaleY)),
    height,
    margin,
    xaxis: { ...xAxis(scaleX, { pad, width: wide }), ...origin },
    yaxis: { ...yAxis(scaleY, height), ...origin, showgrid: false, ticklabelposition: "inside" },
  };
}
