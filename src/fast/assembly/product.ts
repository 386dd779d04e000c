/** @file The product of two matrices of any kind: what attention is made of. */

/** Four neighbours of `sum`, moved by `factor` times four neighbours of a row. */
function add(sum: v128, factor: v128, row: v128): v128 {
  return f32x4.add(sum, f32x4.mul(factor, row));
}

/**
 * `out[r, c] = start[r, c] + Σₖ a[r, k] · b[k, c]`.
 *
 * 4 rows and 8 columns of the sum stay in eight registers while `k` runs. Steps are in bytes; `a` may
 * have any two, so that it can be read transposed; in the others neighbours of a row lie side by side.
 *
 * @param startRow - 0 where `start` is one row, as a bias
 * @param rows - a multiple of 4
 * @param inner - how many `k`
 * @param cols - a multiple of 8
 */
export function product(
  a: usize,
  aRow: usize,
  aCol: usize,
  b: usize,
  bRow: usize,
  start: usize,
  startRow: usize,
  out: usize,
  outRow: usize,
  rows: i32,
  inner: i32,
  cols: i32,
): void {
  const width = usize(cols) << 2;
  for (let r = 0; r < rows; r += 4) {
    for (let c: usize = 0; c < width; c += 32) {
      let s = start + c;
      let sum00 = v128.load(s);
      let sum01 = v128.load(s, 16);
      s += startRow;
      let sum10 = v128.load(s);
      let sum11 = v128.load(s, 16);
      s += startRow;
      let sum20 = v128.load(s);
      let sum21 = v128.load(s, 16);
      s += startRow;
      let sum30 = v128.load(s);
      let sum31 = v128.load(s, 16);
      let a0 = a;
      let a1 = a0 + aRow;
      let a2 = a1 + aRow;
      let a3 = a2 + aRow;
      let row = b + c;
      for (let k = 0; k < inner; ++k) {
        const left = v128.load(row);
        const right = v128.load(row, 16);
        let factor = v128.load32_splat(a0);
        sum00 = add(sum00, factor, left);
        sum01 = add(sum01, factor, right);
        factor = v128.load32_splat(a1);
        sum10 = add(sum10, factor, left);
        sum11 = add(sum11, factor, right);
        factor = v128.load32_splat(a2);
        sum20 = add(sum20, factor, left);
        sum21 = add(sum21, factor, right);
        factor = v128.load32_splat(a3);
        sum30 = add(sum30, factor, left);
        sum31 = add(sum31, factor, right);
        a0 += aCol;
        a1 += aCol;
        a2 += aCol;
        a3 += aCol;
        row += bRow;
      }
      let o = out + c;
      v128.store(o, sum00);
      v128.store(o, sum01, 16);
      o += outRow;
      v128.store(o, sum10);
      v128.store(o, sum11, 16);
      o += outRow;
      v128.store(o, sum20);
      v128.store(o, sum21, 16);
      o += outRow;
      v128.store(o, sum30);
      v128.store(o, sum31, 16);
    }
    a += aRow << 2;
    start += startRow << 2;
    out += outRow << 2;
  }
}
