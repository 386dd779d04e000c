/** @file Two values of each of many things, joined: what has fallen, what has risen, by how much. */

import { grey, nameFont, onPlot, wordsFromTop } from "./annotations.js";
import { type AxisOptions, fraction, makeScale, onAxis, type Scale, yAxis } from "./axes.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { spread, textWidth } from "./labels.js";
import { checkNumbers, extent, readable, round5 } from "./numbers.js";
import { lightTokens, seriesStyles, template } from "./template.js";

/** One thing, before and after. */
export interface Slope {
  /** stands at the left end, with the value before */
  readonly name: string;
  readonly before: number;
  readonly after: number;
  /** Whose colour it has, counted from 0; its name then stands at both ends; defaults to none, grey. */
  readonly series?: number;
}

export interface SlopeChartOptions {
  /** What stands above the two ends: the two years. */
  readonly ends: readonly [string, string];
  /** What is measured. */
  readonly y: AxisOptions;
}

const bottom = 12;
const top = 56;
const leader = 18;

/**
 * A line from `before` to `after` for each thing; names at the left, and at the right those in colour.
 *
 * @throws RangeError unless there is a slope and all values are finite (above 0 on a logarithmic axis).
 */
export function slopeChart(slopes: readonly Slope[], { ends, y }: SlopeChartOptions): Figure {
  const where = "slopeChart";
  if (slopes.length === 0) throw new RangeError(`${where}: needs at least one slope, got 0`);
  for (const { name, before, after } of slopes) {
    checkNumbers(where, `values of "${name}"`, [before, after], y);
  }
  const largest = Math.max(-1, ...slopes.map(({ series = -1 }) => series));
  const colours = seriesStyles(where, largest + 1).map(({ colour }) => colour);
  const reach = extent(slopes.map(({ before, after }) => [before, after]));
  const rows = slopes.map(({ name, before, after }) => [name, round5(before), round5(after)]);
  return forEachCanvas({ table: { columns: ["", ...ends], rows } }, (canvas) => {
    const scale = makeScale(where, y, reach, { count: 4, toTicks: false });
    return lay(canvas, { slopes, colours, ends, scale });
  });
}

interface Parts {
  readonly slopes: readonly Slope[];
  readonly colours: readonly string[];
  readonly ends: readonly [string, string];
  readonly scale: Scale;
}

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: object } {
  const { slopes, colours, ends, scale } = parts;
  const gap = canvas.name === "phone" ? 17 : 19;
  const inner = Math.max(300, gap * (slopes.length + 1));
  const left = nameSide(slopes, ({ before }) => before);
  const told = slopes.filter(({ series }) => series !== undefined);
  const right = nameSide(told, ({ after }) => after);
  const place = (value: number): number => inner * (1 - fraction(scale, value));
  const room = { gap, low: 0, high: inner };
  const starts = spread(
    slopes.map(({ before }) => place(before)),
    room,
  );
  const finishes = spread(
    told.map(({ after }) => place(after)),
    room,
  );
  const width = canvas.width - left - right;
  const title = { ...grey, ...onPlot, y: 1, yanchor: "bottom" };
  const end = { ...title, xref: "x", xanchor: "center", yshift: 6 };
  const named = [
    ...slopes.map((slope, i) => words(slope, slope.before, starts[i]!, colours, "left")),
    ...told.map((slope, i) => words(slope, slope.after, finishes[i]!, colours, "right")),
  ];
  return {
    data: [
      leaders(slopes, starts, scale, inner, (slope) => slope.before, [0, -leader / width]),
      leaders(told, finishes, scale, inner, (slope) => slope.after, [1, 1 + leader / width]),
      // What is in colour lies above the others.
      ...[...slopes]
        .sort((a, b) => Number(a.series !== undefined) - Number(b.series !== undefined))
        .map((slope) => line(slope, ends, colours)),
    ],
    layout: {
      template,
      height: inner + top + bottom,
      // plotly cuts lines at the edge of the plot, so that it holds the leaders too
      margin: { l: left - leader, r: right - leader, t: top, b: bottom, pad: 0 },
      xaxis: { visible: false, range: [round5(-leader / width), round5(1 + leader / width)] },
      yaxis: { ...yAxis(scale, inner), showgrid: false, showticklabels: false },
      annotations: [
        { ...end, text: ends[0], x: 0 },
        { ...end, text: ends[1], x: 1 },
        { ...title, text: scale.title, x: 0, xanchor: "left", xshift: leader - left, yshift: 28 },
        ...named,
      ],
    },
  };
}

function line(
  { name, before, after, series }: Slope,
  ends: Parts["ends"],
  colours: readonly string[],
): object {
  const told = series !== undefined;
  const color = told ? colours[series]! : lightTokens.ink3;
  return {
    type: "scatter",
    mode: "lines+markers",
    name,
    x: [0, 1],
    y: [round5(before), round5(after)],
    opacity: told ? 1 : 0.6,
    line: { color, width: told ? 2.5 : 1 },
    marker: { size: told ? 9 : 5, color: lightTokens.paper, line: { color, width: told ? 2 : 1 } },
    cliponaxis: false,
    text: [...ends],
    hovertemplate: `${name}, %{text}: %{y:.3~g}<extra></extra>`,
  };
}

// Thin lines from the names to what they name, where they had to move aside.
function leaders(
  slopes: readonly Slope[],
  places: readonly number[],
  scale: Scale,
  inner: number,
  value: (slope: Slope) => number,
  [at, to]: readonly [number, number],
): object {
  const y = slopes.flatMap((slope, i) => [
    value(slope),
    valueAt(scale, 1 - places[i]! / inner),
    null,
  ]);
  return {
    type: "scatter",
    mode: "lines",
    x: slopes.flatMap(() => [at, round5(to), null]),
    y: y.map((one) => (one === null ? null : round5(one))),
    line: { color: lightTokens.rule, width: 1 },
    cliponaxis: false,
    hoverinfo: "skip",
  };
}

function words(
  { name, series }: Slope,
  value: number,
  place: number,
  colours: readonly string[],
  side: "left" | "right",
): object {
  const font = series === undefined ? grey.font : nameFont(colours[series]!);
  const text = side === "left" ? `${name} ${readable(value, 3)}` : `${readable(value, 3)} ${name}`;
  const at = side === "left" ? { x: 0, xshift: -4 } : { x: 1, xshift: 4 };
  const made = wordsFromTop(text, font, { ...at, yshift: 0 - Math.round(place) });
  return { ...made, xanchor: side === "left" ? "right" : "left" };
}

/** Pixels that the names of one side need. */
function nameSide(slopes: readonly Slope[], value: (slope: Slope) => number): number {
  const widths = slopes.map(
    (slope) => textWidth(`${slope.name} ${readable(value(slope), 3)}`) * 1.05,
  );
  return Math.max(14, ...widths.map((width) => Math.ceil(width) + leader + 8));
}

function valueAt(scale: Scale, share: number): number {
  const low = onAxis(scale, scale.low);
  const value = low + share * (onAxis(scale, scale.high) - low);
  return scale.log ? 10 ** value : value;
}
