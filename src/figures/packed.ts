/**
 * @file Many numbers in few letters: sixteen bits each, for a figure that computes in the page.
 *
 * A number is kept as a whole multiple of `scale`, which is the largest size over 32,767. So none is
 * off by more than half of `scale`: 1.6 · 10⁻⁵ of the largest.
 */

import { base64, fromBase64 } from "./base64.js";
import { checkEqual, checkNumbers } from "./numbers.js";

const LARGEST = 32_767;

/** Numbers in rows and columns, sixteen bits each. */
export interface PackedMatrix {
  readonly shape: readonly [rows: number, cols: number];
  /** what the whole numbers are multiples of, at least 0 */
  readonly scale: number;
  /** base64 of the whole numbers, row after row, low byte first */
  readonly multiples: string;
}

/** Anything with rows and columns. */
export interface Unpacked {
  readonly shape: readonly [rows: number, cols: number];
  readonly data: ArrayLike<number>;
}

/**
 * Rounds each number of a matrix, shape `[rows, cols]`, to the nearest multiple of `scale`.
 *
 * @throws RangeError if a number is not finite, or there are not `rows · cols`.
 */
export function packMatrix({ shape, data }: Unpacked): PackedMatrix {
  const [rows, cols] = shape;
  checkEqual("packMatrix", "rows · cols and the length of data", rows * cols, data.length);
  checkNumbers("packMatrix", "an entry", data);
  const scale = Array.from(data).reduce((most, x) => Math.max(most, Math.abs(x)), 0) / LARGEST;
  const bytes = new DataView(new ArrayBuffer(2 * data.length));
  for (let i = 0; i < data.length; ++i) {
    bytes.setInt16(2 * i, scale === 0 ? 0 : Math.round(data[i]! / scale), true);
  }
  return { shape: [rows, cols], scale, multiples: base64(new Uint8Array(bytes.buffer)) };
}

/**
 * The numbers that were packed, shape `[rows, cols]`, each to within half of `scale`.
 *
 * @throws RangeError unless it is what `packMatrix` returns.
 */
export function unpackMatrix(packed: PackedMatrix): Unpacked & { readonly data: Float64Array } {
  const { shape, scale, multiples } = packed;
  const [rows, cols] = shape;
  checkNumbers("unpackMatrix", "scale", [scale]);
  const bytes = fromBase64(multiples);
  checkEqual(
    "unpackMatrix",
    "2 · rows · cols and the number of bytes",
    2 * rows * cols,
    bytes.length,
  );
  const view = new DataView(bytes.buffer);
  const data = new Float64Array(rows * cols);
  for (let i = 0; i < data.length; ++i) data[i] = scale * view.getInt16(2 * i, true);
  return { shape: [rows, cols], data };
}
