/**
 * @file A matrix as one flat array of doubles and a shape.
 *
 * The whole library keeps one convention: rows are examples. A batch of `N` inputs with `I`
 * features each is `[N, I]`, a weight `[I, O]`, a bias `[1, O]`.
 */

import { checkCount, checkIndex, checkSame } from "./check.js";
import { printMatrix } from "./print.js";

/** The number of rows and the number of columns of a matrix; both at least 1. */
export type Shape = readonly [rows: number, cols: number];

/** @throws RangeError unless rows and columns are positive integers. */
function checkShape(where: string, [rows, cols]: Shape): void {
  checkCount(where, "the number of rows", rows);
  checkCount(where, "the number of columns", cols);
}

/**
 * A dense matrix of doubles, shape `[rows, cols]`; entry `(i, j)` is `data[i * cols + j]`.
 *
 * Entries may be infinite or NaN. Sums, products, activations and optimisers treat them as IEEE 754
 * does; what cannot mean anything then refuses them: softmax and its losses, argmaxRows, training.
 */
export class Matrix {
  /** The entries, row after row. Optimisers write here; everything else makes a new matrix. */
  readonly data: Float64Array;
  /** rows and columns */
  readonly shape: Shape;

  /**
   * Takes `data` as it is, without a copy.
   *
   * @param data - `rows · cols` numbers, row after row
   * @throws RangeError unless rows and cols are positive integers and `data` has `rows · cols`
   * entries.
   */
  constructor(data: Float64Array, shape: Shape) {
    const [rows, cols] = shape;
    checkShape("Matrix", shape);
    checkSame("Matrix", "rows · cols and the length of data", rows * cols, data.length);
    this.data = data;
    this.shape = shape;
  }

  /** The shape and the entries in aligned columns; a large matrix is shortened. */
  toString(): string {
    return printMatrix(this);
  }
}

// Node, and with it a notebook cell, prints an object by the method of this name. It is no
// member in the source because the declarations of a class cannot name a computed key.
Object.defineProperty(Matrix.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value: Matrix.prototype.toString,
});

/**
 * A matrix with the given rows, shape `[rows, cols]`.
 *
 * @param rows - at least one row of at least one number, all rows of one length
 * @throws RangeError if the rows differ in length, there are none, or an entry is not a number.
 */
export function matrix(rows: readonly (readonly number[])[]): Matrix {
  const cols = rows[0]?.length ?? 0;
  for (const [i, row] of rows.entries()) {
    checkSame("matrix", `lengths of row 0 and row ${i}`, cols, row.length);
    const j = row.findIndex((entry) => typeof entry !== "number" || Number.isNaN(entry));
    if (j >= 0) {
      throw new RangeError(`matrix: entry (${i}, ${j}) must be a number, got ${row[j]}`);
    }
  }
  return new Matrix(Float64Array.from(rows.flat()), [rows.length, cols]);
}

/**
 * A matrix of zeros, shape `[rows, cols]`.
 *
 * @throws RangeError unless rows and columns are positive integers.
 */
export function zeros(shape: Shape): Matrix {
  checkShape("zeros", shape);
  return new Matrix(new Float64Array(shape[0] * shape[1]), shape);
}

/** A matrix of shape `[rows, cols]` whose entry `(i, j)` is `entry(i, j)`; called row after row. */
export function generate(shape: Shape, entry: (i: number, j: number) => number): Matrix {
  const result = zeros(shape);
  const [rows, cols] = shape;
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < cols; ++j) result.data[i * cols + j] = entry(i, j);
  }
  return result;
}

/**
 * Entry `(i, j)` of a matrix of shape `[rows, cols]`, both counted from 0.
 *
 * @throws RangeError if there is no such row or column.
 */
export function at(a: Matrix, i: number, j: number): number {
  const [rows, cols] = a.shape;
  checkIndex("at", "the row", i, rows);
  checkIndex("at", "the column", j, cols);
  return a.data[i * cols + j]!;
}

/** The rows of a matrix of shape `[rows, cols]` as arrays of numbers: the inverse of `matrix`. */
export function toRows(a: Matrix): number[][] {
  const [rows, cols] = a.shape;
  return Array.from({ length: rows }, (_, i) => [...a.data.subarray(i * cols, (i + 1) * cols)]);
}
