/**
 * @file Matrices in eight bits: `value ≈ scale · q`, with one scale for each column.
 *
 * Letters for shapes: `R` rows, `C` columns.
 */

import { checkSame, Matrix } from "../matrix/index.js";

/** A matrix of shape `[R, C]` with integers for its entries. */
export interface QuantizedMatrix {
  readonly shape: readonly [number, number];
  /** `C` steps: what the integer 1 stands for in each column */
  readonly scales: readonly number[];
  /** `R · C` integers from −127 to 127, row by row */
  readonly values: readonly number[];
}

/**
 * The nearest integers: of each column the largest entry becomes ±127, so no entry moves by more than
 * a 254th of it.
 */
export function quantize({ data, shape }: Pick<Matrix, "data" | "shape">): QuantizedMatrix {
  const cols = shape[1];
  const scales = Array.from({ length: cols }, (_, c) => {
    let largest = 0;
    for (let i = c; i < data.length; i += cols) largest = Math.max(largest, Math.abs(data[i]!));
    // Six digits: the rounding is far below that of the integers. A column of zeros stays one.
    return largest === 0 ? 1 : Number((largest / 127).toPrecision(6));
  });
  const values = Array.from(data, (value, i) => {
    const q = Math.round(value / scales[i % cols]!);
    return Math.max(-127, Math.min(127, q)) + 0; // −0 has no place in a file
  });
  return { shape: [shape[0], cols], scales, values };
}

/**
 * The matrix that the integers stand for.
 *
 * @throws RangeError unless there are `C` scales and `R · C` integers.
 */
export function dequantize({ shape, scales, values }: QuantizedMatrix): Matrix {
  const [rows, cols] = shape;
  checkSame("dequantize", "columns and scales", cols, scales.length);
  checkSame("dequantize", "entries and values", rows * cols, values.length);
  return new Matrix(
    Float64Array.from(values, (q, i) => q * scales[i % cols]!),
    [rows, cols],
  );
}
