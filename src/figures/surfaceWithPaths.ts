/** @file A function of two variables as a map, with the paths that descend on it. */

import {
  type AxisOptions,
  axisTitles,
  leftPad,
  makeScale,
  type Scale,
  tickCounts,
  xAxis,
  yAxis,
} from "./axes.js";
import { namesAtEnds, namesBeside, rightMargin } from "./curveNames.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { checkNumbers, evenly, extent, round5 } from "./numbers.js";
import { margins, plotOn } from "./plot.js";
import { surfaceInSpace } from "./surfaceInSpace.js";
import { lightTokens, type SeriesStyle, seriesStyles, template, tint } from "./template.js";

/** The points that an optimiser went through. */
export interface DescentPath {
  readonly name: string;
  /** `[a, b]` after each step, the start first */
  readonly points: readonly (readonly [a: number, b: number])[];
  /** A few words after the name, in grey; defaults to none. */
  readonly note?: string;
}

/** What the map shows. */
export interface SurfaceWithPaths {
  /** height of the surface over the point `(a, b)` */
  readonly loss: (a: number, b: number) => number;
  readonly a: AxisOptions & { readonly range: readonly [number, number] };
  readonly b: AxisOptions & { readonly range: readonly [number, number] };
  /** up to six paths; what leaves the map is cut at its edge */
  readonly paths: readonly DescentPath[];
  /** Levels as powers of a constant, for losses over several decades; defaults to false. */
  readonly log?: boolean;
  /** Marks the lowest point; defaults to none. */
  readonly minimum?: readonly [a: number, b: number];
  /** Draws the surface in space, where it can be turned; defaults to false. */
  readonly inSpace?: boolean;
}

/** Places along each axis at which the loss is asked. */
const steps = 61;
const levels = 10;

/**
 * Level lines of `loss`, deeper blue where it is higher, and the paths on them.
 *
 * @throws RangeError if the loss is not finite on the map (above 0 with `log`).
 */
export function surfaceWithPaths(options: SurfaceWithPaths): Figure {
  const where = "surfaceWithPaths";
  const { loss, a, b, paths, log = false } = options;
  const styles = seriesStyles(where, paths.length);
  for (const { name, points } of paths) {
    if (points.length === 0)
      throw new RangeError(`${where}: "${name}" needs at least one point, got 0`);
    checkNumbers(where, `points of "${name}"`, points.flat());
  }
  const as = evenly(a.range, steps);
  const bs = evenly(b.range, steps);
  const z = bs.map((second) => as.map((first) => loss(first, second)));
  z.forEach((row, i) => {
    checkNumbers(where, `loss in row ${i} of the map`, row, { log });
  });
  const heights = log ? z.map((row) => row.map(Math.log10)) : z;
  const words = { x: a.title, y: b.title };
  const parts = { options, styles, as, bs, heights };
  return forEachCanvas(words, (canvas) =>
    options.inSpace ? surfaceInSpace(canvas, parts) : lay(canvas, parts),
  );
}

/** What map and surface are drawn from. */
export interface SurfaceParts {
  readonly options: SurfaceWithPaths;
  readonly styles: readonly SeriesStyle[];
  readonly as: readonly number[];
  readonly bs: readonly number[];
  /** loss at `[b][a]`, its logarithm where levels are powers */
  readonly heights: readonly (readonly number[])[];
}

function lay(canvas: Canvas, parts: SurfaceParts): { data: object[]; layout: object } {
  const { a, b, paths } = parts.options;
  const counts = tickCounts(canvas);
  const scaleX = makeScale("surfaceWithPaths", a, a.range, { count: counts.x, toTicks: false });
  const scaleY = makeScale("surfaceWithPaths", b, b.range, { count: counts.y, toTicks: false });
  const pad = leftPad(scaleY);
  const inside = paths.map(({ name, note, points }) => ({
    name,
    ...(note === undefined ? {} : { note }),
    ...cut(points, scaleX, scaleY),
  }));
  const named = { series: inside, styles: parts.styles, levels: [], uprights: [] };
  const on = (right: number) => plotOn(canvas, { right, pad, scaleX, scaleY });
  const beside = namesBeside(canvas, on(margins.narrow), named, []);
  const right = beside ? margins.narrow : rightMargin(canvas, named);
  const names = beside ?? namesAtEnds(canvas, on(right), named, []);
  return {
    data: [
      levelMap(parts),
      ...inside.map((path, i) => pathTrace(path, parts.styles[i]!)),
      ...minimumTrace(parts.options.minimum),
    ],
    layout: {
      template,
      height: canvas.height,
      margin: { l: 0, r: right, t: margins.top, b: margins.bottom, pad: 0 },
      xaxis: xAxis(scaleX, { pad, width: canvas.width - right }),
      yaxis: { ...yAxis(scaleY, canvas.height), showgrid: false, ticklabelposition: "inside" },
      annotations: [...axisTitles(scaleX, scaleY, pad), ...names],
    },
  };
}

function levelMap({ as, bs, heights, options }: SurfaceParts): object {
  const [lowest, high] = extent(heights);
  // A logarithm falls without end at the minimum; the lowest fiftieth of the map is one level.
  const low = options.log ? sorted(heights)[Math.floor((steps * steps) / 50)]! : lowest;
  const size = (high - low) / levels || 1;
  return {
    type: "contour",
    x: as.map(round5),
    y: bs.map(round5),
    z: heights.map((row) => row.map((height) => Number(height.toPrecision(4)))),
    autocontour: false,
    contours: { start: low + size, end: high, size, coloring: "fill", showlines: true },
    colorscale: [
      [0, lightTokens.paper],
      [1, tint(lightTokens.series[0]!, 0.3)],
    ],
    line: { color: lightTokens.paper, width: 1, smoothing: 0 },
    showscale: false,
    hovertemplate: `%{x:.3~g}, %{y:.3~g}: ${options.log ? "10^%{z:.3~g}" : "%{z:.3~g}"}<extra></extra>`,
  };
}

function sorted(rows: readonly (readonly number[])[]): number[] {
  return rows.flat().sort((a, b) => a - b);
}

// The path as long as it stays on the map.
function cut(
  path: DescentPath["points"],
  scaleX: Scale,
  scaleY: Scale,
): { x: number[]; y: number[]; points: boolean } {
  const outside = path.findIndex(
    ([x, y]) => x < scaleX.low || x > scaleX.high || y < scaleY.low || y > scaleY.high,
  );
  const kept = outside < 0 ? path : path.slice(0, Math.max(outside, 1));
  const [x, y] = [kept.map((point) => round5(point[0])), kept.map((point) => round5(point[1]))];
  // Steps are marked as long as they can be told apart.
  return { x, y, points: kept.length <= 40 };
}

function pathTrace(
  { name, x, y, points }: { name: string; x: number[]; y: number[]; points: boolean },
  { colour, dash, symbol }: SeriesStyle,
): object {
  return {
    type: "scatter",
    mode: points ? "lines+markers" : "lines",
    name,
    x,
    y,
    line: { color: colour, width: 2, dash },
    marker: { symbol, size: 7, color: lightTokens.paper, line: { color: colour, width: 2 } },
    cliponaxis: false,
    hovertemplate: "step %{pointNumber}: %{x:.4~g}, %{y:.4~g}<extra>%{fullData.name}</extra>",
  };
}

function minimumTrace(minimum: readonly [number, number] | undefined): object[] {
  if (!minimum) return [];
  return [
    {
      type: "scatter",
      mode: "markers",
      x: [round5(minimum[0])],
      y: [round5(minimum[1])],
      marker: {
        symbol: "cross-thin",
        size: 13,
        color: lightTokens.ink,
        line: { color: lightTokens.ink, width: 1.5 },
      },
      hoverinfo: "skip",
    },
  ];
}
