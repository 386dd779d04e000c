/** @file Operations that treat a matrix as a list of rows. */

import { checkIndex, checkSame } from "./check.js";
import { Matrix, zeros } from "./matrix.js";

/**
 * The rows as windows on the entries: what is written there is written to the matrix.
 *
 * @param a - shape `[N, C]`
 * @returns `N` arrays of length `C`
 */
export function rowViews(a: Matrix): Float64Array[] {
  const [rows, cols] = a.shape;
  const views: Float64Array[] = [];
  // A loop, as below: every step of a training asks for many of them.
  for (let i = 0; i < rows; ++i) views.push(a.data.subarray(i * cols, (i + 1) * cols));
  return views;
}

/**
 * Row `i` as a matrix of its own, a copy.
 *
 * @param a - shape `[N, C]`
 * @returns shape `[1, C]`
 * @throws RangeError if there is no such row.
 */
export function row(a: Matrix, i: number): Matrix {
  const [rows, cols] = a.shape;
  checkIndex("row", "the row", i, rows);
  return new Matrix(a.data.slice(i * cols, (i + 1) * cols), [1, cols]);
}

/**
 * The rows with the given indices, in that order; an index may come more than once.
 *
 * @param a - shape `[N, C]`
 * @param indices - at least one, each in `[0, N)`
 * @returns shape `[indices.length, C]`
 * @throws RangeError if there is no such row, or no index.
 */
export function pickRows(a: Matrix, indices: ArrayLike<number>): Matrix {
  const [rows, cols] = a.shape;
  const picked = zeros([indices.length, cols]);
  for (let i = 0; i < indices.length; ++i) {
    const from = indices[i]!;
    checkIndex("pickRows", `index ${i}`, from, rows);
    picked.data.set(a.data.subarray(from * cols, (from + 1) * cols), i * cols);
  }
  return picked;
}

/**
 * `row` added to every row of `a`.
 *
 * @param a - shape `[N, C]`
 * @param row - shape `[1, C]`
 * @returns shape `[N, C]`
 * @throws RangeError if `row` is not one row, or its length is not `C`.
 */
export function addRow(a: Matrix, row: Matrix): Matrix {
  const [rows, cols] = a.shape;
  checkSame("addRow", "rows of row and 1", row.shape[0], 1);
  checkSame("addRow", "columns of a and row", cols, row.shape[1]);
  const result = zeros(a.shape);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0, k = i * cols; j < cols; ++j, ++k) result.data[k] = a.data[k]! + row.data[j]!;
  }
  return result;
}

/**
 * The sum of the rows, `Σᵢ aᵢⱼ`.
 *
 * @param a - shape `[N, C]`
 * @returns shape `[1, C]`
 */
export function sumRows(a: Matrix): Matrix {
  const [rows, cols] = a.shape;
  const sum = zeros([1, cols]);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0, k = i * cols; j < cols; ++j, ++k) sum.data[j]! += a.data[k]!;
  }
  return sum;
}

/**
 * The column of each row's largest entry; the first of them where several are equal.
 *
 * @param a - shape `[N, C]`
 * @returns `N` integers in `[0, C)`
 * @throws RangeError if an entry is NaN: nothing is larger or smaller.
 */
export function argmaxRows(a: Matrix): number[] {
  return rowViews(a).map((row, i) => {
    const unknown = row.findIndex(Number.isNaN);
    if (unknown >= 0) {
      throw new RangeError(`argmaxRows: entry (${i}, ${unknown}) must be a number, got NaN`);
    }
    return row.reduce((best, entry, j) => (entry > row[best]! ? j : best), 0);
  });
}
