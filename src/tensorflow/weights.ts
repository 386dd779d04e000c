/**
 * @file Weights into a model of TensorFlow.js and out of it, as matrices: in the shapes of `parameters(mlp)`.
 *
 * Letters for shapes: `I` input and `O` output features of a layer; for attention `D` features of a
 * token, `H` heads, `K` features of a query or key, `V` of a value.
 */

import type { LayersModel } from "@tensorflow/tfjs";
import { checkFinite, checkSame } from "../matrix/check.js";
import type { Tf } from "./backend.js";

/** Numbers with a shape: a `Matrix` is one. */
export interface MatrixLike {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [number, number];
}

/**
 * A weight `[I, O]` or a bias `[1, O]` as it came out of a model; `new Matrix(data, shape)` takes it.
 *
 * Attention has its heads side by side: kernels of query, key and value are `[D, H · K]`, that of the
 * output `[H · V, D]`.
 */
export interface Weights {
  readonly data: Float64Array;
  readonly shape: readonly [rows: number, cols: number];
}

/**
 * The parameters of a model, first layer first: weight, bias, weight, bias, …
 *
 * @returns weights of shape `[I, O]`, biases of shape `[1, O]`
 */
export function getWeights(model: LayersModel): Weights[] {
  return variablesOf(model).map((weight) => ({
    data: Float64Array.from(weight.read().dataSync()),
    shape: matrixShape(weight),
  }));
}

/** The shape of a weight as a matrix: biases and factors are rows. */
export function matrixShape({ shape, originalName }: Variable): [rows: number, cols: number] {
  const lengths = shape as number[];
  const size = lengths.reduce((product, length) => product * length, 1);
  const isTable = /(kernel|embeddings)$/.test(originalName);
  if (!isTable) return [1, size];
  // The heads of attention's last projection are with its inputs.
  const cols = originalName.endsWith("attention_output/kernel")
    ? lengths.at(-1)!
    : size / lengths[0]!;
  return [size / cols, cols];
}

type Variable = LayersModel["layers"][number]["weights"][number];

function variablesOf(model: LayersModel): Variable[] {
  return model.layers.flatMap((layer) => layer.weights);
}

/**
 * Writes parameters into a model, rounded to 32 bits: the inverse of `getWeights`.
 *
 * @param weights - weight `[I, O]`, bias `[1, O]`, …: what `parameters(mlp)` gives
 * @throws RangeError if there are too many or too few, or one has not the shape of the model's or is
 * not finite.
 */
export function setWeights(tf: Tf, model: LayersModel, weights: readonly MatrixLike[]): void {
  const variables = variablesOf(model);
  const what = "numbers of the model's parameters and of weights";
  checkSame("setWeights", what, variables.length, weights.length);
  for (const [k, variable] of variables.entries()) {
    const wanted = matrixShape(variable);
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
  for (const layer of model.layers) {
    // The variables copy; the tensors that carry the numbers are given back.
    tf.tidy(() => {
      layer.setWeights(layer.getWeights().map(({ shape }) => tf.tensor(arrays[k++]!, shape)));
    });
  }
}
