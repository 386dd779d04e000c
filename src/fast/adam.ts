/**
 * @file Adam's step over all parameters at once, with the constants of Keras.
 *
 * The readable form is `network/adam.ts`.
 */

import type { Kernel } from "./kernel.js";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** What Adam keeps beside its means and squares; the next training goes on from it. */
export interface AdamState {
  /** steps so far */
  steps: number;
  /** `β₁` and `β₂` to the power of `steps`, multiplied up: `**` may differ between browsers */
  power1: number;
  power2: number;
}

/** Adam before its first step. */
export function createAdamState(): AdamState {
  return { steps: 0, power1: 1, power2: 1 };
}

/** Where parameters lie, and what Adam needs of them: four pieces, each of `bytes` bytes. */
export interface AdamPieces {
  readonly values: number;
  readonly gradients: number;
  /** Adam's running means of the gradients and of their squares */
  readonly means: number;
  readonly squares: number;
  readonly bytes: number;
}

/** Moves all parameters against the gradients that lie beside them; `rate` is the learning rate. */
export function adamStep(
  kernel: Kernel,
  adam: AdamState,
  rate: number,
  parameters: readonly AdamPieces[],
): void {
  adam.steps += 1;
  adam.power1 *= BETA1;
  adam.power2 *= BETA2;
  // Both memories began at zero and are too small by these factors in the first steps.
  const size = (rate * Math.sqrt(1 - adam.power2)) / (1 - adam.power1);
  const [rest1, rest2] = [1 - BETA1, 1 - BETA2];
  for (const { values, gradients, means, squares, bytes } of parameters) {
    kernel.adam(values, gradients, means, squares, bytes, size, rest1, rest2, EPSILON);
  }
}
