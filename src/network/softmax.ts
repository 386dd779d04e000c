/**
 * @file Softmax of the rows of a matrix, forward and backward.
 *
 * Letters for shapes: `N` examples, `C` classes.
 */

import { checkSameShape, type Matrix, zeros } from "../matrix/index.js";

/** @throws RangeError unless the row's largest logit is finite: else its softmax is undefined. */
function largestLogit(row: Float64Array, i: number): number {
  const largest = row.reduce((a, b) => Math.max(a, b));
  if (!Number.isFinite(largest)) {
    throw new RangeError(`softmax: the largest logit of row ${i} must be finite, got ${largest}`);
  }
  return largest;
}

/**
 * `log Σⱼ exp(zᵢⱼ)` for every row `i`.
 *
 * Each row's maximum is taken out first, so `exp` cannot overflow.
 *
 * @param logits - shape `[N, C]`
 * @returns one number a row
 * @throws RangeError if a row's largest logit is not finite.
 */
export function logSumExpRows({ data, shape: [rows, cols] }: Matrix): number[] {
  return Array.from({ length: rows }, (_, i) => {
    const row = data.subarray(i * cols, (i + 1) * cols);
    const largest = largestLogit(row, i);
    return largest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
  });
}

/**
 * `pᵢⱼ = exp(zᵢⱼ) / Σₖ exp(zᵢₖ)`: every row becomes positive and sums to 1.
 *
 * Each row's maximum is subtracted first. That changes no probability, and `exp` cannot overflow.
 * A logit of −∞ gets probability 0.
 *
 * @param logits - shape `[N, C]`
 * @returns probabilities, shape `[N, C]`
 * @throws RangeError if a row's largest logit is not finite.
 */
export function softmax(logits: Matrix): Matrix {
  const [rows, cols] = logits.shape;
  const probabilities = zeros(logits.shape);
  for (let i = 0; i < rows; ++i) {
    const row = logits.data.subarray(i * cols, (i + 1) * cols);
    const largest = largestLogit(row, i);
    const exponentials = row.map((logit) => Math.exp(logit - largest));
    const sum = exponentials.reduce((a, b) => a + b);
    for (let j = 0; j < cols; ++j) probabilities.data[i * cols + j] = exponentials[j]! / sum;
  }
  return probabilities;
}

/**
 * `∂L/∂zᵢⱼ = pᵢⱼ (gᵢⱼ − Σₖ pᵢₖ gᵢₖ)`, where `g` is `gradOutput`.
 *
 * @param probabilities - what `softmax` returned, shape `[N, C]`
 * @param gradOutput - gradient of the loss with respect to the probabilities, shape `[N, C]`
 * @returns gradient with respect to the logits, shape `[N, C]`
 * @throws RangeError if the shapes differ.
 */
export function softmaxBackward(probabilities: Matrix, gradOutput: Matrix): Matrix {
  const shapes = "shapes of probabilities and gradOutput";
  checkSameShape("softmaxBackward", shapes, probabilities, gradOutput);
  const [rows, cols] = probabilities.shape;
  const gradLogits = zeros(probabilities.shape);
  for (let i = 0; i < rows; ++i) {
    const p = probabilities.data.subarray(i * cols, (i + 1) * cols);
    const grad = gradOutput.data.subarray(i * cols, (i + 1) * cols);
    const average = p.reduce((sum, probability, j) => sum + probability * grad[j]!, 0);
    for (let j = 0; j < cols; ++j) gradLogits.data[i * cols + j] = p[j]! * (grad[j]! - average);
  }
  return gradLogits;
}
