/**
 * @file Matrices as lists of their entries other than zero: four fifths of an image are paper.
 *
 * The list of row `r` begins at `lists + r · stride` and ends before the address in `ends[r]`; an
 * entry is a float32 and the 32-bit number of its column. A stride of 8 bytes a column always does.
 */

/** The lists of a matrix of float32 with `cols` columns, `xStride` bytes from row to row. */
export function listRows(
  x: usize,
  xStride: usize,
  rows: i32,
  cols: i32,
  lists: usize,
  ends: usize,
): void {
  for (let r = 0; r < rows; ++r) {
    let end = lists;
    for (let c = 0; c < cols; ++c) {
      const value = load<f32>(x + (c << 2));
      store<f32>(end, value);
      store<i32>(end, c, 4);
      end += usize(value !== 0) << 3; // a zero is overwritten by its successor
    }
    store<usize>(ends, end);
    x += xStride;
    lists += usize(cols) << 3;
    ends += 4;
  }
}

/** The lists of a matrix of bytes, of which each stands for the float32 at its place in `values`. */
export function listBytes(
  bytes: usize,
  values: usize,
  rows: i32,
  cols: i32,
  lists: usize,
  ends: usize,
): void {
  for (let r = 0; r < rows; ++r) {
    let end = lists;
    let c = 0;
    while (c < cols) {
      // Eight zeros at once. What lies beyond the row's end can only spare less.
      if (load<u64>(bytes + c) === 0) {
        c += 8;
        continue;
      }
      for (const stop = min(c + 8, cols); c < stop; ++c) {
        const byte: usize = load<u8>(bytes + c);
        store<f32>(end, load<f32>(values + (byte << 2)));
        store<i32>(end, c, 4);
        end += usize(byte !== 0) << 3;
      }
    }
    store<usize>(ends, end);
    bytes += cols;
    lists += usize(cols) << 3;
    ends += 4;
  }
}

/** From the lists of the rows of a matrix those of its columns; an entry then has its row's number. */
export function listColumns(
  lists: usize,
  ends: usize,
  rows: i32,
  cols: i32,
  columnLists: usize,
  columnEnds: usize,
): void {
  const columnStride = rows << 3;
  for (let c = 0; c < cols; ++c) {
    store<usize>(columnEnds + (c << 2), columnLists + c * columnStride);
  }
  for (let r = 0; r < rows; ++r) {
    const end = load<usize>(ends + (r << 2));
    for (let entry = lists; entry < end; entry += 8) {
      const column = columnEnds + (load<i32>(entry, 4) << 2);
      const place = load<usize>(column);
      store<f32>(place, load<f32>(entry));
      store<i32>(place, r, 4);
      store<usize>(column, place + 8);
    }
    lists += usize(cols) << 3;
  }
}
