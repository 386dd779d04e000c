/** @file Images of digits and what they show, as bytes; and as a matrix where one is needed. */

import { checkIndex, Matrix } from "../matrix/index.js";

/** Numbers in one image: 28 rows of 28. */
export const PIXELS = 784;

/** Some images of digits, with their labels. */
export interface Digits {
  /** row after row, image after image: `count · 784` bytes, 0 is paper and 255 ink */
  readonly images: Uint8Array;
  /** what each image shows, 0 to 9 */
  readonly labels: Uint8Array;
  /** how many there are */
  readonly count: number;
}

/** The indices `start … end − 1`. */
export interface IndexRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The digits `start … end − 1`; the bytes are shared, not copied.
 *
 * @throws RangeError unless `0 ≤ start < end ≤ count`.
 */
export function sliceDigits(digits: Digits, { start, end }: IndexRange): Digits {
  checkRange("sliceDigits", digits, { start, end });
  return {
    images: digits.images.subarray(start * PIXELS, end * PIXELS),
    labels: digits.labels.subarray(start, end),
    count: end - start,
  };
}

/**
 * Images as rows of numbers, each byte divided by 255.
 *
 * Eight times as large as the bytes: 60,000 images take 376 MB.
 *
 * @param rows - which images, as a list of indices or as a range
 * @returns shape `[N, 784]`, entries in [0, 1]
 * @throws RangeError if there is no such image, or none is asked for.
 */
export function digitMatrix(digits: Digits, rows: ArrayLike<number> | IndexRange): Matrix {
  const { images, count } = digits;
  if ("start" in rows) {
    checkRange("digitMatrix", digits, rows);
    const { start, end } = rows;
    return toMatrix(end - start, (i) => start + i, images);
  }
  for (let i = 0; i < rows.length; ++i) checkIndex("digitMatrix", `index ${i}`, rows[i]!, count);
  return toMatrix(rows.length, (i) => rows[i]!, images);
}

function toMatrix(count: number, imageOf: (row: number) => number, images: Uint8Array): Matrix {
  const data = new Float64Array(count * PIXELS);
  for (let i = 0; i < count; ++i) {
    const first = imageOf(i) * PIXELS;
    for (let p = 0; p < PIXELS; ++p) data[i * PIXELS + p] = images[first + p]! / 255;
  }
  return new Matrix(data, [count, PIXELS]);
}

function checkRange(where: string, { count }: Digits, { start, end }: IndexRange): void {
  const fits = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && end <= count;
  if (!fits || start >= end) {
    const must = `start and end must be integers with 0 ≤ start < end ≤ ${count}`;
    throw new RangeError(`${where}: ${must}, got ${start} and ${end}`);
  }
}
