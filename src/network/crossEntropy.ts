/**
 * @file Cross-entropy against labels: of probabilities, and fused with the softmax before it.
 *
 * Letters for shapes: `N` examples, `C` classes; `y` is the label of a row.
 *
 * Derived in `notebooks/en/06-back-propagation.ipynb`, the long way and fused.
 */

import { type Matrix, scale, zeros } from "../matrix/index.js";
import { labelPlaces } from "./labels.js";
import { logSumExpRows, softmax } from "./softmax.js";

/**
 * `−1/N Σᵢ log pᵢ,ᵧ`: the mean surprise, in nats, at the right class.
 *
 * Infinite if a right class has probability 0; the fused form below never is.
 *
 * @param probabilities - shape `[N, C]`, each in [0, 1]
 * @param labels - `N` class indices
 * @throws RangeError unless there are `N` labels, each an integer in `[0, C)`.
 */
export function crossEntropy(probabilities: Matrix, labels: ArrayLike<number>): number {
  const places = labelPlaces("crossEntropy", labels, probabilities.shape);
  const sum = places.reduce((sum, place) => sum - Math.log(probabilities.data[place]!), 0);
  return sum / places.length;
}

/**
 * `∂L/∂pᵢⱼ = −1 / (N pᵢⱼ)` where `j` is the label of row `i`, else 0.
 *
 * @param probabilities - shape `[N, C]`
 * @returns shape `[N, C]`
 * @throws RangeError unless there are `N` labels, each an integer in `[0, C)`.
 */
export function crossEntropyBackward(probabilities: Matrix, labels: ArrayLike<number>): Matrix {
  const places = labelPlaces("crossEntropyBackward", labels, probabilities.shape);
  const gradProbabilities = zeros(probabilities.shape);
  for (const place of places) {
    gradProbabilities.data[place] = -1 / (places.length * probabilities.data[place]!);
  }
  return gradProbabilities;
}

/** The loss, and the probabilities that its gradient needs. */
export interface SoftmaxCrossEntropy {
  /** mean over the examples, in nats */
  readonly loss: number;
  /** softmax of the logits, shape `[N, C]` */
  readonly probabilities: Matrix;
}

/**
 * `1/N Σᵢ (log Σⱼ exp(zᵢⱼ) − zᵢ,ᵧ)`: `crossEntropy(softmax(logits), labels)` without the detour.
 *
 * The logarithm and the exponential cancel on paper; so the loss stays finite and exact where the
 * probability of the right class is too small for a double.
 *
 * @param logits - shape `[N, C]`
 * @param labels - `N` class indices
 * @throws RangeError unless there are `N` labels, each an integer in `[0, C)`, or if a row's
 * largest logit is not finite.
 */
export function softmaxCrossEntropy(
  logits: Matrix,
  labels: ArrayLike<number>,
): SoftmaxCrossEntropy {
  const places = labelPlaces("softmaxCrossEntropy", labels, logits.shape);
  const logSums = logSumExpRows(logits);
  const sum = places.reduce((sum, place, i) => sum + logSums[i]! - logits.data[place]!, 0);
  return { loss: sum / places.length, probabilities: softmax(logits) };
}

/**
 * `∂L/∂zᵢⱼ = (pᵢⱼ − [j is the label of row i]) / N`.
 *
 * @param probabilities - what `softmaxCrossEntropy` returned, shape `[N, C]`
 * @returns gradient with respect to the logits, shape `[N, C]`
 * @throws RangeError unless there are `N` labels, each an integer in `[0, C)`.
 */
export function softmaxCrossEntropyBackward(
  probabilities: Matrix,
  labels: ArrayLike<number>,
): Matrix {
  const places = labelPlaces("softmaxCrossEntropyBackward", labels, probabilities.shape);
  const gradLogits = scale(probabilities, 1 / places.length);
  for (const place of places) gradLogits.data[place]! -= 1 / places.length;
  return gradLogits;
}
