/** @file One step of Adam over all parameters, four at a time. */

/**
 * `m += (g − m)(1 − β₁)`, `v += (g² − v)(1 − β₂)`, `w −= stepSize · m / (√v + ε)`.
 *
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), the efficient form at
 * the end of section 2; as in Keras.
 *
 * @param bytes - of each of the four arrays, a multiple of 16
 * @param stepSize - `learningRate · √(1 − β₂ᵗ) / (1 − β₁ᵗ)` in step `t`
 */
export function adam(
  parameters: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  bytes: usize,
  stepSize: f32,
  oneMinusBeta1: f32,
  oneMinusBeta2: f32,
  epsilon: f32,
): void {
  const step = f32x4.splat(stepSize);
  const rate1 = f32x4.splat(oneMinusBeta1);
  const rate2 = f32x4.splat(oneMinusBeta2);
  const tiny = f32x4.splat(1e-30);
  const eps = f32x4.splat(epsilon);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g = v128.load(gradients + i);
    let m = v128.load(means + i);
    let v = v128.load(squares + i);
    m = f32x4.add(m, f32x4.mul(f32x4.sub(g, m), rate1));
    v = f32x4.add(v, f32x4.mul(f32x4.sub(f32x4.mul(g, g), v), rate2));
    // The mean of a pixel that stays white shrinks for ever. Numbers below 1e-38 are slow on many
    // processors, so it is dropped long before; a NaN stays.
    m = v128.andnot(m, f32x4.lt(f32x4.abs(m), tiny));
    v128.store(means + i, m);
    v128.store(squares + i, v);
    const change = f32x4.div(f32x4.mul(step, m), f32x4.add(f32x4.sqrt(v), eps));
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), change));
  }
}
