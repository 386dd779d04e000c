/**
 * @file Mean squared error, forward and backward.
 *
 * Letters for shapes: `N` examples, `O` outputs.
 */

import { checkSameShape, type Matrix, scale, subtract } from "../matrix/index.js";

/**
 * `1/(N·O) Σᵢⱼ (outputᵢⱼ − targetᵢⱼ)²`: the mean over all entries, as in Keras.
 *
 * @param output - shape `[N, O]`
 * @param target - shape `[N, O]`
 * @throws RangeError if the shapes differ.
 */
export function meanSquaredError(output: Matrix, target: Matrix): number {
  checkSameShape("meanSquaredError", "shapes of output and target", output, target);
  const { data } = subtract(output, target);
  return data.reduce((sum, difference) => sum + difference ** 2, 0) / data.length;
}

/**
 * `∂L/∂outputᵢⱼ = 2 (outputᵢⱼ − targetᵢⱼ) / (N·O)`.
 *
 * @param output - shape `[N, O]`
 * @param target - shape `[N, O]`
 * @returns gradient with respect to the output, shape `[N, O]`
 * @throws RangeError if the shapes differ.
 */
export function meanSquaredErrorBackward(output: Matrix, target: Matrix): Matrix {
  checkSameShape("meanSquaredErrorBackward", "shapes of output and target", output, target);
  return scale(subtract(output, target), 2 / output.data.length);
}
