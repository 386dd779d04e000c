/**
 * @file Weights into a model of TensorFlow.js and out of it, in the shapes of `parameters(mlp)`.
 *
 * Letters for shapes: `I` input and `O` output features of a layer.
 */

import type { LayersModel } from "@tensorflow/tfjs";
import { checkFinite, checkSame } from "../matrix/check.js";
import type { Tf } from "./backend.js";
import { denseLayers } from "./network.js";

/** Numbers with a shape: a `Matrix` is one. */
export interface MatrixLike {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [number, number];
}

/** A weight `[I, O]` or a bias `[1, O]` as it came out of a model; `new Matrix(data, shape)` takes it. */
export interface Weights {
  readonly data: Float64Array;
  readonly shape: readonly [rows: number, cols: number];
}

/**
 * The parameters of a model of dense layers: weight, bias, weight, bias, …, first layer first.
 *
 * @returns weights of shape `[I, O]`, biases of shape `[1, O]`
 * @throws RangeError if the model has other layers than Dense and Flatten.
 */
export function getWeights(model: LayersModel): Weights[] {
  return denseLayers("getWeights", model).flatMap((layer) =>
    layer.getWeights().map((tensor): Weights => {
      const [rows, cols] = tensor.rank === 2 ? tensor.shape : [1, tensor.shape[0]];
      return { data: Float64Array.from(tensor.dataSync()), shape: [rows!, cols!] };
    }),
  );
}

/**
 * Writes parameters into a model, rounded to 32 bits: the inverse of `getWeights`.
 *
 * @param weights - weight `[I, O]`, bias `[1, O]`, …: what `parameters(mlp)` gives
 * @throws RangeError if there are too many or too few, or one has not the shape of the model's or is
 * not finite.
 */
export function setWeights(tf: Tf, model: LayersModel, weights: readonly MatrixLike[]): void {
  const variables = denseLayers("setWeights", model).flatMap((layer) => layer.getWeights());
  const what = "numbers of the model's parameters and of weights";
  checkSame("setWeights", what, variables.length, weights.length);
  for (const [k, { shape }] of variables.entries()) {
    const wanted = shape.length === 2 ? shape : [1, ...shape];
    const { shape: given } = weights[k]!;
    if (wanted.join() !== given.join()) {
      const got = `[${wanted.join(", ")}] and [${given.join(", ")}]`;
      throw new RangeError(`setWeights: shapes of parameter ${k} must be equal, got ${got}`);
    }
  }
  const arrays = weights.map(({ data }) => Float32Array.from(data));
  for (const [k, array] of arrays.entries()) {
    checkFinite("setWeights", `parameter ${k} in float32`, array);
  }
  assign(tf, model, arrays);
}

/** Writes numbers into the parameters of a model; nothing is checked. */
export function assign(tf: Tf, model: LayersModel, arrays: readonly Float32Array[]): void {
  let k = 0;
  for (const layer of denseLayers("assign", model)) {
    // The variables copy; the tensors that carry the numbers are given back.
    tf.tidy(() => {
      layer.setWeights(layer.getWeights().map(({ shape }) => tf.tensor(arrays[k++]!, shape)));
    });
  }
}
