/**
 * @file Many numbers in very few letters: eight bits each, for a table of which a figure reads rows.
 *
 * A row is kept as whole multiples of its own `scale`, which is its largest size over 127. So no number
 * is off by more than half of that: 0.4 % of the largest of its row.
 */

import { base64, fromBase64 } from "./base64.js";
import { checkEqual, checkNumbers } from "./numbers.js";
import type { Unpacked } from "./packed.js";

const LARGEST = 127;

/** Numbers in rows and columns, eight bits each. */
export interface PackedRows {
  readonly shape: readonly [rows: number, cols: number];
  /** base64 of what the numbers of each row are multiples of: 32-bit floats, low byte first */
  readonly scales: string;
  /** base64 of the whole numbers from −127 to 127, row after row */
  readonly multiples: string;
}

/**
 * Rounds each number to the nearest multiple of its row's scale.
 *
 * @throws RangeError if a number is not finite, or there are not `rows · cols`.
 */
export function packRows({ shape, data }: Unpacked): PackedRows {
  const [rows, cols] = shape;
  checkEqual("packRows", "rows · cols and the length of data", rows * cols, data.length);
  checkNumbers("packRows", "an entry", data);
  const scales = new DataView(new ArrayBuffer(4 * rows));
  const multiples = new Int8Array(data.length);
  for (let i = 0; i < rows; ++i) {
    const row = Array.from({ length: cols }, (_, j) => data[i * cols + j]!);
    scales.setFloat32(4 * i, Math.max(0, ...row.map(Math.abs)) / LARGEST, true);
    const scale = scales.getFloat32(4 * i, true);
    row.forEach((x, j) => {
      multiples[i * cols + j] = scale === 0 ? 0 : Math.round(x / scale);
    });
  }
  return {
    shape: [rows, cols],
    scales: base64(new Uint8Array(scales.buffer)),
    multiples: base64(new Uint8Array(multiples.buffer)),
  };
}

/**
 * The numbers that were packed, shape `[rows, cols]`, each to within half of its row's scale.
 *
 * @throws RangeError unless it is what `packRows` returns.
 */
export function unpackRows(packed: PackedRows): Unpacked & { readonly data: Float64Array } {
  const { shape, scales, multiples } = packed;
  const [rows, cols] = shape;
  const view = new DataView(fromBase64(scales).buffer);
  checkEqual("unpackRows", "4 · rows and the bytes of scales", 4 * rows, view.byteLength);
  const whole = new Int8Array(fromBase64(multiples).buffer);
  checkEqual("unpackRows", "rows · cols and the number of bytes", rows * cols, whole.length);
  const data = Float64Array.from(
    whole,
    (multiple, k) => multiple * view.getFloat32(4 * Math.floor(k / cols), true),
  );
  return { shape, data };
}
