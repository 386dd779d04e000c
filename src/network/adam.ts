/**
 * @file Adam: momentum divided by the recent size of the gradient, entry by entry.
 *
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1 in the
 * order of computation that ends section 2. There, as in Keras, epsilon is added to the root
 * before the bias of the root is corrected (the paper's ε̂).
 */

import { checkFraction, checkPositive } from "../matrix/index.js";
import { createOptimizer, type Optimizer } from "./optimizer.js";
import type { Schedule } from "./schedules.js";

export interface AdamOptions {
  /** a positive number, or a schedule of such; defaults to 0.001 */
  readonly learningRate?: number | Schedule;
  /** the part of the mean gradient that is kept, in [0, 1); defaults to 0.9 */
  readonly beta1?: number;
  /** the part of the mean square that is kept, in [0, 1); defaults to 0.999 */
  readonly beta2?: number;
  /** keeps the division finite, positive; defaults to 1e-7 as in Keras (the paper has 1e-8) */
  readonly epsilon?: number;
}

/**
 * `mean = beta1 · mean + (1 − beta1) · gradient`, `square = beta2 · square + (1 − beta2) · gradient²`,
 * then `parameter −= corrected · mean / (√square + epsilon)`
 * with `corrected = learningRate · √(1 − beta2ᵗ) / (1 − beta1ᵗ)` in step `t = 1, 2, …`
 *
 * @throws RangeError if an option is out of its range.
 */
export function adam(options: AdamOptions = {}): Optimizer {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  checkFraction("adam", "beta1", beta1);
  checkFraction("adam", "beta2", beta2);
  checkPositive("adam", "epsilon", epsilon);
  return createOptimizer("adam", learningRate, 2, ({ parameter, gradient, memory, rate, step }) => {
    const mean = memory[0]!;
    const square = memory[1]!;
    // Both memories began at zero and are too small by these factors in the first steps.
    const corrected = (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
    for (let k = 0; k < parameter.length; ++k) {
      const slope = gradient[k]!;
      mean[k] = beta1 * mean[k]! + (1 - beta1) * slope;
      square[k] = beta2 * square[k]! + (1 - beta2) * slope ** 2;
      parameter[k]! -= (corrected * mean[k]!) / (Math.sqrt(square[k]!) + epsilon);
    }
  });
}
