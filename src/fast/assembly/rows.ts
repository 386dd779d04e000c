/** @file The small services between the products: transpose, sums of rows. */

/** `out[c, r] = a[r, c]`; the strides are in bytes. */
export function transpose(
  a: usize,
  aStride: usize,
  out: usize,
  outStride: usize,
  rows: i32,
  cols: i32,
): void {
  for (let r = 0; r < rows; ++r) {
    for (let c = 0; c < cols; ++c) {
      store<f32>(out + c * outStride + (r << 2), load<f32>(a + r * aStride + (c << 2)));
    }
  }
}

/** `out[c] = Σᵣ a[r, c]` over rows of `width` bytes, a multiple of 16. */
export function sumRows(a: usize, out: usize, rows: i32, width: usize): void {
  for (let c: usize = 0; c < width; c += 16) {
    let sum = v128.load(a + c);
    for (let r = 1; r < rows; ++r) sum = f32x4.add(sum, v128.load(a + r * width + c));
    v128.store(out + c, sum);
  }
}

/** `out[c] += Σᵣ a[r, c]` over rows of `width` bytes, a multiple of 16, that begin `stride` bytes apart. */
export function addRows(a: usize, stride: usize, out: usize, rows: i32, width: usize): void {
  for (let r = 0; r < rows; ++r) {
    for (let c: usize = 0; c < width; c += 16) {
      v128.store(out + c, f32x4.add(v128.load(out + c), v128.load(a + c)));
    }
    a += stride;
  }
}

/** Zeros. */
export function clear(out: usize, bytes: usize): void {
  memory.fill(out, 0, bytes);
}
