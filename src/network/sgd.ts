/** @file Gradient descent, the plain rule. */

import { createOptimizer, type Optimizer } from "./optimizer.js";
import type { Schedule } from "./schedules.js";

export interface SgdOptions {
  /** a positive number, or a schedule of such; defaults to 0.01 as in Keras */
  readonly learningRate?: number | Schedule;
}

/**
 * `parameter −= learningRate · gradient`.
 *
 * @throws RangeError if the learning rate is not positive.
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const { learningRate = 0.01 } = options;
  return createOptimizer("sgd", learningRate, 0, ({ parameter, gradient, rate }) => {
    for (let k = 0; k < parameter.length; ++k) parameter[k]! -= rate * gradient[k]!;
  });
}
