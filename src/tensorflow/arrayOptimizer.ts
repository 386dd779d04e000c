/** @file Adam for the variables of a model, on plain arrays: on any backend. */

import type { Tensor, Variable } from "@tensorflow/tfjs";
import { applyAdam } from "./adam.js";
import type { Tf } from "./backend.js";
import type { VariableOptimizer } from "./graphStepper.js";
import { correctedRate, type TrainingState } from "./stepper.js";

/** Adam; each variable is written again at every step. */
export function arrayOptimizer(
  tf: Tf,
  variables: readonly Variable[],
  start: TrainingState,
): VariableOptimizer {
  const copies = (arrays: readonly Float32Array[]) => arrays.map((array) => array.slice());
  const parameters = copies(start.parameters);
  const [mean, square] = [copies(start.adam.mean), copies(start.adam.square)];
  let { steps } = start.adam;
  return {
    get steps() {
      return steps;
    },
    apply(gradients, rate) {
      steps += 1;
      const corrected = correctedRate(rate, steps);
      for (const [k, variable] of variables.entries()) {
        const parameter = parameters[k]!;
        const gradient = gradients[k]?.dataSync<"float32">() ?? new Float32Array(parameter.length);
        applyAdam(parameter, gradient, mean[k]!, square[k]!, corrected);
        // A copy: the JavaScript backend keeps the array itself.
        const value: Tensor = tf.tensor(parameter.slice(), variable.shape);
        variable.assign(value);
        value.dispose();
      }
    },
    state: () => ({
      parameters: copies(parameters),
      adam: { steps, mean: copies(mean), square: copies(square) },
    }),
    dispose() {},
  };
}
