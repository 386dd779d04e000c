/** @file Adam for the variables of a model in TensorFlow's own: one operation a variable. */

import type { Tensor, Variable } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import type { VariableOptimizer } from "../graphStepper.js";
import type { TrainingState } from "../stepper.js";
import { operations, type TensorId } from "./operations.js";
import { floatRate, parameterMaker, readState } from "./variable.js";

/** The part of the native backend that knows which tensor has which number. */
interface Bridge {
  readonly binding: { readonly TF_FLOAT: number };
  getInputTensorIds(tensors: readonly Tensor[]): TensorId[];
  createOutputTensor(made: { id: TensorId; shape: readonly number[]; dtype: number }): Tensor;
}

/** Adam on the native backend, which must be the current one. */
export function nativeOptimizer(
  tf: Tf,
  variables: readonly Variable[],
  start: TrainingState,
): VariableOptimizer {
  const bridge = tf.backend() as unknown as Bridge;
  const ops = operations(tf);
  const maker = parameterMaker(ops);
  const { adam } = start;
  const parameters = start.parameters.map((value, k) =>
    maker.make(variables[k]!.shape, [value, adam.mean[k]!, adam.square[k]!]),
  );
  let steps = adam.steps;
  return {
    get steps() {
      return steps;
    },
    apply(gradients, rate) {
      steps += 1;
      const scalar = ops.tensor(Float32Array.of(floatRate(rate, steps)), []);
      for (const [k, variable] of variables.entries()) {
        const { shape, size } = variable;
        const [given] = gradients[k] ? bridge.getInputTensorIds([gradients[k]]) : [];
        parameters[k]!.apply(given ?? ops.tensor(new Float32Array(size), shape), scalar);
        // From here on the tensor belongs to TensorFlow.js, which deletes it.
        const id = ops.keep(parameters[k]!.value());
        const value = bridge.createOutputTensor({ id, shape, dtype: bridge.binding.TF_FLOAT });
        variable.assign(value);
        value.dispose();
      }
      ops.sweep();
    },
    state: () => readState(parameters, steps),
    dispose() {
      ops.sweep();
      for (const parameter of parameters) parameter.dispose();
      maker.dispose();
    },
  };
}
