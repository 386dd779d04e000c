/** @file Axes as the figures of this course have them: titles at their ends, labels on the grid. */

import { grey, onPlot } from "./annotations.js";
import type { Canvas } from "./figure.js";
import { textWidth } from "./labels.js";
import { checkNumbers, checkRange, logTicks, niceTicks, round5, tickWords } from "./numbers.js";

/** One axis of a chart. */
export interface AxisOptions {
  /** what is measured, with its unit: "step h", "time (s)" */
  readonly title: string;
  /** Logarithmic; defaults to false. */
  readonly log?: boolean;
  /** First and last value shown; defaults to what the numbers need. */
  readonly range?: readonly [number, number];
}

/** An axis made ready: its ticks, and where a value stands between 0 and 1. */
export interface Scale {
  readonly title: string;
  readonly log: boolean;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly words: readonly string[];
}

/** @throws RangeError unless the range rises and its ends are finite, above 0 when logarithmic. */
export function makeScale(
  where: string,
  { title, log = false, range }: AxisOptions,
  [low, high]: readonly [number, number],
  { count, toTicks, whole = false }: { count: number; toTicks: boolean; whole?: boolean },
): Scale {
  if (range) {
    checkNumbers(where, `range of "${title}"`, range, { log });
    checkRange(where, `range of "${title}"`, range);
  }
  const [from, to] = range ?? widened(low, high, log);
  const enclosing = toTicks && !range;
  const slack = log ? 0 : (to - from) * 1e-9;
  const ticksFor = (count: number): number[] => {
    const all = log ? logTicks(from, to, count) : niceTicks(from, to, count, whole);
    return enclosing ? all : all.filter((t) => t >= from - slack && t <= to + slack);
  };
  let ticks = ticksFor(count);
  // One number alone says nothing of an axis; the next finer step gives it company, if there is one.
  for (let more = count + 1; ticks.length < 2 && more <= 2 * count; ++more) ticks = ticksFor(more);
  return {
    title,
    log,
    low: enclosing ? ticks[0]! : from,
    high: enclosing ? ticks.at(-1)! : to,
    ticks,
    words: tickWords(ticks, log),
  };
}

function widened(low: number, high: number, log: boolean): [number, number] {
  if (low < high) return [low, high];
  return log
    ? [low / 2, high * 2]
    : [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
}

/** Where plotly's annotations and ranges want a value: its logarithm on a logarithmic axis. */
export function onAxis(scale: { readonly log: boolean }, value: number): number {
  return scale.log ? Math.log10(value) : value;
}

/** Where `value` stands on the axis: 0 at its low end, 1 at its high end. */
export function fraction(scale: Scale, value: number): number {
  const low = onAxis(scale, scale.low);
  return (onAxis(scale, value) - low) / (onAxis(scale, scale.high) - low);
}

/** Pixels at the left that hold the words on the grid lines; the numbers begin right of them. */
export function leftPad(y: Scale): number {
  return Math.max(34, Math.ceil(Math.max(...y.words.map((word) => textWidth(word)))) + 12);
}

/** Plotly's `xaxis`, its low end moved left by `pad` of `width` pixels. */
export function xAxis(scale: Scale, { pad, width }: { pad: number; width: number }): object {
  const low = onAxis(scale, scale.low);
  const high = onAxis(scale, scale.high);
  return {
    ...plotlyAxis(scale),
    range: [round5(low - ((high - low) * pad) / (width - pad)), high],
  };
}

/** Plotly's `yaxis`, a pixel longer at both ends: plotly draws no grid line at the very end. */
export function yAxis(scale: Scale, height: number): object {
  const low = onAxis(scale, scale.low);
  const high = onAxis(scale, scale.high);
  const more = (1.2 * (high - low)) / height;
  return { ...plotlyAxis(scale), range: [round5(low - more), round5(high + more)] };
}

function plotlyAxis(scale: Scale): object {
  return {
    type: scale.log ? "log" : "linear",
    title: { text: "" },
    tickvals: scale.ticks,
    ticktext: scale.words,
  };
}

/** Titles at the ends of the axes: above the top grid line, below the last tick. */
export function axisTitles(x: Scale, y: Scale, pad: number): object[] {
  const style = { ...grey, ...onPlot };
  const titles = [
    { ...style, text: y.title, x: 0, xshift: pad, xanchor: "left", y: 1, yanchor: "bottom" },
    { ...style, text: x.title, x: 1, xanchor: "right", y: 0, yshift: -26, yanchor: "top" },
  ];
  return titles.filter(({ text }) => text !== "");
}

/** How many intervals between ticks an axis of this canvas has room for. */
export function tickCounts(canvas: Canvas): { x: number; y: number } {
  if (canvas.name === "phone") return { x: 4, y: 5 };
  return canvas.name === "text" ? { x: 6, y: 5 } : { x: 8, y: 5 };
}
