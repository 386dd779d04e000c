/**
 * @file Training on TensorFlow's own library: the backward pass by hand, one operation a formula.
 *
 * A step is about thirty operations; `model.fit` of TensorFlow.js runs two hundred. Parameters and
 * Adam's memory stay in TensorFlow's variables and are changed in place.
 *
 * Letters for shapes: `N` examples, `I` input and `O` output features of a layer, `C` classes.
 */

import type { Tf } from "../backend.js";
import type { ActivationName, Network } from "../network.js";
import {
  type Batch,
  type BatchResult,
  checkedLoss,
  countRight,
  type Stepper,
  type TrainingState,
} from "../stepper.js";
import { operations, type TensorId } from "./operations.js";
import { floatRate, type Parameter, parameterMaker, readState } from "./variable.js";

/** The operations of an activation and of its gradient, which is given the activation's value. */
const activations: Record<Exclude<ActivationName, "linear">, [string, string]> = {
  relu: ["Relu", "ReluGrad"],
  sigmoid: ["Sigmoid", "SigmoidGrad"],
  tanh: ["Tanh", "TanhGrad"],
};

interface Forward {
  /** the values of the parameters, weight, bias, weight, bias, … */
  readonly values: readonly TensorId[];
  /** the input of each layer, shape `[N, I]` */
  readonly inputs: readonly TensorId[];
  /** gradient of the summed loss with respect to the logits, shape `[N, C]` */
  readonly gradLogits: TensorId;
  readonly result: BatchResult;
}

/** The network on the native backend, which must be the current one. */
export function nativeStepper(tf: Tf, network: Network, start: TrainingState): Stepper {
  const ops = operations(tf);
  const transposeA = [ops.flag("transpose_a", true)];
  const transposeB = [ops.flag("transpose_b", true)];
  const maker = parameterMaker(ops);
  const { adam } = start;
  const parameters: Parameter[] = start.parameters.map((value, k) => {
    const { inputs, outputs } = network.layers[k >> 1]!;
    const shape = k % 2 === 0 ? [inputs, outputs] : [outputs];
    return maker.make(shape, [value, adam.mean[k]!, adam.square[k]!]);
  });
  let steps = adam.steps;

  function forward({ inputs: [input], labels, count }: Batch): Forward {
    const values = parameters.map((parameter) => parameter.value());
    const inputs: TensorId[] = [];
    let output = ops.tensor(input!, [count, network.inputs]);
    for (const [l, { activation }] of network.layers.entries()) {
      inputs.push(output);
      const weighted = ops.one("MatMul", [output, values[2 * l]!]);
      output = ops.one("BiasAdd", [weighted, values[2 * l + 1]!]); // [N, O]
      if (activation !== "linear") output = ops.one(activations[activation][0], [output]);
    }
    const classes = ops.tensor(labels, [count]);
    const name = "SparseSoftmaxCrossEntropyWithLogits";
    const [losses, gradLogits] = ops.many(name, [output, classes], 2);
    const result = {
      loss: checkedLoss(ops.read(losses!).reduce((sum, loss) => sum + loss, 0)),
      right: countRight(ops.read(output), labels, network.classes),
      weight: count,
    };
    return { values, inputs, gradLogits: gradLogits!, result };
  }

  function backward({ values, inputs, gradLogits }: Forward, count: number): TensorId[] {
    const share = ops.tensor(Float32Array.of(1 / count), []);
    let gradOutput = ops.one("Mul", [gradLogits, share]);
    const gradients: TensorId[] = [];
    for (let l = network.layers.length - 1; l >= 0; --l) {
      gradients[2 * l] = ops.one("MatMul", [inputs[l]!, gradOutput], transposeA); // [I, O]
      gradients[2 * l + 1] = ops.one("BiasAddGrad", [gradOutput]); // [O]
      if (l === 0) break;
      gradOutput = ops.one("MatMul", [gradOutput, values[2 * l]!], transposeB); // [N, I]
      const { activation } = network.layers[l - 1]!;
      if (activation === "linear") continue;
      // TensorFlow's ReluGrad takes gradient and value, the other two the other way round.
      const pair = [gradOutput, inputs[l]!];
      const operands = activation === "relu" ? pair : pair.reverse();
      gradOutput = ops.one(activations[activation][1], operands);
    }
    return gradients;
  }

  return {
    step(batch, rate) {
      const pass = forward(batch);
      const gradients = backward(pass, batch.count);
      // Held any longer, each would be copied before it is changed.
      pass.values.forEach(ops.drop);
      steps += 1;
      const scalar = ops.tensor(Float32Array.of(floatRate(rate, steps)), []);
      for (const [k, parameter] of parameters.entries()) parameter.apply(gradients[k]!, scalar);
      ops.sweep();
      return pass.result;
    },
    evaluate(batch) {
      const { result } = forward(batch);
      ops.sweep();
      return result;
    },
    gradients(batch) {
      const gradients = backward(forward(batch), batch.count).map(ops.read);
      ops.sweep();
      return gradients;
    },
    state: () => readState(parameters, steps),
    dispose() {
      ops.sweep();
      for (const parameter of parameters) parameter.dispose();
      maker.dispose();
    },
  };
}
