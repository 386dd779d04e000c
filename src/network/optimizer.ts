/**
 * @file What all optimisers share: the learning rate, the number of the step, and for every
 * parameter a memory.
 *
 * The rules are derived in `notebooks/en/07-gradient-descent.ipynb`.
 */

import { checkPositive, checkSame, checkSameShape, type Matrix, zeros } from "../matrix/index.js";
import { rateOf } from "./learningRate.js";
import type { Schedule } from "./schedules.js";

/** Moves parameters against their gradients, and remembers what its rule needs. */
export interface Optimizer {
  readonly name: string;
  /**
   * One step: changes every parameter in place.
   *
   * The memory belongs to the place in the list: always pass the same parameters in one order.
   *
   * A gradient that is infinite or NaN makes its parameter so: a descent with too large a rate can be
   * watched to its end. `trainMlp` refuses to go on with such parameters.
   *
   * @throws RangeError if a gradient has not the shape of its parameter, or a parameter not the
   * shape that it had in the first step, or the rate of a schedule is not finite. Nothing is changed
   * then.
   */
  step(parameters: readonly Matrix[], gradients: readonly Matrix[]): void;
}

/** What one step on one parameter reads and writes; the arrays are of one length. */
export interface Update {
  readonly parameter: Float64Array;
  readonly gradient: Float64Array;
  /** what the rule keeps from step to step; zeros before the first */
  readonly memory: readonly Float64Array[];
  /** the learning rate of this step */
  readonly rate: number;
  /** 1 in the first step */
  readonly step: number;
}

/**
 * An optimiser from the rule of one step on one parameter.
 *
 * @param name - also begins the messages of its errors
 * @param memories - how many arrays the rule keeps for every parameter
 * @param update - the rule: writes into `parameter` and `memory`
 * @throws RangeError if the learning rate is a number and not positive.
 */
export function createOptimizer(
  name: string,
  learningRate: number | Schedule,
  memories: number,
  update: (update: Update) => void,
): Optimizer {
  if (typeof learningRate === "number") checkPositive(name, "learningRate", learningRate);
  let steps = 0;
  let memory: Matrix[][] | undefined;
  return {
    name,
    step(parameters, gradients) {
      checkSame(name, "numbers of parameters and gradients", parameters.length, gradients.length);
      for (const [k, parameter] of parameters.entries()) {
        const what = `shapes of parameter ${k} and its gradient`;
        checkSameShape(name, what, parameter, gradients[k]!);
      }
      memory ??= parameters.map(({ shape }) =>
        Array.from({ length: memories }, () => zeros(shape)),
      );
      checkSame(name, "numbers of parameters at first and now", memory.length, parameters.length);
      for (const [k, remembered] of memory.entries()) {
        const what = `shapes of parameter ${k} at first and now`;
        for (const first of remembered) checkSameShape(name, what, first, parameters[k]!);
      }
      const rate = rateOf(name, learningRate, steps);
      steps += 1;
      for (const [k, { data }] of parameters.entries()) {
        update({
          parameter: data,
          gradient: gradients[k]!.data,
          memory: memory[k]!.map(({ data }) => data),
          rate,
          step: steps,
        });
      }
    },
  };
}
