/** @file Matrices of random numbers. */

import { generate, type Matrix, type Shape } from "./matrix.js";
import type { Random } from "./random.js";

/** A matrix of `shape`; entries drawn independently, all numbers in `[low, high)` equally likely. */
export function uniformMatrix(random: Random, shape: Shape, low: number, high: number): Matrix {
  return generate(shape, () => random.uniform(low, high));
}

/** A matrix of `shape`; entries drawn independently from a normal distribution. */
export function normalMatrix(
  random: Random,
  shape: Shape,
  mean: number,
  standardDeviation: number,
): Matrix {
  return generate(shape, () => random.normal(mean, standardDeviation));
}
