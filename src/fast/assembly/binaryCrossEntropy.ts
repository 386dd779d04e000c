/** @file The loss of `network/binaryCrossEntropy.ts` and its gradient in one pass over the logits. */

import { exp } from "./activations";

/**
 * `Σᵢ (max(zᵢ, 0) − zᵢ yᵢ + log(1 + exp(−|zᵢ|)))`, the sum of the losses; and
 * `grad = (σ(zᵢ) − yᵢ) / rows`.
 *
 * @param logits - `rows` rows of `stride` bytes, of which the first number counts
 * @param labels - one 32-bit integer a row, 0 or 1
 * @param grad - laid out as the logits; what lies beyond the first number is left as it is
 */
export function binaryCrossEntropy(
  logits: usize,
  labels: usize,
  grad: usize,
  rows: i32,
  stride: usize,
): f64 {
  let loss: f64 = 0;
  for (let r = 0; r < rows; ++r) {
    const logit = load<f32>(logits);
    const label = f32(load<i32>(labels + (r << 2)));
    const small = f32x4.extract_lane(exp(f32x4.splat(-Mathf.abs(logit))), 0); // exp(−|z|)
    const probability: f32 = (logit < 0 ? small : f32(1)) / (1 + small);
    store<f32>(grad, (probability - label) / f32(rows));
    loss += f64(Mathf.max(logit, 0) - logit * label + Mathf.log1p(small));
    logits += stride;
    grad += stride;
  }
  return loss;
}
