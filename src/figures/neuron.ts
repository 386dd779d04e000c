/** @file A ReLU neuron of two inputs: w is the weight, b the bias, z = w·x + b. */

import { relu } from "../network/activations.js";

/** A ReLU neuron of two inputs, and inputs to try it on. */
export interface NeuronPlane {
  readonly weight: readonly [number, number];
  readonly bias: number;
  readonly inputs: readonly (readonly [number, number])[];
}

/** What a neuron computes from one input: `z = w·x + b` and `a = max(0, z)`. */
export interface NeuronAnswer {
  readonly z: number;
  readonly a: number;
}

/** `z = w·x + b` and `a = max(0, z)` for each input. */
export function answersOf({ weight, bias, inputs }: NeuronPlane): NeuronAnswer[] {
  return inputs.map(([x1, x2]) => {
    const z = x1 * weight[0] + x2 * weight[1] + bias;
    return { z, a: relu.value(z) };
  });
}
