/**
 * @file The matrix product, plain and with one side transposed.
 *
 * Letters for shapes: `M` rows and `N` columns of the result, `K` the size summed over.
 */

import { checkSame, firstNotFinite } from "./check.js";
import { type Matrix, zeros } from "./matrix.js";

/**
 * `aᵀ`: rows become columns.
 *
 * @param a - shape `[M, N]`
 * @returns shape `[N, M]`
 */
export function transpose(a: Matrix): Matrix {
  const [rows, cols] = a.shape;
  const result = zeros([cols, rows]);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < cols; ++j) result.data[j * rows + i] = a.data[i * cols + j]!;
  }
  return result;
}

/** A matrix that is read row by row, or column by column as its transpose, without a copy. */
interface Read {
  readonly data: Float64Array;
  readonly rows: number;
  readonly inner: number;
  /** from an entry to the one below it */
  readonly down: number;
  /** from an entry to the one beside it */
  readonly across: number;
}

/** Room for the non-zero entries of a row, kept: small products are made by the hundred thousand. */
let room = { factors: new Float64Array(64), starts: new Int32Array(64) };

/**
 * `a · b` for matrices that fit together; the three products below all end here.
 *
 * Row `i` of the result is a sum of rows of `b`, each times an entry of row `i` of `a`. Zeros of
 * `a` are left out: of a digit's pixels, and behind ReLU, they are the most. The sum takes four
 * rows at a time, because each pass reads and writes the whole row of the result once. Where `b`
 * is not finite no zero is left out: 0 · ∞ is NaN.
 */
function product({ data, rows, inner, down, across }: Read, b: Matrix): Matrix {
  const [, cols] = b.shape;
  const result = zeros([rows, cols]);
  const sums = result.data;
  if (room.starts.length < inner) {
    room = { factors: new Float64Array(inner), starts: new Int32Array(inner) };
  }
  const { factors, starts } = room; // of a row of a, and where in `terms` their row of b begins
  const terms = b.data;
  const areFinite = firstNotFinite(terms) < 0;
  for (let i = 0; i < rows; ++i) {
    let count = 0;
    for (let p = 0; p < inner; ++p) {
      const factor = data[i * down + p * across]!;
      if (factor === 0 && areFinite) continue;
      factors[count] = factor;
      starts[count++] = p * cols;
    }
    let q = 0;
    for (; q + 4 <= count; q += 4) {
      const [f0, f1, f2, f3] = [factors[q]!, factors[q + 1]!, factors[q + 2]!, factors[q + 3]!];
      const [s0, s1, s2, s3] = [starts[q]!, starts[q + 1]!, starts[q + 2]!, starts[q + 3]!];
      for (let j = 0; j < cols; ++j) {
        sums[i * cols + j]! +=
          f0 * terms[s0 + j]! + f1 * terms[s1 + j]! + f2 * terms[s2 + j]! + f3 * terms[s3 + j]!;
      }
    }
    for (; q < count; ++q) {
      const factor = factors[q]!;
      const start = starts[q]!;
      for (let j = 0; j < cols; ++j) sums[i * cols + j]! += factor * terms[start + j]!;
    }
  }
  return result;
}

/**
 * `a · b`.
 *
 * @param a - shape `[M, K]`
 * @param b - shape `[K, N]`
 * @returns shape `[M, N]`
 * @throws RangeError if the inner sizes differ.
 */
export function matMul(a: Matrix, b: Matrix): Matrix {
  checkSame("matMul", "columns of a and rows of b", a.shape[1], b.shape[0]);
  return product(byRows(a), b);
}

/**
 * `aᵀ · b`: the gradient of a weight is `inputᵀ · gradOutput`.
 *
 * @param a - shape `[K, M]`
 * @param b - shape `[K, N]`
 * @returns shape `[M, N]`
 * @throws RangeError if the numbers of rows differ.
 */
export function matMulTransposeA(a: Matrix, b: Matrix): Matrix {
  checkSame("matMulTransposeA", "rows of a and b", a.shape[0], b.shape[0]);
  const [inner, rows] = a.shape;
  return product({ data: a.data, rows, inner, down: 1, across: rows }, b);
}

/**
 * `a · bᵀ`: the gradient of an input is `gradOutput · weightᵀ`.
 *
 * @param a - shape `[M, K]`
 * @param b - shape `[N, K]`
 * @returns shape `[M, N]`
 * @throws RangeError if the numbers of columns differ.
 */
export function matMulTransposeB(a: Matrix, b: Matrix): Matrix {
  checkSame("matMulTransposeB", "columns of a and b", a.shape[1], b.shape[1]);
  return product(byRows(a), transpose(b));
}

function byRows({ data, shape: [rows, inner] }: Matrix): Read {
  return { data, rows, inner, down: inner, across: 1 };
}
