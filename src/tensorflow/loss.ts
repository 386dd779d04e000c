/**
 * @file The loss of a classifier and its gradient, on plain arrays, from its logits.
 *
 * Letters for shapes: `N` predictions (one an example, or one a token), `C` classes.
 */

import { type BatchResult, checkedLoss, countRight } from "./stepper.js";

/** What the model should have said. */
export interface Targets {
  /** class of each prediction; 0 or 1 if there is one logit; −1 where none counts */
  readonly labels: Int32Array;
  /** how much each prediction counts; all alike unless told */
  readonly weights?: ArrayLike<number>;
}

/**
 * Cross-entropy of each prediction, summed by weight, and the gradient of their mean with respect to
 * the logits: of a softmax over `C` classes, or of a sigmoid if there is one logit only.
 *
 * @param logits - shape `[N, C]`
 * @throws RangeError if the loss is not finite, or no prediction counts.
 */
export function lossOf(
  logits: ArrayLike<number>,
  targets: Targets,
  classes: number,
): { readonly result: BatchResult; readonly gradLogits: Float32Array } {
  const { labels, weights } = targets;
  const shares = Float64Array.from(labels, (label, i) => (label < 0 ? 0 : (weights?.[i] ?? 1)));
  const weight = shares.reduce((sum, share) => sum + share, 0);
  if (weight === 0) throw new RangeError("model: a batch must have a token, got only padding");
  const entropy = classes === 1 ? sigmoidEntropy : softmaxEntropy;
  const gradLogits = new Float32Array(labels.length * classes);
  let loss = 0;
  for (const [i, label] of labels.entries()) {
    const share = shares[i]!;
    // Padding may hold what it will.
    if (share !== 0) loss += share * entropy(logits, i, label, classes, gradLogits, share / weight);
  }
  const right = countRight(logits, labels, classes, shares);
  return { result: { loss: checkedLoss(loss), right, weight }, gradLogits };
}

/** `−log softmax(z)[label]` of row `i`; writes `share` times its gradient. */
function softmaxEntropy(
  logits: ArrayLike<number>,
  i: number,
  label: number,
  classes: number,
  gradLogits: Float32Array,
  share: number,
): number {
  const first = i * classes;
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < classes; ++j) largest = Math.max(largest, logits[first + j]!);
  let sum = 0;
  for (let j = 0; j < classes; ++j) sum += Math.exp(logits[first + j]! - largest);
  for (let j = 0; j < classes; ++j) {
    const probability = Math.exp(logits[first + j]! - largest) / sum;
    gradLogits[first + j] = (probability - (j === label ? 1 : 0)) * share;
  }
  return Math.log(sum) + largest - logits[first + label]!;
}

/** `log(1 + e⁻ᶻ)` if the label is 1, `log(1 + eᶻ)` if it is 0; writes `share · (sigmoid(z) − label)`. */
function sigmoidEntropy(
  logits: ArrayLike<number>,
  i: number,
  label: number,
  _classes: number,
  gradLogits: Float32Array,
  share: number,
): number {
  const z = logits[i]!;
  const against = Math.exp(-Math.abs(z));
  const probability = (z > 0 ? 1 : against) / (1 + against);
  gradLogits[i] = (probability - label) * share;
  return Math.max(z, 0) - z * label + Math.log1p(against);
}
