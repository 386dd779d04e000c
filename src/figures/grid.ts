/** @file Tables of numbers as figures take them: rows in a list, or flat with a shape. */

import { checkNumbers } from "./numbers.js";

/** Rows of equal length, or one flat list with its shape, as a `Matrix` has it. */
export type Grid =
  | readonly ArrayLike<number>[]
  | { readonly data: ArrayLike<number>; readonly shape: readonly [rows: number, cols: number] };

/**
 * The rows of a grid.
 *
 * @throws RangeError unless it has rows and columns, of one length, all numbers finite.
 */
export function rowsOf(where: string, what: string, grid: Grid): number[][] {
  const rows =
    "shape" in grid
      ? Array.from({ length: grid.shape[0] }, (_, i) =>
          Array.from({ length: grid.shape[1] }, (_, j) => grid.data[i * grid.shape[1] + j]!),
        )
      : grid.map((row) => Array.from(row));
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) throw new RangeError(`${where}: ${what} must have rows and columns, got none`);
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new RangeError(
        `${where}: rows of ${what} must be of one length, got ${columns} and ${row.length}`,
      );
    }
    checkNumbers(where, `row ${i} of ${what}`, row);
  });
  return rows;
}
