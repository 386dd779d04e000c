/** @file Matrices in the kernel's memory, and their product. */

import type { Kernel } from "../kernel.js";

/** Where a matrix begins, and the bytes from one row, and one column, to the next. */
export interface View {
  readonly address: number;
  readonly row: number;
  readonly column: number;
}

/** A matrix of rows of `width` numbers. */
export function viewOf(address: number, width: number): View {
  return { address, row: 4 * width, column: 4 };
}

/** The same with every row as the one at `address`. */
export function repeated(address: number): View {
  return { address, row: 0, column: 4 };
}

/** The same matrix, from column `columns` on. */
export function from({ address, row, column }: View, columns: number): View {
  return { address: address + columns * column, row, column };
}

/** The same numbers, read as the transpose. */
export function transposed({ address, row, column }: View): View {
  return { address, row: column, column: row };
}

/** What `product` multiplies, adds, and where it puts the sum; only `a` may be transposed. */
export interface Factors {
  readonly a: View;
  readonly b: View;
  /** what the product is added to */
  readonly start: View;
  readonly out: View;
}

/**
 * `out = start + a · b`.
 *
 * @param sizes - rows, a multiple of 4; the columns of `a`; columns, a multiple of 8
 */
export function product(
  kernel: Kernel,
  { a, b, start, out }: Factors,
  [rows, inner, cols]: readonly [rows: number, inner: number, cols: number],
): void {
  kernel.product(
    a.address,
    a.row,
    a.column,
    b.address,
    b.row,
    start.address,
    start.row,
    out.address,
    out.row,
    rows,
    inner,
    cols,
  );
}
