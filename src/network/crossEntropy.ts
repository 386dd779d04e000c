/**
 * @file Cross-entropy against labels: of probabilities, and fused with the softmax before it.
 *
 * Letters for shapes: `N` examples, `C` classes; `y` is the label of a row.
 */

import { type Matrix, scale, zeros } from "../matrix/index.js";
import { checkLabels } from "./labels.js";
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
  checkLabels("crossEntropy", labels, probabilities.shape);
  const [rows, classes] = probabilities.shape;
  let sum = 0;
  for (let i = 0; i < rows; ++i) sum -= Math.log(probabilities.data[i * classes + labels[i]!]!);
  return sum / rows;
}

/**
 * `∂L/∂pᵢⱼ = −1 / (N pᵢⱼ)` where `j` is the label of row `i`, else 0.
 *
 * @param probabilities - shape `[N, C]`
 * @returns shape `[N, C]`
 * @throws RangeError unless there are `N` labels, each an integer in `[0, C)`.
 */
export function crossEntropyBackward(probabilities: Matrix, labels: ArrayLike<number>): Matrix {
  checkLabels("crossEntropyBackward", labels, probabilities.shape);
  const [rows, classes] = probabilities.shape;
  const gradProbabilities = zeros(probabilities.shape);
  for (let i = 0; i < rows; ++i) {
    const k = i * classes + labels[i]!;
    gradProbabilities.data[k] = -1 / (rows * probabilities.data[k]!);
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
  checkLabels("softmaxCrossEntropy", labels, logits.shape);
  const [rows, classes] = logits.shape;
  let sum = 0;
  for (const [i, logSumExp] of logSumExpRows(logits).entries()) {
    sum += logSumExp - logits.data[i * classes + labels[i]!]!;
  }
  return { loss: sum / rows, probabilities: softmax(logits) };
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
  checkLabels("softmaxCrossEntropyBackward", labels, probabilities.shape);
  const [rows, classes] = probabilities.shape;
  const gradLogits = scale(probabilities, 1 / rows);
  for (let i = 0; i < rows; ++i) gradLogits.data[i * classes + labels[i]!]! -= 1 / rows;
  return gradLogits;
}
