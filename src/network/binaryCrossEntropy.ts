/**
 * @file Cross-entropy of yes and no, fused with the sigmoid before it.
 *
 * Letter for shapes: `N` examples; `z` is the logit of one, `y` its label, 0 or 1.
 *
 * Derived in `notebooks/en/14-program-2.ipynb`.
 */

import { checkFinite, checkSame, generate, type Matrix, map } from "../matrix/index.js";
import { sigmoid } from "./activations.js";

/** The loss, and the probabilities that its gradient needs. */
export interface BinaryCrossEntropy {
  /** mean over the examples, in nats */
  readonly loss: number;
  /** sigmoid of the logits: how probable label 1 is, shape `[N, 1]` */
  readonly probabilities: Matrix;
}

function check(where: string, name: string, column: Matrix, labels: ArrayLike<number>): void {
  checkSame(where, `columns of ${name} and 1`, column.shape[1], 1);
  checkSame(where, "the number of rows and of labels", column.shape[0], labels.length);
  for (let i = 0; i < labels.length; ++i) {
    if (labels[i] !== 0 && labels[i] !== 1) {
      throw new RangeError(`${where}: label ${i} must be 0 or 1, got ${labels[i]}`);
    }
  }
  checkFinite(where, name, column.data);
}

/**
 * `1/N Σᵢ (max(zᵢ, 0) − zᵢ yᵢ + log(1 + exp(−|zᵢ|)))`, which is `−log σ(z)` for label 1 and
 * `−log (1 − σ(z))` for label 0.
 *
 * In this form no exponential overflows and no probability is rounded to 0 or 1 before its logarithm.
 *
 * @param logits - shape `[N, 1]`
 * @param labels - `N` numbers, 0 or 1
 * @throws RangeError unless there is one finite logit and one label for each example.
 */
export function binaryCrossEntropy(logits: Matrix, labels: ArrayLike<number>): BinaryCrossEntropy {
  check("binaryCrossEntropy", "logits", logits, labels);
  const loss = logits.data.reduce((mean, z, i) => {
    const surprise = Math.max(z, 0) - z * labels[i]! + Math.log1p(Math.exp(-Math.abs(z)));
    return mean + surprise / labels.length; // divided here, the sum of huge ones stays finite
  }, 0);
  return { loss, probabilities: map(logits, sigmoid.value) };
}

/**
 * `∂L/∂zᵢ = (σ(zᵢ) − yᵢ) / N`.
 *
 * @param probabilities - what `binaryCrossEntropy` returned, shape `[N, 1]`
 * @param labels - the same `N` numbers
 * @returns gradient with respect to the logits, shape `[N, 1]`
 * @throws RangeError unless there is one finite probability and one label for each example.
 */
export function binaryCrossEntropyBackward(
  probabilities: Matrix,
  labels: ArrayLike<number>,
): Matrix {
  check("binaryCrossEntropyBackward", "probabilities", probabilities, labels);
  return generate(
    probabilities.shape,
    (i) => (probabilities.data[i]! - labels[i]!) / labels.length,
  );
}
