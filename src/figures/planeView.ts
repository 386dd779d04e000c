/** @file A plane in which both axes have the same unit, so that a right angle looks like one. */

import { axisTitles, makeScale, type Scale, xAxis, yAxis } from "./axes.js";
import type { Canvas } from "./figure.js";
import type { Box, Point } from "./halfPlane.js";
import { round5 } from "./numbers.js";
import { lightTokens, template } from "./template.js";

/** A plane round the origin on one canvas. */
export interface PlaneView {
  /** what is seen of the plane */
  readonly box: Box;
  /** pixels above the box that belong to the plot, for a line of words that changes with the state */
  readonly head: number;
  /** pixels of one unit, along both axes */
  readonly unit: number;
  readonly height: number;
  readonly margin: { l: number; r: number; t: number; b: number; pad: number };
  readonly titles: object[];
  readonly xaxis: object;
  readonly yaxis: object;
}

const within = { xref: "x domain", yref: "y domain" } as const;
const head = 48;
const pad = 34;
const heights = { page: 490, text: 490, phone: 372 } as const;

const ownTitles = ["<i>x</i><sub>1</sub>", "<i>x</i><sub>2</sub>"] as const;

/** The plane of a canvas; at least 2.5 units to each side, and room for all points. */
export function viewPlane(
  canvas: Canvas,
  points: readonly Point[],
  [across, up]: readonly [string, string] = ownTitles,
): PlaneView {
  const reach = (k: 0 | 1): number => Math.max(2.5, ...points.map((p) => 1.25 * Math.abs(p[k])));
  const margin = { l: 0, r: 14, t: 10, b: 48, pad: 0 };
  const height = heights[canvas.name];
  const [wide, high] = [canvas.width - margin.r, height - margin.t - head - margin.b];
  const unit = Math.min((wide - pad) / (2 * reach(0)), high / (2 * reach(1)));
  const [x, y] = [wide / unit / 2, high / unit / 2];
  const rangeX = [pad / unit - x, x] as const;
  const rangeY = [-y, y + head / unit] as const;
  const x1 = { title: across, range: rangeX };
  const x2 = { title: up, range: rangeY };
  const options = { count: canvas.name === "phone" ? 6 : 8, toTicks: false };
  const scaleX = makeScale("viewPlane", x1, rangeX, options);
  const scaleY = below(makeScale("viewPlane", x2, rangeY, options), y);
  const [upright, level] = axisTitles(scaleX, scaleY, pad);
  return {
    box: { x: [-x, x], y: [-y, y] },
    head,
    unit,
    height,
    margin,
    titles: [
      { ...upright, ...within, yshift: -head },
      { ...level, ...within },
    ],
    // Where a notebook gives the figure another width, the plane shrinks and keeps its angles.
    xaxis: { ...xAxis(scaleX, { pad, width: wide }), constrain: "domain" },
    yaxis: {
      ...yAxis(scaleY, height),
      range: rangeY,
      scaleanchor: "x",
      constrain: "domain",
      showgrid: false,
      ticklabelposition: "inside",
    },
  };
}

/** The layout: the same for every state, so that plotly need not lay out anew what is dragged. */
export function planeLayout({ height, margin, xaxis, yaxis, titles }: PlaneView): object {
  return { template, height, margin, xaxis, yaxis, annotations: titles };
}

/** The two axes through the origin, so that it is seen where an arrow begins. */
export function planeAxes({ box }: PlaneView): object {
  return {
    type: "scatter",
    mode: "lines",
    x: [...box.x.map(round5), null, 0, 0],
    y: [0, 0, null, ...box.y.map(round5)],
    hoverinfo: "skip",
    line: { color: lightTokens.rule, width: 1 },
  };
}

// No tick in the head of the plot.
function below(scale: Scale, most: number): Scale {
  const kept = scale.ticks.filter((tick) => tick <= most);
  return { ...scale, ticks: kept, words: scale.words.slice(0, kept.length) };
}
