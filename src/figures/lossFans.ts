/** @file Many runs of a few ways side by side: for each way its median in a fan of quantiles. */

import { type AxisOptions, leftPad, makeScale, onAxis, type Scale, yAxis } from "./axes.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { checkEqual, checkNumbers, extent, round5 } from "./numbers.js";
import { faded, lightTokens, template } from "./template.js";

/** The runs of one way. */
export interface Fan {
  /** stands above the panel */
  readonly name: string;
  /** one list for each run, all of one length */
  readonly runs: readonly ArrayLike<number>[];
  /** A few words under the name, in grey; defaults to none. */
  readonly note?: string;
}

export interface LossFanOptions {
  /** What is counted; defaults to "step". */
  readonly x?: string;
  /** Where each value stands; defaults to 0, 1, 2 … */
  readonly at?: ArrayLike<number>;
  /** What is measured; defaults to "loss". */
  readonly y?: string;
  /** Logarithmic upward; defaults to false. */
  readonly log?: boolean;
  /** First and last value shown; defaults to what the numbers need. */
  readonly range?: readonly [number, number];
}

/** Shares of the runs that lie within each blade of a fan. */
const blades = [1, 0.8, 0.5];
const top = 64;
const bottom = 48;
const gap = 28;

/**
 * One panel for each way, all with the same axes: the median of its runs, and the middle half, the
 * middle four fifths and all of them as blades of a fan.
 *
 * @throws RangeError unless every way has a run, all lists are of one length and all numbers finite.
 */
export function lossFans(fans: readonly Fan[], options: LossFanOptions = {}): Figure {
  const where = "lossFans";
  if (fans.length === 0) throw new RangeError(`${where}: needs at least one fan, got 0`);
  const length = fans[0]!.runs[0]?.length ?? 0;
  const { x = "step", y = "loss", log = false, range } = options;
  const at = options.at ?? Array.from({ length }, (_, i) => i);
  for (const { name, runs } of fans) {
    if (runs.length === 0)
      throw new RangeError(`${where}: "${name}" needs at least one run, got 0`);
    for (const run of runs) {
      checkEqual(where, `places and values of each run of "${name}"`, at.length, run.length);
      checkNumbers(where, `values of "${name}"`, run, { log });
    }
  }
  const shapes = fans.map(({ runs }) => quantiles(runs));
  const axisX: AxisOptions = { title: x };
  const axisY: AxisOptions = { title: y, log, ...(range ? { range } : {}) };
  return forEachCanvas({ x, y }, (canvas) => {
    const count = { x: 2, y: 5 };
    const whole = Array.from(at).every(Number.isInteger);
    const scaleX = makeScale(where, axisX, extent([at]), { count: count.x, toTicks: false, whole });
    const all = extent(fans.flatMap(({ runs }) => runs));
    const scaleY = makeScale(where, axisY, all, { count: count.y, toTicks: true });
    return lay(canvas, { fans, shapes, at: Array.from(at, round5), scaleX, scaleY });
  });
}

interface Parts {
  readonly fans: readonly Fan[];
  readonly shapes: readonly Quantiles[];
  readonly at: readonly number[];
  readonly scaleX: Scale;
  readonly scaleY: Scale;
}

interface Quantiles {
  readonly median: number[];
  /** lower and upper ends, widest first */
  readonly blades: { low: number[]; high: number[] }[];
}

function quantiles(runs: readonly ArrayLike<number>[]): Quantiles {
  const columns = Array.from({ length: runs[0]!.length }, (_, i) =>
    runs.map((run) => run[i]!).sort((a, b) => a - b),
  );
  const at = (share: number): number[] => columns.map((sorted) => round5(quantile(sorted, share)));
  return {
    median: at(0.5),
    blades: blades.map((share) => ({ low: at((1 - share) / 2), high: at((1 + share) / 2) })),
  };
}

// Between two neighbours in proportion.
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low === high ? low : low + (place - below) * (high - low);
}

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: Record<string, unknown> } {
  const { fans, shapes, scaleX, scaleY } = parts;
  const columns = Math.min(fans.length, canvas.name === "page" ? 4 : 2);
  const rows = Math.ceil(fans.length / columns);
  const pad = leftPad(scaleY);
  const panel = {
    width: (canvas.width - 14 - pad - (columns - 1) * gap) / columns,
    height: canvas.name === "phone" ? 150 : 220,
  };
  const width = canvas.width - 14;
  const height = rows * panel.height + (rows - 1) * top;
  const layout: Record<string, unknown> = {
    template,
    height: height + top + bottom,
    margin: { l: 0, r: 14, t: top, b: bottom, pad: 0 },
  };
  const annotations: object[] = [];
  fans.forEach(({ name, note }, k) => {
    const [row, column] = [Math.floor(k / columns), k % columns];
    const left = pad + column * (panel.width + gap);
    const own = column === 0 ? pad : 0;
    const above = row * (panel.height + top);
    const id = k === 0 ? "" : String(k + 1);
    const isLast = k + columns >= fans.length;
    layout[`xaxis${id}`] = {
      ...panelX(scaleX, own, panel.width),
      domain: [(left - own) / width, (left + panel.width) / width],
      anchor: `y${id}`,
      showticklabels: isLast,
      ticks: isLast ? "outside" : "",
    };
    layout[`yaxis${id}`] = {
      ...yAxis(scaleY, panel.height),
      domain: [1 - (above + panel.height) / height, 1 - above / height],
      anchor: `x${id}`,
      showticklabels: column === 0,
    };
    annotations.push(...titles(name, note, { x: left / width, y: 1 - above / height }));
  });
  const grey = {
    showarrow: false,
    font: { color: lightTokens.ink3 },
    xref: "paper",
    yref: "paper",
  };
  annotations.push(
    { ...grey, text: scaleY.title, x: 0, xanchor: "left", y: 1, yanchor: "bottom", yshift: 44 },
    { ...grey, text: scaleX.title, x: 1, xanchor: "right", y: 0, yanchor: "top", yshift: -26 },
  );
  return {
    data: shapes.flatMap((shape, k) => fanTraces(shape, k, parts)),
    layout: { ...layout, annotations },
  };
}

function panelX(scale: Scale, pad: number, width: number): object {
  const [low, high] = [onAxis(scale, scale.low), onAxis(scale, scale.high)];
  return {
    range: [round5(low - ((high - low) * pad) / width), high],
    tickvals: scale.ticks,
    ticktext: scale.words,
  };
}

function titles(name: string, note: string | undefined, at: { x: number; y: number }): object[] {
  const style = {
    showarrow: false,
    xref: "paper",
    yref: "paper",
    xanchor: "left",
    yanchor: "bottom",
    x: round5(at.x),
    y: round5(at.y),
  };
  const words = [
    { ...style, text: name, yshift: note ? 20 : 2, font: { color: lightTokens.ink, weight: 600 } },
    { ...style, text: note ?? "", yshift: 2, font: { color: lightTokens.ink3 } },
  ];
  return words.filter(({ text }) => text !== "");
}

function fanTraces({ median, blades }: Quantiles, k: number, { fans, at }: Parts): object[] {
  const colour = lightTokens.series[0]!;
  const axes = k === 0 ? {} : { xaxis: `x${k + 1}`, yaxis: `y${k + 1}` };
  const base = { type: "scatter", mode: "lines", ...axes };
  return [
    ...blades.map(({ low, high }) => ({
      ...base,
      x: [...at, ...[...at].reverse()],
      y: [...high, ...[...low].reverse()],
      fill: "toself",
      fillcolor: faded(colour, 0.14),
      line: { width: 0 },
      hoverinfo: "skip",
    })),
    {
      ...base,
      name: fans[k]!.name,
      x: at,
      y: median,
      customdata: blades[0]!.low.map((low, i) => [low, blades[0]!.high[i]!]),
      line: { color: colour, width: 2 },
      hovertemplate:
        "%{x}: %{y:.4~g} (%{customdata[0]:.4~g} to %{customdata[1]:.4~g})<extra>%{fullData.name}</extra>",
    },
  ];
}
