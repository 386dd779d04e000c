/** @file What several test files share: seeded matrices and comparisons that name the entry. */

import { expect } from "vitest";
import { type Matrix, random, type Shape, uniformMatrix } from "../src/matrix/index.js";

/** Numbers in [-1, 1), the same at every run. */
export function seeded(shape: Shape, seed: number): Matrix {
  return uniformMatrix(random(seed), shape, -1, 1);
}

/** Fails unless `|actual − expected| ≤ atol + rtol · |expected|` for every entry. */
export function expectClose(
  actual: Matrix,
  expected: Matrix,
  { rtol = 1e-6, atol = 1e-8 }: { rtol?: number; atol?: number } = {},
): void {
  expect(actual.shape).toEqual(expected.shape);
  const [, cols] = expected.shape;
  for (const [k, e] of expected.data.entries()) {
    const a = actual.data[k]!;
    const where = `entry (${Math.floor(k / cols)}, ${k % cols}): got ${a}, expected ${e}`;
    expect(a === e || Math.abs(a - e) <= atol + rtol * Math.abs(e), where).toBe(true);
  }
}

/** `Σ aᵢⱼ bᵢⱼ`: as a function of `a` a loss whose gradient is `b`, whatever `b` is. */
export function innerProduct(a: Matrix, b: Matrix): number {
  return a.data.reduce((sum, entry, k) => sum + entry * b.data[k]!, 0);
}
