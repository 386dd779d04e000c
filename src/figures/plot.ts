/** @file The part of a chart within its axes, in pixels. */

import { fraction, type Scale } from "./axes.js";
import type { Canvas } from "./figure.js";

/** Pixels round a plot; its left edge is the text's. */
export const margins = { top: 30, bottom: 48, narrow: 14 } as const;

/** The area within the axes. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  /** pixels left of the first number, where the words on the grid lines stand */
  readonly pad: number;
  readonly scaleX: Scale;
  readonly scaleY: Scale;
}

/** A point in pixels: `x` to the right, `y` downward from the top of the plot. */
export type Pixel = readonly [x: number, y: number];

/** The plot of a canvas that leaves `right` pixels for words. */
export function plotOn(
  canvas: Canvas,
  { right, pad, scaleX, scaleY }: { right: number; pad: number; scaleX: Scale; scaleY: Scale },
): Plot {
  const height = canvas.height - margins.top - margins.bottom;
  return { width: canvas.width - right, height, pad, scaleX, scaleY };
}

/** Where a point of the chart stands. */
export function pixelOf({ width, height, pad, scaleX, scaleY }: Plot, x: number, y: number): Pixel {
  return [pad + fraction(scaleX, x) * (width - pad), (1 - fraction(scaleY, y)) * height];
}

/** A curve as points a few pixels apart, so that a long straight piece is not missed. */
export function pixelCurve(plot: Plot, xs: ArrayLike<number>, ys: ArrayLike<number>): Pixel[] {
  const points = Array.from(xs, (x, i) => pixelOf(plot, x, ys[i]!));
  const dense = points.flatMap(([x, y], i): Pixel[] => {
    const [nextX, nextY] = points[i + 1] ?? [x, y];
    const steps = Math.min(60, Math.max(1, Math.ceil(Math.hypot(nextX - x, nextY - y) / 6)));
    return Array.from(
      { length: steps },
      (_, k): Pixel => [x + ((nextX - x) * k) / steps, y + ((nextY - y) * k) / steps],
    );
  });
  const stride = Math.ceil(dense.length / 400);
  return dense.filter((_, i) => i % stride === 0 || i === dense.length - 1);
}
