/** @file The names of curves and levels: at the right end, or on a telephone beside them. */

import type { Canvas } from "./figure.js";
import { type Box, placeBeside, spread, textWidth } from "./labels.js";
import { margins, type Pixel, type Plot, pixelCurve, pixelOf } from "./plot.js";
import { lightTokens, type SeriesStyle } from "./template.js";

interface Named {
  readonly name: string;
  readonly note?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** What is named: curves in their colours, levels in grey. */
export interface NameParts {
  readonly series: readonly Named[];
  readonly styles: readonly SeriesStyle[];
  readonly levels: readonly { readonly text: string; readonly y: number }[];
}

/** Pixels that the names need right of the plot. */
export function rightMargin(canvas: Canvas, { series, levels }: NameParts): number {
  const notes = canvas.name !== "phone";
  const words = [
    ...series.map(({ name, note }) => textWidth(`${name} ${(notes && note) || ""}`) * 1.05),
    ...levels.map(({ text }) => textWidth(text)),
  ];
  const widest = Math.ceil(Math.max(0, ...words));
  if (widest === 0) return margins.narrow;
  return Math.max(canvas.name === "page" ? 150 : 0, widest + 14);
}

/** Names right of the plot, at the heights where the curves end. */
export function namesAtEnds(canvas: Canvas, plot: Plot, parts: NameParts): object[] {
  const { series, styles, levels } = parts;
  const names = series.map(({ name, note, x, y }, i) => ({
    text: labelled(name, canvas.name === "phone" ? undefined : note),
    font: { color: styles[i]!.colour, weight: 600 },
    height: pixelOf(plot, plot.scaleX.high, lastValue(x, y))[1],
  }));
  const greys = levels.map(({ text, y }) => ({
    text,
    font: { color: lightTokens.ink3 },
    height: pixelOf(plot, plot.scaleX.high, y)[1],
  }));
  const all = [...names, ...greys];
  const wanted = all.map(({ height }) => height);
  const places = spread(wanted, { gap: 20, low: -10, high: plot.height });
  return all.map(({ text, font }, i) => ({
    text,
    font,
    showarrow: false,
    xref: "paper",
    x: 1,
    xanchor: "left",
    xshift: 10,
    yref: "paper",
    y: 1,
    yanchor: "middle",
    yshift: 0 - Math.round(places[i]!),
  }));
}

/** Names on the plot, each beside its curve; `null` where one finds no place. */
export function namesBeside(plot: Plot, parts: NameParts, marks: readonly Box[]): object[] | null {
  const { series, styles, levels } = parts;
  const items = [
    ...series.map(({ name, x, y }, i) => ({
      text: name,
      font: { color: styles[i]!.colour, weight: 600 },
      curve: pixelCurve(plot, x, y),
    })),
    ...levels.map(({ text, y }) => ({
      text,
      font: { color: lightTokens.ink3 },
      curve: level(plot, y),
    })),
  ];
  const taken: Box[] = [...marks];
  const curves = items.map(({ curve }) => curve);
  const annotations: object[] = [];
  for (const { text, font, curve } of items) {
    const others = curves.filter((other) => other !== curve);
    const { width, height, pad } = plot;
    const box = placeBeside(text, curve, others, { left: pad, width, height, curves, taken });
    if (!box) return null;
    taken.push(box);
    annotations.push({
      text,
      font,
      showarrow: false,
      xref: "paper",
      x: 0,
      xanchor: "center",
      xshift: Math.round(box.x),
      yref: "paper",
      y: 1,
      yanchor: "middle",
      yshift: 0 - Math.round(box.y),
    });
  }
  return annotations;
}

function level(plot: Plot, y: number): Pixel[] {
  const [, height] = pixelOf(plot, plot.scaleX.high, y);
  const steps = Math.floor((plot.width - plot.pad) / 6);
  return Array.from({ length: steps }, (_, i): Pixel => [plot.width - 6 * i, height]);
}

// The value at the right end, wherever in the list that stands.
function lastValue(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let last = 0;
  for (let i = 0; i < x.length; ++i) if (x[i]! >= x[last]!) last = i;
  return y[last]!;
}

function labelled(name: string, note: string | undefined): string {
  if (!note) return name;
  return `${name}<span style="font-weight:400;color:${lightTokens.ink3}"> ${note}</span>`;
}
