/** @file How many examples a classifier gets right. */

import { argmaxRows, type Matrix } from "../matrix/index.js";
import { checkLabels } from "./labels.js";

/**
 * The fraction, in [0, 1], of rows whose largest entry is at their label.
 *
 * @param logits - or probabilities, shape `[N, C]`
 * @param labels - `N` class indices
 * @throws RangeError unless there are `N` labels, each an integer in `[0, C)`.
 */
export function accuracy(logits: Matrix, labels: ArrayLike<number>): number {
  checkLabels("accuracy", labels, logits.shape);
  const right = argmaxRows(logits).filter((predicted, i) => predicted === labels[i]);
  return right.length / labels.length;
}
