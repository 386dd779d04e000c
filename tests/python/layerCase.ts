/** @file One layer with given weights: what it computes, and its gradients. */

import type { NamedTensorMap, Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import type { Layer, Tf } from "../../src/tensorflow/index.js";
import { type Drawn, nested, tensor } from "./drawn.js";

/** A question to Keras, and our own answer to it. */
export interface LayerCase {
  readonly name: string;
  readonly request: { readonly kind: string } & Record<string, unknown>;
  /** What our layer answers, on the backend of `tf`. */
  readonly ours: (tf: Tf) => LayerAnswer;
}

/** What both sides answer: nested lists. */
export interface LayerAnswer {
  readonly outputs: readonly unknown[];
  readonly gradInputs: readonly unknown[];
  readonly gradWeights: readonly unknown[];
  /** of the weights, in their order, without the name of the layer; if both sides have the same */
  readonly names?: readonly string[];
  readonly parameters: number;
}

/** What a layer is given. */
interface Problem {
  readonly weights: readonly Drawn[];
  readonly inputs: readonly Drawn[];
  /** ids have no gradient */
  readonly isDiscrete?: boolean;
  /** weights are named otherwise in Keras */
  readonly isNamedOtherwise?: boolean;
  readonly call: (inputs: Tensor[]) => Tensor | Tensor[];
  readonly gradOutputs: readonly Drawn[];
}

/** Outputs, and the gradients of their inner products with `gradOutputs`. */
export function gradientsOf(tf: Tf, layer: Layer, problem: Problem): LayerAnswer {
  const { weights, inputs, call, gradOutputs } = problem;
  let answer: LayerAnswer | undefined;
  tf.tidy(() => {
    const given = inputs.map((each) => tensor(tf, each));
    call(given); // builds it
    layer.setWeights(weights.map((weight) => tensor(tf, weight)));
    const run = () => [call(given)].flat();
    const loss = () =>
      run()
        .map((output, k) => tf.sum(tf.mul(output, tensor(tf, gradOutputs[k]!))))
        .reduce((one, other) => tf.add(one, other)) as Scalar;
    const variables = layer.getWeights() as Variable[];
    const grads: NamedTensorMap =
      variables.length > 0 ? tf.variableGrads(loss, variables).grads : {};
    const zeros = ({ shape }: Tensor) => tf.zeros(shape);
    answer = {
      outputs: run().map(lists),
      gradInputs: problem.isDiscrete ? [] : tf.grads(loss)(given).map(lists),
      gradWeights: variables.map((variable) => lists(grads[variable.name] ?? zeros(variable))),
      ...(problem.isNamedOtherwise ? {} : { names: layer.weights.map(nameOf) }),
      parameters: layer.countParams(),
    };
  });
  layer.dispose();
  return answer!;
}

function nameOf({ originalName }: Layer["weights"][number]): string {
  return originalName.replace(/^[^/]*\//, "");
}

function lists(x: Tensor): unknown {
  return nested({ data: Float32Array.from(x.dataSync()), shape: x.shape });
}
