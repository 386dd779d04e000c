/** @file The matrix product of the kernel: forward, weight gradient and input gradient alike. */

/**
 * `out[r, c] = bias[c] + Σₖ x[r, k] · w[k, c]`, with `x` as lists.
 *
 * 16 columns of the sum stay in four registers while the list passes by.
 *
 * @param lists - what `listRows` or `listColumns` made of `x`
 * @param stride - bytes from one list to the next
 * @param w - rows of `width` bytes
 * @param bias - one row
 * @param width - bytes in a row of `w`, `bias` and `out`: a multiple of 64
 */
export function multiply(
  lists: usize,
  stride: usize,
  ends: usize,
  w: usize,
  bias: usize,
  out: usize,
  rows: i32,
  width: usize,
): void {
  for (let r = 0; r < rows; ++r) {
    const end = load<usize>(ends + (r << 2));
    for (let c: usize = 0; c < width; c += 64) {
      const b = bias + c;
      let sum0 = v128.load(b);
      let sum1 = v128.load(b, 16);
      let sum2 = v128.load(b, 32);
      let sum3 = v128.load(b, 48);
      for (let entry = lists; entry < end; entry += 8) {
        const factor = v128.load32_splat(entry);
        const row = w + load<usize>(entry, 4) * width + c;
        sum0 = f32x4.add(sum0, f32x4.mul(factor, v128.load(row)));
        sum1 = f32x4.add(sum1, f32x4.mul(factor, v128.load(row, 16)));
        sum2 = f32x4.add(sum2, f32x4.mul(factor, v128.load(row, 32)));
        sum3 = f32x4.add(sum3, f32x4.mul(factor, v128.load(row, 48)));
      }
      const o = out + c;
      v128.store(o, sum0);
      v128.store(o, sum1, 16);
      v128.store(o, sum2, 32);
      v128.store(o, sum3, 48);
    }
    lists += stride;
    out += width;
  }
}
