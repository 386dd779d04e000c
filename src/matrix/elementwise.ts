/** @file Operations entry by entry. */

import { checkSameShape } from "./check.js";
import { type Matrix, zeros } from "./matrix.js";

/** `f` of every entry; the result has the shape of `a`. */
export function map(a: Matrix, f: (entry: number) => number): Matrix {
  const result = zeros(a.shape);
  // A loop, as below: the array's own `map` takes several times as long.
  for (let k = 0; k < a.data.length; ++k) result.data[k] = f(a.data[k]!);
  return result;
}

/** `f` of every pair of entries at the same place; `where` names the caller for the message. */
function combine(where: string, a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix {
  checkSameShape(where, "shapes of a and b", a, b);
  const result = zeros(a.shape);
  for (let k = 0; k < a.data.length; ++k) result.data[k] = f(a.data[k]!, b.data[k]!);
  return result;
}

/**
 * `a + b`, entry by entry.
 *
 * @throws RangeError if the shapes differ.
 */
export function add(a: Matrix, b: Matrix): Matrix {
  return combine("add", a, b, (x, y) => x + y);
}

/**
 * `a − b`, entry by entry.
 *
 * @throws RangeError if the shapes differ.
 */
export function subtract(a: Matrix, b: Matrix): Matrix {
  return combine("subtract", a, b, (x, y) => x - y);
}

/**
 * `a ⊙ b`, the product entry by entry.
 *
 * @throws RangeError if the shapes differ.
 */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return combine("multiply", a, b, (x, y) => x * y);
}

/** Every entry times `factor`; the result has the shape of `a`. */
export function scale(a: Matrix, factor: number): Matrix {
  return map(a, (entry) => entry * factor);
}

/**
 * `max |aᵢⱼ − bᵢⱼ|`, how far two matrices are apart at the worst place.
 *
 * NaN if an entry is NaN, so that `largestDifference(a, b) < tolerance` is then false.
 *
 * @throws RangeError if the shapes differ.
 */
export function largestDifference(a: Matrix, b: Matrix): number {
  const differences = combine("largestDifference", a, b, (x, y) => Math.abs(x - y));
  return differences.data.reduce((largest, difference) => Math.max(largest, difference));
}
