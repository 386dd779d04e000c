/**
 * @file Softmax of the rows of a matrix, forward and backward.
 *
 * Letters for shapes: `N` examples, `C` classes.
 *
 * Derived in `notebooks/en/05-forward-pass.ipynb` and `06-back-propagation.ipynb`.
 */

import {
  checkFinite,
  checkSame,
  checkSameShape,
  generate,
  type Matrix,
  rowViews,
  zeros,
} from "../matrix/index.js";

/** @throws RangeError unless the row's largest logit is finite: else its softmax is undefined. */
function largestLogit(row: Float64Array, i: number): number {
  let largest = row[0]!;
  for (let j = 1; j < row.length; ++j) largest = Math.max(largest, row[j]!);
  if (!Number.isFinite(largest)) {
    throw new RangeError(`softmax: the largest logit of row ${i} must be finite, got ${largest}`);
  }
  return largest;
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
  const probabilities = zeros(logits.shape);
  const results = rowViews(probabilities);
  for (const [i, row] of rowViews(logits).entries()) {
    const largest = largestLogit(row, i);
    const result = results[i]!;
    let sum = 0;
    for (let j = 0; j < row.length; ++j) {
      result[j] = Math.exp(row[j]! - largest);
      sum += result[j]!;
    }
    for (let j = 0; j < row.length; ++j) result[j]! /= sum;
  }
  return probabilities;
}

/**
 * `log pᵢⱼ = zᵢⱼ − maxₖ zᵢₖ − log Σₖ exp(zᵢₖ − maxₖ zᵢₖ)`: the logarithm of the softmax.
 *
 * Exact also where the probability is too small for a double, and where the logits are so large
 * that `log Σ exp(z) − z` would round the difference away.
 *
 * @param logits - shape `[N, C]`
 * @returns shape `[N, C]`
 * @throws RangeError if a row's largest logit is not finite.
 */
export function logSoftmax(logits: Matrix): Matrix {
  const logProbabilities = zeros(logits.shape);
  const results = rowViews(logProbabilities);
  for (const [i, row] of rowViews(logits).entries()) {
    const largest = largestLogit(row, i);
    const logSum = Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
    results[i]!.set(row.map((logit) => logit - largest - logSum));
  }
  return logProbabilities;
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
  const gradLogits = zeros(probabilities.shape);
  const results = rowViews(gradLogits);
  const gradients = rowViews(gradOutput);
  for (const [i, row] of rowViews(probabilities).entries()) {
    const gradient = gradients[i]!;
    const result = results[i]!;
    let average = 0;
    for (let j = 0; j < row.length; ++j) average += row[j]! * gradient[j]!;
    for (let j = 0; j < row.length; ++j) result[j] = row[j]! * (gradient[j]! - average);
  }
  return gradLogits;
}

/**
 * `∂pᵢ/∂zⱼ = pᵢ ([i = j] − pⱼ)`: how each probability of one row answers to each logit.
 *
 * Symmetric; every row and every column sums to 0, as the probabilities sum to 1 whatever the logits
 * are. `softmaxBackward` is the product with it, which never builds it.
 *
 * @param probabilities - one row of what `softmax` returned, shape `[1, C]`
 * @returns shape `[C, C]`
 * @throws RangeError unless there is one row, and its entries are finite.
 */
export function softmaxJacobian(probabilities: Matrix): Matrix {
  const { data, shape } = probabilities;
  checkSame("softmaxJacobian", "rows of probabilities and 1", shape[0], 1);
  checkFinite("softmaxJacobian", "probabilities", data);
  return generate([shape[1], shape[1]], (i, j) => data[i]! * ((i === j ? 1 : 0) - data[j]!));
}
