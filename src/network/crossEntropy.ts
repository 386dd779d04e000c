/**
 * @file Cross-entropy against labels: of probabilities, and fused with the softmax before it.
 *
 * Letters for shapes: `N` examples, `C` classes; `y` is the label of a row.
 *
 * Derived in `notebooks/en/06-back-propagation.ipynb`, the long way and fused.
 */

import { type Matrix, scale, zeros } from "../matrix/index.js";
import { labelPlaces } from "./labels.js";
import { logSoftmax, softmax } from "./softmax.js";

/** The probability at each row's label; a little above 1, as in a central difference, is let be. */
function atLabels(where: string, { data }: Matrix, places: readonly number[]): number[] {
  return places.map((place, i) => {
    const probability = data[place]!;
    if (probability >= 0) return probability;
    throw new RangeError(
      `${where}: the probability of row ${i} must not be negative, got ${probability}`,
    );
  });
}

/**
 * `−1/N Σᵢ log pᵢ,ᵧ`: the mean surprise, in nats, at the right class.
 *
 * Infinite if a right class has probability 0; the fused form below never is.
 *
 * @param probabilities - shape `[N, C]`, each in [0, 1]
 * @param labels - `N` class indices
 * @throws RangeError unless there are `N` labels, each an integer in `[0, C)`, or if a right class
 * has a probability that is negative or NaN.
 */
export function crossEntropy(probabilities: Matrix, labels: ArrayLike<number>): number {
  const places = labelPlaces("crossEntropy", labels, probabilities.shape);
  const chosen = atLabels("crossEntropy", probabilities, places);
  return chosen.reduce((sum, probability) => sum - Math.log(probability), 0) / chosen.length;
}

/**
 * `∂L/∂pᵢⱼ = −1 / (N pᵢⱼ)` where `j` is the label of row `i`, else 0.
 *
 * −Infinity if a right class has probability 0.
 *
 * @param probabilities - shape `[N, C]`
 * @param labels - `N` class indices
 * @returns shape `[N, C]`
 * @throws RangeError as `crossEntropy`.
 */
export function crossEntropyBackward(probabilities: Matrix, labels: ArrayLike<number>): Matrix {
  const places = labelPlaces("crossEntropyBackward", labels, probabilities.shape);
  const chosen = atLabels("crossEntropyBackward", probabilities, places);
  const gradProbabilities = zeros(probabilities.shape);
  for (const [i, place] of places.entries()) {
    gradProbabilities.data[place] = -1 / (places.length * chosen[i]!);
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
 * probability of the right class is too small for a double, and however large the logits are.
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
  const logProbabilities = logSoftmax(logits);
  const sum = places.reduce((sum, place) => sum - logProbabilities.data[place]!, 0);
  return { loss: sum / places.length, probabilities: softmax(logits) };
}

/**
 * `∂L/∂zᵢⱼ = (pᵢⱼ − [j is the label of row i]) / N`.
 *
 * @param probabilities - what `softmaxCrossEntropy` returned, shape `[N, C]`
 * @param labels - `N` class indices, the same
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
