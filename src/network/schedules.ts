/** @file Learning rates that change with the step, by the rules of Keras. */

import { checkCount, checkFraction, checkPositive } from "../matrix/index.js";

/** The learning rate of a step; the first step is 0. */
export type Schedule = (step: number) => number;

/** The same rate at every step. */
export function constant(learningRate: number): Schedule {
  checkPositive("constant", "learningRate", learningRate);
  return () => learningRate;
}

export interface DecayOptions {
  /** the rate of step 0 */
  readonly initialLearningRate: number;
  /** what the rate is multiplied by every `decaySteps` steps: positive, below 1 to fall */
  readonly decayRate: number;
  /** number of steps, at least 1 */
  readonly decaySteps: number;
}

function checkDecay(where: string, options: DecayOptions): void {
  checkPositive(where, "initialLearningRate", options.initialLearningRate);
  checkPositive(where, "decayRate", options.decayRate);
  checkCount(where, "decaySteps", options.decaySteps);
}

/**
 * `initialLearningRate · decayRate^(step / decaySteps)`: falls a little at every step.
 *
 * @throws RangeError if an option is out of its range.
 */
export function exponentialDecay(options: DecayOptions): Schedule {
  checkDecay("exponentialDecay", options);
  const { initialLearningRate, decayRate, decaySteps } = options;
  return (step) => initialLearningRate * decayRate ** (step / decaySteps);
}

/**
 * `initialLearningRate · decayRate^⌊step / decaySteps⌋`: falls at once, every `decaySteps` steps.
 *
 * @throws RangeError if an option is out of its range.
 */
export function stepDecay(options: DecayOptions): Schedule {
  checkDecay("stepDecay", options);
  const { initialLearningRate, decayRate, decaySteps } = options;
  return (step) => initialLearningRate * decayRate ** Math.floor(step / decaySteps);
}

export interface CosineDecayOptions {
  /** the rate of step 0 */
  readonly initialLearningRate: number;
  /** number of steps until the rate no longer falls, at least 1 */
  readonly decaySteps: number;
  /** what remains of the rate in the end, a fraction in [0, 1); defaults to 0 */
  readonly finalFraction?: number;
}

/**
 * `initialLearningRate · (f + (1 − f) · (1 + cos(π · step / decaySteps)) / 2)`, constant from step
 * `decaySteps` on; `f` is `finalFraction`.
 *
 * Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017),
 * equation 5, without restarts.
 *
 * @throws RangeError if an option is out of its range.
 */
export function cosineDecay(options: CosineDecayOptions): Schedule {
  const { initialLearningRate, decaySteps, finalFraction = 0 } = options;
  checkPositive("cosineDecay", "initialLearningRate", initialLearningRate);
  checkCount("cosineDecay", "decaySteps", decaySteps);
  checkFraction("cosineDecay", "finalFraction", finalFraction);
  return (step) => {
    const cosine = (1 + Math.cos((Math.PI * Math.min(step, decaySteps)) / decaySteps)) / 2;
    return initialLearningRate * (finalFraction + (1 - finalFraction) * cosine);
  };
}
