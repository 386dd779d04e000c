/** @file Curves with their names at their ends, intervals as bands, and marks. */

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
import { levelsOf, type Mark, markParts, uprightsOf } from "./marks.js";
import { checkEqual, checkNumbers, extent, round5 } from "./numbers.js";
import { margins, pixelCurve, plotOn } from "./plot.js";
import { faded, lightTokens, type SeriesStyle, seriesStyles, template } from "./template.js";

/** One curve. */
export interface Series {
  /** stands at the end of the curve */
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Lower end of the interval at each point; needs `high`; defaults to no band. */
  readonly low?: ArrayLike<number>;
  /** Upper end of the interval at each point. */
  readonly high?: ArrayLike<number>;
  /** A few words after the name, in grey: "slope 2"; defaults to none. */
  readonly note?: string;
  /** Draws a marker at each point; defaults to false. */
  readonly points?: boolean;
}

/** What a line chart shows. */
export interface LineChart {
  /** one to six curves */
  readonly series: readonly Series[];
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  /** Points, levels and words that the text speaks of; defaults to none. */
  readonly marks?: readonly Mark[];
}

/**
 * Curves over a common axis; a band between `low` and `high` where they are given.
 *
 * @throws RangeError unless there are one to six series, their lists are of one length, and all
 * numbers are finite (above 0 on a logarithmic axis).
 */
export function lineChart({ series, x, y, marks = [] }: LineChart): Figure {
  const where = "lineChart";
  const styles = seriesStyles(where, series.length);
  checkSeries(where, series, x, y);
  const xs = extent([...series.map((s) => s.x), marks.flatMap((m) => m.x ?? [])]);
  const ys = extent([
    ...series.flatMap((s) => [s.y, s.low ?? [], s.high ?? []]),
    marks.flatMap((m) => m.y ?? []),
  ]);
  const whole = series.every((one) => Array.from(one.x).every(Number.isInteger));
  return forEachCanvas({ x: x.title, y: y.title }, (canvas) => {
    const counts = tickCounts(canvas);
    const scaleX = makeScale(where, x, xs, { count: counts.x, toTicks: false, whole });
    const scaleY = makeScale(where, y, ys, { count: counts.y, toTicks: true });
    return lay(canvas, { series, styles, scaleX, scaleY, marks });
  });
}

interface Parts {
  readonly series: readonly Series[];
  readonly styles: readonly SeriesStyle[];
  readonly scaleX: Scale;
  readonly scaleY: Scale;
  readonly marks: readonly Mark[];
}

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: object } {
  const { series, styles, scaleX, scaleY } = parts;
  const pad = leftPad(scaleY);
  const { right, annotations, traces, shapes } = wordsOn(canvas, parts, pad);
  return {
    data: [
      ...series.flatMap((one, i) => band(one, styles[i]!)),
      ...series.map((one, i) => curve(one, styles[i]!)),
      ...traces,
    ],
    layout: {
      template,
      height: canvas.height,
      margin: { l: 0, r: right, t: margins.top, b: margins.bottom, pad: 0 },
      hovermode: "x unified",
      // The nearest point of each curve, however far.
      hoverdistance: -1,
      xaxis: {
        ...xAxis(scaleX, { pad, width: canvas.width - right }),
        unifiedhovertitle: { text: `${scaleX.title} %{x:.4~g}` },
      },
      yaxis: yAxis(scaleY, canvas.height - margins.top - margins.bottom),
      shapes,
      annotations: [...axisTitles(scaleX, scaleY, pad), ...annotations],
    },
  };
}

// On a telephone the names stand beside their curves, unless one finds no place there.
function wordsOn(
  canvas: Canvas,
  { series, styles, scaleX, scaleY, marks }: Parts,
  pad: number,
): { right: number; annotations: object[]; traces: object[]; shapes: object[] } {
  const parts = { series, styles, levels: levelsOf(marks), uprights: uprightsOf(marks) };
  const on = (right: number) => {
    const plot = plotOn(canvas, { right, pad, scaleX, scaleY });
    const curves = series.map(({ x, y }) => pixelCurve(plot, x, y));
    return { plot, marked: markParts(marks, { plot, curves, styles }) };
  };
  if (canvas.name === "phone") {
    const { plot, marked } = on(margins.narrow);
    const names = namesBeside(canvas, plot, parts, marked.boxes);
    if (names) {
      return { ...marked, right: margins.narrow, annotations: [...marked.annotations, ...names] };
    }
  }
  const right = rightMargin(canvas, parts);
  const { plot, marked } = on(right);
  const names = namesAtEnds(canvas, plot, parts, marked.boxes);
  return { ...marked, right, annotations: [...marked.annotations, ...names] };
}

function curve({ name, x, y, low, high, points = false }: Series, style: SeriesStyle): object {
  const { colour, dash, symbol } = style;
  const ends = low && high ? Array.from(low, (l, i) => [round5(l), round5(high[i]!)]) : undefined;
  return {
    type: "scatter",
    mode: points ? "lines+markers" : "lines",
    name,
    x: Array.from(x, round5),
    y: Array.from(y, round5),
    ...(ends ? { customdata: ends } : {}),
    line: { color: colour, width: 2, dash },
    ...(points
      ? { marker: { symbol, size: 9, color: lightTokens.paper, line: { color: colour, width: 2 } } }
      : {}),
    cliponaxis: false,
    hovertemplate: ends
      ? "%{y:.4~g} (%{customdata[0]:.4~g} to %{customdata[1]:.4~g})"
      : "%{y:.4~g}",
  };
}

// One closed outline: forth along the upper ends, back along the lower ones.
function band({ x, low, high }: Series, { colour }: SeriesStyle): object[] {
  if (!low || !high) return [];
  const forth = Array.from(x, round5);
  return [
    {
      type: "scatter",
      mode: "lines",
      x: [...forth, ...[...forth].reverse()],
      y: [...Array.from(high, round5), ...Array.from(low, round5).reverse()],
      fill: "toself",
      fillcolor: faded(colour, 0.16),
      line: { width: 0 },
      hoverinfo: "skip",
    },
  ];
}

function checkSeries(
  where: string,
  series: readonly Series[],
  xAxisOptions: AxisOptions,
  yAxisOptions: AxisOptions,
): void {
  if (series.length === 0) throw new RangeError(`${where}: needs at least one series, got 0`);
  for (const { name, x, y, low, high } of series) {
    if (x.length === 0) throw new RangeError(`${where}: "${name}" needs at least one point, got 0`);
    checkEqual(where, `lengths of x and y of "${name}"`, x.length, y.length);
    checkNumbers(where, `x of "${name}"`, x, xAxisOptions);
    checkNumbers(where, `y of "${name}"`, y, yAxisOptions);
    if (!low && !high) continue;
    checkEqual(where, `lengths of y and low of "${name}"`, y.length, low?.length ?? 0);
    checkEqual(where, `lengths of y and high of "${name}"`, y.length, high?.length ?? 0);
    checkNumbers(where, `low of "${name}"`, low!, yAxisOptions);
    checkNumbers(where, `high of "${name}"`, high!, yAxisOptions);
  }
}
