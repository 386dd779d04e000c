/** @file Rows of a table by their numbers: an embedding, and back. */

/** `out[i] += table[indices[i]]`; a row has `width` bytes, a multiple of 16. */
export function addTableRows(
  table: usize,
  indices: usize,
  count: i32,
  width: usize,
  out: usize,
): void {
  for (let i = 0; i < count; ++i) {
    const row = table + load<usize>(indices + (i << 2)) * width;
    for (let c: usize = 0; c < width; c += 16) {
      v128.store(out + c, f32x4.add(v128.load(out + c), v128.load(row + c)));
    }
    out += width;
  }
}

/** `table[indices[i]] += rows[i]`: what several have read gets the sum of their gradients. */
export function addToTableRows(
  rows: usize,
  indices: usize,
  count: i32,
  width: usize,
  table: usize,
): void {
  for (let i = 0; i < count; ++i) {
    const row = table + load<usize>(indices + (i << 2)) * width;
    for (let c: usize = 0; c < width; c += 16) {
      v128.store(row + c, f32x4.add(v128.load(row + c), v128.load(rows + c)));
    }
    rows += width;
  }
}
