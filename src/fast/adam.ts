/**
 * @file Adam's step over all parameters at once, with the constants of Keras.
 *
 * The readable form is `network/adam.ts`.
 */

import type { FastMlp } from "./fastMlp.js";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** Moves the parameters against the gradients that `backward` left; `rate` is the learning rate. */
export function adamStep(fast: FastMlp, rate: number): void {
  const { values, gradients, means, squares, bytes } = fast.parameters;
  fast.steps += 1;
  // Both memories began at zero and are too small by these factors in the first steps.
  const stepSize = (rate * Math.sqrt(1 - BETA2 ** fast.steps)) / (1 - BETA1 ** fast.steps);
  fast.memory.kernel.adam(
    values,
    gradients,
    means,
    squares,
    bytes,
    stepSize,
    1 - BETA1,
    1 - BETA2,
    EPSILON,
  );
}
