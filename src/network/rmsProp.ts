/**
 * @file RMSProp: every entry of the gradient divided by its recent size.
 *
 * Source: Tieleman and Hinton, "Neural Networks for Machine Learning", lecture 6.5 (2012); epsilon
 * stands under the root as in Keras 3.
 */

import { checkFraction, checkPositive } from "../matrix/index.js";
import { createOptimizer, type Optimizer } from "./optimizer.js";
import type { Schedule } from "./schedules.js";

export interface RmsPropOptions {
  /** a positive number, or a schedule of such; defaults to 0.001 as in Keras */
  readonly learningRate?: number | Schedule;
  /** the part of the mean square that is kept, in [0, 1); defaults to 0.9 as in Keras */
  readonly rho?: number;
  /** keeps the division finite, positive; defaults to 1e-7 as in Keras */
  readonly epsilon?: number;
}

/**
 * `square = rho · square + (1 − rho) · gradient²`, then
 * `parameter −= learningRate · gradient / √(square + epsilon)`.
 *
 * @throws RangeError if an option is out of its range.
 */
export function rmsProp(options: RmsPropOptions = {}): Optimizer {
  const { learningRate = 0.001, rho = 0.9, epsilon = 1e-7 } = options;
  checkFraction("rmsProp", "rho", rho);
  checkPositive("rmsProp", "epsilon", epsilon);
  return createOptimizer("rmsProp", learningRate, 1, ({ parameter, gradient, memory, rate }) => {
    const square = memory[0]!;
    for (let k = 0; k < parameter.length; ++k) {
      const slope = gradient[k]!;
      square[k] = rho * square[k]! + (1 - rho) * slope ** 2;
      parameter[k]! -= (rate * slope) / Math.sqrt(square[k]! + epsilon);
    }
  });
}
