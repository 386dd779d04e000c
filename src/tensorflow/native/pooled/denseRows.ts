/**
 * @file The dense layers behind the mean, on plain arrays: one row a text.
 *
 * Letters for shapes: `N` texts, `I` input and `O` output features of a layer.
 */

import type { ActivationName, NetworkLayer } from "../../network.js";
import {
  addProduct,
  addProductTransposeA,
  addProductTransposeB,
  addRows,
  type Numbers,
} from "./products.js";

const activate: Record<ActivationName, (z: number) => number> = {
  linear: (z) => z,
  relu: (z) => Math.max(z, 0),
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
};

/** The derivatives, of the activation's value. */
const slope: Record<ActivationName, (value: number) => number> = {
  linear: () => 1,
  relu: (value) => (value > 0 ? 1 : 0),
  sigmoid: (value) => value * (1 - value),
  tanh: (value) => 1 - value * value,
};

/** The input of each layer, and what the last one gives: shapes `[N, I]`, …, `[N, O]`. */
export function denseForward(
  layers: readonly NetworkLayer[],
  parameters: readonly Numbers[],
  input: Float32Array,
  count: number,
): Float32Array[] {
  const values = [input];
  for (const [l, { inputs, outputs, activation }] of layers.entries()) {
    const [weight, bias] = [parameters[2 * l]!, parameters[2 * l + 1]!];
    const z = new Float32Array(count * outputs);
    for (let i = 0; i < count; ++i) z.set(bias, i * outputs);
    addProduct(z, values[l]!, weight, [count, inputs, outputs]);
    values.push(z.map(activate[activation]));
  }
  return values;
}

/**
 * Adds the gradients of the parameters to `gradients`.
 *
 * @param values - what `denseForward` returned
 * @param gradOutput - of the loss with respect to its last entry
 * @returns the gradient with respect to its first, shape `[N, I]`
 */
export function denseBackward(
  layers: readonly NetworkLayer[],
  parameters: readonly Numbers[],
  values: readonly Float32Array[],
  gradOutput: Float32Array,
  gradients: readonly Numbers[],
): Float32Array {
  let gradValue = gradOutput;
  for (let l = layers.length - 1; l >= 0; --l) {
    const { inputs, outputs, activation } = layers[l]!;
    const count = gradValue.length / outputs;
    const value = values[l + 1]!;
    const gradZ = gradValue.map((entry, k) => entry * slope[activation](value[k]!));
    addProductTransposeA(gradients[2 * l]!, values[l]!, gradZ, [inputs, count, outputs]);
    addRows(gradients[2 * l + 1]!, gradZ, count, outputs);
    gradValue = new Float32Array(count * inputs);
    addProductTransposeB(gradValue, gradZ, parameters[2 * l]!, [count, outputs, inputs]);
  }
  return gradValue;
}
