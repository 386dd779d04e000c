/** @file The names of curves and levels: at the right end, or on a telephone beside them. */

import { grey, nameFont, wordsFromTop } from "./annotations.js";
import type { Canvas } from "./figure.js";
import { type Box, placeBeside, spread, textWidth } from "./labels.js";
import { margins, type Pixel, type Plot, pixelCurve, pixelOf } from "./plot.js";
import { lightTokens, type SeriesStyle } from "./template.js";

interface Named {
  readonly name: string;
  readonly note?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly points?: boolean;
}

/** What is named: curves in their colours, levels in grey. */
export interface NameParts {
  readonly series: readonly Named[];
  readonly styles: readonly SeriesStyle[];
  readonly levels: readonly { readonly text: string; readonly y: number }[];
  /** Where upright lines stand: names keep off them if they can. */
  readonly uprights: readonly number[];
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

/** Names right of the plot where the curves end; beside a curve that ends long before. */
export function namesAtEnds(
  canvas: Canvas,
  plot: Plot,
  parts: NameParts,
  marks: readonly Box[],
): object[] {
  const items = itemsOf(canvas, plot, parts);
  const early = items.filter(({ end }) => end[0] < plot.width - 40);
  const { placed, homeless } = besides(plot, early, items, { marks, uprights: parts.uprights });
  const late = items.filter((item) => !early.includes(item) || homeless.includes(item));
  const wanted = late.map(({ end }) => end[1]);
  const places = spread(wanted, { gap: 20, low: -10, high: plot.height });
  const names = late.map(({ text, font }, i) =>
    wordsFromTop(text, font, { x: 1, xshift: 10, yshift: 0 - Math.round(places[i]!) }),
  );
  return [...names, ...placed];
}

/** Names on the plot, each beside its curve; `null` where one finds no place. */
export function namesBeside(
  canvas: Canvas,
  plot: Plot,
  parts: NameParts,
  marks: readonly Box[],
): object[] | null {
  const items = itemsOf(canvas, plot, parts);
  const { placed, homeless } = besides(plot, items, items, { marks, uprights: parts.uprights });
  return homeless.length > 0 ? null : placed;
}

interface Item {
  readonly text: string;
  readonly font: object;
  readonly curve: readonly Pixel[];
  readonly end: Pixel;
  readonly hasMarkers: boolean;
}

// On a telephone a name has no room for its note.
function itemsOf(canvas: Canvas, plot: Plot, { series, styles, levels }: NameParts): Item[] {
  return [
    ...series.map(({ name, note, x, y, points = false }, i): Item => {
      const last = lastPoint(x);
      return {
        text: labelled(name, canvas.name === "phone" ? undefined : note),
        font: nameFont(styles[i]!.colour),
        curve: pixelCurve(plot, x, y),
        end: pixelOf(plot, x[last]!, y[last]!),
        hasMarkers: points,
      };
    }),
    ...levels.map(({ text, y }): Item => {
      const curve = level(plot, y);
      return { text, font: grey.font, curve, end: curve[0]!, hasMarkers: false };
    }),
  ];
}

interface Homes {
  readonly placed: object[];
  readonly homeless: Item[];
}

interface Obstacles {
  readonly marks: readonly Box[];
  readonly uprights: readonly number[];
}

// One after the other; if that leaves one without a place, the longest first, which are hardest to place.
function besides(
  plot: Plot,
  items: readonly Item[],
  all: readonly Item[],
  obstacles: Obstacles,
): Homes {
  const inOrder = placedBeside(plot, items, all, obstacles);
  if (inOrder.homeless.length === 0) return inOrder;
  const longestFirst = [...items].sort((a, b) => textWidth(b.text) - textWidth(a.text));
  const other = placedBeside(plot, longestFirst, all, obstacles);
  return other.homeless.length < inOrder.homeless.length ? other : inOrder;
}

function placedBeside(
  plot: Plot,
  items: readonly Item[],
  all: readonly Item[],
  { marks, uprights }: Obstacles,
): Homes {
  const taken: Box[] = [...marks];
  const curves = all.map(({ curve }) => curve);
  const lines = uprights.map((x) => pixelCurve(plot, [x, x], [plot.scaleY.high, plot.scaleY.low]));
  const halo = all.some(({ hasMarkers }) => hasMarkers) ? 5 : 0;
  const { width, height, pad: left } = plot;
  const placed: object[] = [];
  const homeless: Item[] = [];
  for (const item of items) {
    const { text, font, curve } = item;
    const others = curves.filter((other) => other !== curve);
    const around = { left, width, height, curves, taken, halo };
    const box =
      placeBeside(text, curve, others, { ...around, curves: [...curves, ...lines] }) ??
      placeBeside(text, curve, others, around) ??
      placeBeside(text, curve, others, { ...around, halo: 0 });
    if (!box) {
      homeless.push(item);
      continue;
    }
    taken.push(box);
    const place = { x: 0, xshift: Math.round(box.x), yshift: 0 - Math.round(box.y) };
    placed.push(wordsFromTop(text, font, place, "center"));
  }
  return { placed, homeless };
}

function level(plot: Plot, y: number): Pixel[] {
  const [, height] = pixelOf(plot, plot.scaleX.high, y);
  const steps = Math.floor((plot.width - plot.pad) / 6);
  return Array.from({ length: steps }, (_, i): Pixel => [plot.width - 6 * i, height]);
}

// The point at the right end, wherever in the list that stands.
function lastPoint(x: ArrayLike<number>): number {
  let last = 0;
  for (let i = 0; i < x.length; ++i) if (x[i]! >= x[last]!) last = i;
  return last;
}

function labelled(name: string, note: string | undefined): string {
  if (!note) return name;
  return `${name}<span style="font-weight:400;color:${lightTokens.ink3}"> ${note}</span>`;
}
