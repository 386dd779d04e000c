/** @file One dot for each seed, the interval that they give, and the printed value. */

import { grey, nameFont, onPlot } from "./annotations.js";
import { fraction, makeScale, type Scale, tickCounts, xAxis } from "./axes.js";
import { type Canvas, type Figure, type FigureWords, forEachCanvas } from "./figure.js";
import { textWidth } from "./labels.js";
import { checkNumbers, extent, readable, round5 } from "./numbers.js";
import { type Swarm, swarm } from "./swarm.js";
import { lightTokens, template } from "./template.js";

/** The values of one way of training. */
export interface SeedRow {
  readonly name: string;
  /** one value for each seed */
  readonly values: readonly number[];
  /** An interval, such as where one more seed would fall; defaults to none. */
  readonly interval?: readonly [number, number];
}

export interface SeedStripOptions {
  /** What is measured; defaults to nothing. */
  readonly title?: string;
  /** A printed value that the seeds are held against; defaults to none. */
  readonly printed?: number;
  /** What stands before it, where it is held against another value; defaults to "printed". */
  readonly printedName?: string;
  /** What the bracket is, over the first row; defaults to nothing. */
  readonly intervalName?: string;
  /** First and last value shown; defaults to what the numbers need. */
  readonly range?: readonly [number, number];
}

const usualPitch = 72;
const top = 34;
const bottom = 52;

/**
 * One dot for each seed, a bracket for the interval, an upright line at the printed value.
 *
 * @throws RangeError unless every row has a value and all numbers are finite.
 */
export function seedStrip(rows: readonly SeedRow[], options: SeedStripOptions = {}): Figure {
  const where = "seedStrip";
  const { title = "", printed, range } = options;
  if (rows.length === 0) throw new RangeError(`${where}: needs at least one row, got 0`);
  for (const { name, values, interval } of rows) {
    if (values.length === 0)
      throw new RangeError(`${where}: "${name}" needs at least one value, got 0`);
    checkNumbers(where, `values of "${name}"`, values);
    if (interval) checkNumbers(where, `interval of "${name}"`, interval);
  }
  const all = extent([
    ...rows.map((row) => row.values),
    ...rows.map((row) => row.interval ?? []),
    printed === undefined ? [] : [printed],
  ]);
  return forEachCanvas({ table: tableOf(rows, title) }, (canvas) => {
    const scale = makeScale(where, { title, ...(range ? { range } : {}) }, all, {
      count: tickCounts(canvas).x,
      toTicks: true,
    });
    return lay(canvas, rows, scale, options);
  });
}

function tableOf(rows: readonly SeedRow[], title: string): FigureWords["table"] & object {
  const hasNames = rows.some(({ name }) => name !== "");
  return {
    columns: [...(hasNames ? [""] : []), title === "" ? "value" : title],
    rows: rows.flatMap(({ name, values }) =>
      values.map((value) => (hasNames ? [name, round5(value)] : [round5(value)])),
    ),
  };
}

function lay(
  canvas: Canvas,
  rows: readonly SeedRow[],
  scale: Scale,
  options: SeedStripOptions,
): { data: object[]; layout: object } {
  const side = 24;
  const width = canvas.width - 2 * side;
  const places = swarm(
    rows.map(({ values }) => values.map((value) => fraction(scale, value) * width)),
  );
  const pitch = usualPitch + 2 * places.more;
  return {
    data: rows.flatMap((row, i) => [...bracket(row, i, pitch), dots(row, i, places, pitch)]),
    layout: {
      template,
      height: Math.ceil(top + rows.length * pitch + bottom),
      margin: { l: side, r: side, t: top, b: bottom, pad: 0 },
      xaxis: {
        ...xAxis(scale, { pad: 0, width }),
        showline: true,
        linecolor: lightTokens.rule,
      },
      yaxis: { visible: false, range: [rows.length - 0.5, -0.5] },
      shapes: options.printed === undefined ? [] : [printedLine(options.printed)],
      annotations: annotations(rows, scale, options, { side, width, more: places.more }),
    },
  };
}

function dots(
  { name, values }: SeedRow,
  row: number,
  { diameter, asides }: Swarm,
  pitch: number,
): object {
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: values.map(round5),
    y: asides[row]!.map((aside) => round5(row + aside / pitch)),
    marker: {
      size: diameter,
      color: lightTokens.series[0]!,
      line: { color: lightTokens.paper, width: 1.5 },
      opacity: 1,
    },
    cliponaxis: false,
    hovertemplate: "%{x}<extra></extra>",
  };
}

// The interval as a line with upright ends, taller than a dot that lies on one.
function bracket({ interval }: SeedRow, row: number, pitch: number): object[] {
  if (!interval) return [];
  const [low, high] = interval.map(round5) as [number, number];
  const tall = 9 / pitch;
  return [
    {
      type: "scatter",
      mode: "lines",
      x: [low, low, low, high, high, high],
      y: [row - tall, row + tall, row, row, row - tall, row + tall],
      line: { color: lightTokens.ink2, width: 1 },
      cliponaxis: false,
      hoverinfo: "skip",
    },
  ];
}

function printedLine(printed: number): object {
  return {
    type: "line",
    xref: "x",
    x0: printed,
    x1: printed,
    yref: "paper",
    y0: 0,
    y1: 1,
    line: { color: lightTokens.ink, width: 1.5 },
  };
}

function annotations(
  rows: readonly SeedRow[],
  scale: Scale,
  { title = "", printed, printedName = "printed", intervalName = "" }: SeedStripOptions,
  { side, width, more }: { side: number; width: number; more: number },
): object[] {
  const names = rows.map(({ name }, i) => ({
    ...grey,
    text: i === 0 && intervalName !== "" ? [name, intervalName].filter(Boolean).join(", ") : name,
    xref: "paper",
    x: 0,
    xanchor: "left",
    xshift: -side,
    y: i,
    yanchor: "bottom",
    yshift: 23 + more,
  }));
  const end = { x: 1, xanchor: "right", y: 0, yanchor: "top", yshift: -28 };
  const atEnd = { ...grey, ...onPlot, text: title, ...end };
  const words = [...names, atEnd].filter(({ text }) => text !== "");
  if (printed === undefined) return words;
  const pixel = fraction(scale, printed) * width;
  const text = `${printedName} ${readable(printed, 5)}`;
  const fits = pixel >= textWidth(text);
  const label = {
    text,
    showarrow: false,
    font: nameFont(lightTokens.ink),
    x: printed,
    xanchor: fits ? "right" : "left",
    xshift: 0,
    yref: "paper",
    y: 1,
    yanchor: "bottom",
    // above the first name, which may reach under it
    yshift: 8,
  };
  return [...words, label];
}
