/**
 * @file The matrix product, plain and with one side transposed.
 *
 * Letters for shapes: `M` rows and `N` columns of the result, `K` the size summed over.
 */

import { checkSame } from "./check.js";
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

/** `a · b` for flat arrays that fit together. */
function product(a: Matrix, b: Matrix): Matrix {
  const [rows, inner] = a.shape;
  const [, cols] = b.shape;
  const result = zeros([rows, cols]);
  for (let i = 0; i < rows; ++i) {
    for (let p = 0; p < inner; ++p) {
      const factor = a.data[i * inner + p]!;
      if (factor === 0) continue;
      for (let j = 0; j < cols; ++j) {
        result.data[i * cols + j]! += factor * b.data[p * cols + j]!;
      }
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
  return product(a, b);
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
  return product(transpose(a), b);
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
  return product(a, transpose(b));
}
