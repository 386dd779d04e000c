/** @file Matrices side by side: to join them, and to cut one into blocks of columns. */

import { checkCount, checkSame } from "./check.js";
import { type Matrix, zeros } from "./matrix.js";
import { rowViews } from "./rows.js";

/**
 * Matrices side by side, the first leftmost: `Concat` of Vaswani et al. (2017).
 *
 * @param parts - at least one, part `h` of shape `[N, Cₕ]`
 * @returns shape `[N, Σ Cₕ]`
 * @throws RangeError if there are no parts, or their numbers of rows differ.
 */
export function joinColumns(parts: readonly Matrix[]): Matrix {
  checkCount("joinColumns", "the number of parts", parts.length);
  const rows = parts[0]!.shape[0];
  for (const [h, { shape }] of parts.entries()) {
    checkSame("joinColumns", `rows of part 0 and part ${h}`, rows, shape[0]);
  }
  const joined = zeros([rows, parts.reduce((sum, { shape }) => sum + shape[1], 0)]);
  const results = rowViews(joined);
  let start = 0;
  for (const part of parts) {
    for (const [i, row] of rowViews(part).entries()) results[i]!.set(row, start);
    start += part.shape[1];
  }
  return joined;
}

/**
 * Blocks of equally many neighbouring columns, copies: the inverse of `joinColumns` for such.
 *
 * @param a - shape `[N, count · C]`
 * @param count - how many blocks
 * @returns `count` matrices, each of shape `[N, C]`
 * @throws RangeError unless `count` is a positive integer that divides the number of columns.
 */
export function splitColumns(a: Matrix, count: number): Matrix[] {
  checkCount("splitColumns", "count", count);
  const [rows, cols] = a.shape;
  if (cols % count !== 0) {
    const got = `got ${count} and ${cols}`;
    throw new RangeError(`splitColumns: count must divide the number of columns, ${got}`);
  }
  const width = cols / count;
  const sources = rowViews(a);
  return Array.from({ length: count }, (_, h) => {
    const block = zeros([rows, width]);
    for (const [i, row] of rowViews(block).entries()) {
      row.set(sources[i]!.subarray(h * width, (h + 1) * width));
    }
    return block;
  });
}
