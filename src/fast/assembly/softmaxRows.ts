/**
 * @file The weights of attention, from its scores; and the mean of their rows, which is all that is
 * asked for where the mean over the queries follows.
 *
 * Letters for shapes: `T` queries, `S` keys.
 */

import { powersOfTwo } from "./powersOfTwo";

/** Far below every score; its exponential is taken as 0. */
const LOWEST: f32 = -3e38;

function sumOf(four: v128): f32 {
  const first = f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 1);
  return first + (f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3));
}

/** The largest of `width` bytes of numbers; a NaN may be passed over, its exponential is not. */
function maxOf(row: usize, width: usize): f32 {
  let max = v128.load(row);
  for (let c: usize = 16; c < width; c += 16) max = f32x4.pmax(max, v128.load(row + c));
  const first = Mathf.max(f32x4.extract_lane(max, 0), f32x4.extract_lane(max, 1));
  return Mathf.max(first, Mathf.max(f32x4.extract_lane(max, 2), f32x4.extract_lane(max, 3)));
}

/**
 * Row by row `softmax(scale · scores)`, in place, over the first `keys` numbers, and 0 behind them;
 * `share` times each row is added to `mean`.
 *
 * A weight below 1e-20 of the row's largest becomes 0: in the sum it is lost, and numbers below
 * 1e-38 are slow on many processors.
 *
 * @param scores - shape `[T, S]`
 * @param stride - bytes from row to row
 * @param width - bytes of a row that are written, a multiple of 64
 * @param causal - 1 if row `r` has only the keys up to `r`
 * @param mean - one row
 */
export function softmaxRows(
  scores: usize,
  stride: usize,
  rows: i32,
  keys: i32,
  width: usize,
  scale: f32,
  causal: i32,
  share: f32,
  mean: usize,
): void {
  const factor = f32x4.splat(scale * Mathf.LOG2E); // eˣ = 2^(x · log₂ e)
  const tiny = f32x4.splat(1e-20);
  const part = f32x4.splat(share);
  for (let r = 0; r < rows; ++r) {
    const seen = usize(causal ? min(r + 1, keys) : keys) << 2;
    for (let c = seen; c < width; c += 4) store<f32>(scores + c, LOWEST);
    const max = f32x4.splat(maxOf(scores, width));
    let sums = f32x4.splat(0);
    for (let c: usize = 0; c < width; c += 64) {
      sums = f32x4.add(sums, powersOfTwo(scores + c, max, factor));
    }
    const one = f32x4.splat(1 / sumOf(sums));
    for (let c: usize = 0; c < width; c += 16) {
      const e = v128.load(scores + c);
      const weight = f32x4.mul(v128.andnot(e, f32x4.lt(e, tiny)), one);
      v128.store(scores + c, weight);
      v128.store(mean + c, f32x4.add(v128.load(mean + c), f32x4.mul(weight, part)));
    }
    scores += stride;
  }
}

/**
 * `weights[r, c] = factor · weights[r, c] · (grad[c] − Σⱼ weights[r, j] · grad[j])`, in place: the
 * gradient of the scores, where every row of the weights has the same gradient, that of their mean.
 */
export function softmaxRowsBackward(
  weights: usize,
  stride: usize,
  rows: i32,
  width: usize,
  factor: f32,
  grad: usize,
): void {
  const factors = f32x4.splat(factor);
  for (let r = 0; r < rows; ++r) {
    let sums = f32x4.splat(0);
    for (let c: usize = 0; c < width; c += 16) {
      sums = f32x4.add(sums, f32x4.mul(v128.load(weights + c), v128.load(grad + c)));
    }
    const mean = f32x4.splat(sumOf(sums));
    for (let c: usize = 0; c < width; c += 16) {
      const slope = f32x4.mul(f32x4.sub(v128.load(grad + c), mean), factors);
      v128.store(weights + c, f32x4.mul(v128.load(weights + c), slope));
    }
    weights += stride;
  }
}
