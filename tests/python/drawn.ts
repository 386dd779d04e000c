/**
 * @file Numbers drawn at random, the same at every run; `COURSE_SEED` chooses others.
 *
 * Arrays of any rank, as nested lists for Python and as tensors for TensorFlow.js.
 */

import type { Tensor } from "@tensorflow/tfjs";
import { random } from "../../src/matrix/index.js";
import type { Tf } from "../../src/tensorflow/index.js";

/** The seed of this run, said in the name of each group of tests. */
export const SEED: number = Number(process.env.COURSE_SEED ?? 1);

/** The stream that all draws of a file come from. */
export const draw = random(SEED);

/** Numbers with a shape. */
export interface Drawn {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Entries in ±`limit`, rounded to 32 bits so that both sides have the same. */
export function entries(shape: readonly number[], limit = 1): Drawn {
  const size = shape.reduce((product, length) => product * length, 1);
  const data = Float32Array.from({ length: size }, () => draw.uniform(-limit, limit));
  return { data, shape };
}

/** Zeros and ones, one in three a zero. */
export function flags(shape: readonly number[]): Drawn {
  const drawn = entries(shape);
  return { shape, data: drawn.data.map((entry) => (entry < -1 / 3 ? 0 : 1)) };
}

/** An integer from `low` to `high`. */
export function between(low: number, high: number): number {
  return low + draw.integer(high - low + 1);
}

/** Either, equally likely. */
export function chance(): boolean {
  return draw.integer(2) === 0;
}

/** One of them, equally likely. */
export function pick<T>(list: readonly T[]): T {
  return list[draw.integer(list.length)]!;
}

/** As nested lists. */
export function nested({ data, shape }: Drawn): unknown {
  if (shape.length === 0) return data[0];
  const [length, ...rest] = shape as [number, ...number[]];
  const size = data.length / length;
  return Array.from({ length }, (_, k) =>
    nested({ data: data.subarray(k * size, (k + 1) * size), shape: rest }),
  );
}

/** As a tensor. */
export function tensor(tf: Tf, { data, shape }: Drawn): Tensor {
  return tf.tensor(data, [...shape]);
}
