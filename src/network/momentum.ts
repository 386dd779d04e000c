/**
 * @file Gradient descent with momentum, the "heavy ball".
 *
 * Source: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964); the
 * learning rate enters the velocity as in Keras.
 */

import { checkFraction } from "../matrix/index.js";
import { createOptimizer, type Optimizer } from "./optimizer.js";
import type { Schedule } from "./schedules.js";

export interface MomentumOptions {
  /** a positive number, or a schedule of such; defaults to 0.01 as in Keras */
  readonly learningRate?: number | Schedule;
  /** the part of the velocity that is kept, in [0, 1); defaults to 0.9 */
  readonly momentum?: number;
}

/**
 * `velocity = momentum · velocity − learningRate · gradient`, then `parameter += velocity`.
 *
 * @throws RangeError if the learning rate is not positive or `momentum` not in `[0, 1)`.
 */
export function momentum(options: MomentumOptions = {}): Optimizer {
  const { learningRate = 0.01, momentum = 0.9 } = options;
  checkFraction("momentum", "momentum", momentum);
  return createOptimizer("momentum", learningRate, 1, ({ parameter, gradient, memory, rate }) => {
    const velocity = memory[0]!;
    for (let k = 0; k < parameter.length; ++k) {
      velocity[k] = momentum * velocity[k]! - rate * gradient[k]!;
      parameter[k]! += velocity[k]!;
    }
  });
}
