/** @file What the losses and the accuracy ask of labels. */

import { checkIndex, checkSame, type Shape } from "../matrix/index.js";

/**
 * Refuses labels that do not name one class for every row.
 *
 * @param where - the function that asks, for the message
 * @param shape - `[N, C]`: examples and classes
 * @throws RangeError unless there are `N` labels, each an integer in `[0, C)`.
 */
export function checkLabels(
  where: string,
  labels: ArrayLike<number>,
  [rows, classes]: Shape,
): void {
  checkSame(where, "the number of rows and of labels", rows, labels.length);
  for (let i = 0; i < rows; ++i) checkIndex(where, `label ${i}`, labels[i]!, classes);
}

/**
 * Where `data` holds the entry of each row's label: `i · C + labels[i]`.
 *
 * @throws RangeError as `checkLabels`.
 */
export function labelPlaces(where: string, labels: ArrayLike<number>, shape: Shape): number[] {
  checkLabels(where, labels, shape);
  return Array.from(labels, (label, i) => i * shape[1] + label);
}
