/** @file The name of each curve: at its end, or on a narrow canvas beside it. */

import { fraction, onAxis, type Scale } from "./axes.js";
import type { Canvas } from "./figure.js";
import { type Curve, placeBeside, spread, textWidth } from "./labels.js";
import { lightTokens, type SeriesStyle } from "./template.js";

interface Named {
  readonly name: string;
  readonly note?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

interface NameParts {
  readonly series: readonly Named[];
  readonly styles: readonly SeriesStyle[];
  readonly scaleX: Scale;
  readonly scaleY: Scale;
  /** pixels left of the first number */
  readonly pad: number;
}

const margins = { top: 30, bottom: 48 };
const narrow = 14;

/** Annotations that name the curves, and the right margin they need. */
export function curveNames(
  canvas: Canvas,
  parts: NameParts,
): { annotations: object[]; right: number } {
  return (canvas.name === "phone" ? beside(canvas, parts) : null) ?? atEnds(canvas, parts);
}

function atEnds(
  canvas: Canvas,
  { series, styles, scaleX, scaleY }: NameParts,
): { annotations: object[]; right: number } {
  const onPhone = canvas.name === "phone";
  const words = series.map(({ name, note }) => label(name, onPhone ? undefined : note));
  const widest = Math.ceil(Math.max(...words.map((word) => textWidth(word) * 1.05)));
  const right = Math.max(canvas.name === "page" ? 150 : narrow, widest + 14);
  const plotHeight = canvas.height - margins.top - margins.bottom;
  const heights = series.map(
    ({ x, y }) => (1 - fraction(scaleY, lastValue(x, y, scaleX))) * plotHeight,
  );
  const places = spread(heights, { gap: 20, low: -10, high: plotHeight });
  const annotations = words.map((text, i) => ({
    text,
    showarrow: false,
    font: { color: styles[i]!.colour, weight: 600 },
    xref: "paper",
    x: 1,
    xanchor: "left",
    xshift: 10,
    yref: "paper",
    y: 1,
    yanchor: "middle",
    yshift: -Math.round(places[i]!),
    align: "left",
  }));
  return { annotations, right };
}

function beside(
  canvas: Canvas,
  { series, styles, scaleX, scaleY, pad }: NameParts,
): { annotations: object[]; right: number } | null {
  const width = canvas.width - narrow;
  const height = canvas.height - margins.top - margins.bottom;
  const curves: Curve[] = series.map(({ x, y }) =>
    along(
      Array.from(x, (value, i): [number, number] => [
        pad + fraction(scaleX, value) * (width - pad),
        (1 - fraction(scaleY, y[i]!)) * height,
      ]),
    ),
  );
  const words = series.map(({ name }) => name);
  const places = placeBeside(curves, words, { width, height, left: pad, avoid: [] });
  if (places.includes(null)) return null;
  const annotations = places.map((place, i) => ({
    text: words[i]!,
    showarrow: false,
    font: { color: styles[i]!.colour, weight: 600 },
    xref: "paper",
    x: 0,
    xanchor: "center",
    xshift: Math.round(place!.x),
    yref: "paper",
    y: 1,
    yanchor: "middle",
    yshift: -Math.round(place!.y),
  }));
  return { annotations, right: narrow };
}

// Points every few pixels, so that a long straight piece is not missed.
function along(points: readonly (readonly [number, number])[]): [number, number][] {
  const dense: [number, number][] = [];
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[i + 1] ?? [x, y];
    const steps = Math.min(40, Math.max(1, Math.ceil(Math.hypot(nextX - x, nextY - y) / 6)));
    for (let k = 0; k < steps; ++k) {
      dense.push([x + ((nextX - x) * k) / steps, y + ((nextY - y) * k) / steps]);
    }
  });
  return dense.filter((_, i) => i % Math.ceil(dense.length / 300) === 0 || i === dense.length - 1);
}

// The value at the right end, wherever in the list that stands.
function lastValue(x: ArrayLike<number>, y: ArrayLike<number>, scaleX: Scale): number {
  let last = 0;
  for (let i = 0; i < x.length; ++i) {
    if (onAxis(scaleX, x[i]!) >= onAxis(scaleX, x[last]!)) last = i;
  }
  return y[last]!;
}

function label(name: string, note: string | undefined): string {
  if (!note) return name;
  return `${name}<span style="font-weight:400;color:${lightTokens.ink3}"> ${note}</span>`;
}
