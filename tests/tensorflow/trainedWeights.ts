/** @file The numbers of a network that TensorFlow trains, there and back. */

import type { LayersModel, Variable } from "@tensorflow/tfjs";
import { Matrix } from "../../src/matrix/index.js";
import { packedMatricesOf, replaceMatrices } from "../../src/network/index.js";
import { getWeights, type Tf } from "../../src/tensorflow/index.js";

/** A variable for each matrix of a network, in their order. */
export function variablesOf(tf: Tf, network: object): Variable[] {
  return packedMatricesOf(network).map(({ data, shape }) =>
    tf.variable(tf.tensor2d(Float32Array.from(data), [...shape])),
  );
}

/** The network with the numbers of its variables. */
export function withVariables<Network extends object>(
  network: Network,
  variables: readonly Variable[],
): Network {
  const matrices = variables.map((variable) => ({
    data: Float64Array.from(variable.dataSync()),
    shape: variable.shape as [number, number],
  }));
  return replaceMatrices(network, matrices);
}

/** Names the layers of a model in the order in which its network has their matrices, a seed for each. */
export function layerNames(): () => { name: string; seed: number } {
  let count = 0;
  return () => ({ name: `layer_${String(++count).padStart(2, "0")}`, seed: count });
}

/** The matrices of the layers that `layerNames` has named, in that order. */
export function namedMatrices(model: LayersModel): Matrix[] {
  const layers = model.layers
    .filter(({ name }) => name.startsWith("layer_"))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return getWeights({ layers } as LayersModel).map(({ data, shape }) => new Matrix(data, shape));
}
