/** @file Adam on plain arrays, with the constants of Keras. */

import { BETA1, BETA2, EPSILON } from "./stepper.js";

/** One step of Adam on plain arrays; `corrected` is its rate, `correctedRate`. */
export function applyAdam(
  parameter: Float32Array,
  gradient: Float32Array,
  mean: Float32Array,
  square: Float32Array,
  corrected: number,
): void {
  for (let k = 0; k < parameter.length; ++k) {
    const entry = gradient[k]!;
    mean[k]! += (1 - BETA1) * (entry - mean[k]!);
    square[k]! += (1 - BETA2) * (entry * entry - square[k]!);
    parameter[k]! -= (corrected * mean[k]!) / (Math.sqrt(square[k]!) + EPSILON);
  }
}
