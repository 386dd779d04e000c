/** @file The loss of `network/crossEntropy.ts` and its gradient in one pass over the logits. */

import { exp } from "./activations";

/**
 * `Σᵢ (log Σⱼ exp(zᵢⱼ) − zᵢ,ᵧ)`, the sum of the losses; and `grad = (pᵢⱼ − [j is label i]) / rows`.
 *
 * @param logits - `rows` rows of `stride` bytes, of which the first `classes` numbers count
 * @param labels - one 32-bit integer a row
 * @param grad - laid out as the logits; what lies beyond `classes` is left as it is
 */
export function softmaxCrossEntropy(
  logits: usize,
  labels: usize,
  grad: usize,
  rows: i32,
  classes: i32,
  stride: usize,
): f64 {
  const bytes: usize = classes << 2;
  const share = f32(1) / f32(rows);
  let loss: f64 = 0;
  for (let r = 0; r < rows; ++r) {
    let max = load<f32>(logits);
    for (let c: usize = 4; c < bytes; c += 4) {
      const logit = load<f32>(logits + c);
      if (logit > max) max = logit;
    }
    let sum: f32 = 0;
    for (let c: usize = 0; c < bytes; c += 4) {
      const e = f32x4.extract_lane(exp(f32x4.splat(load<f32>(logits + c) - max)), 0);
      store<f32>(grad + c, e);
      sum += e;
    }
    const scale = share / sum;
    for (let c: usize = 0; c < bytes; c += 4) store<f32>(grad + c, load<f32>(grad + c) * scale);
    const label: usize = load<i32>(labels + (r << 2)) << 2;
    store<f32>(grad + label, load<f32>(grad + label) - share);
    loss += f64(Mathf.log(sum)) - f64(load<f32>(logits + label) - max);
    logits += stride;
    grad += stride;
  }
  return loss;
}
