/** @file Models to be written as files of Keras; each ends with its test. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { afterEach, beforeAll } from "vitest";
import {
  denseLayer,
  globalAveragePooling1d,
  loadTensorFlow,
  multiHeadAttention,
  type Tf,
  tokenEmbedding,
} from "../../src/tensorflow/index.js";

export let tf: Tf;
const made: LayersModel[] = [];
beforeAll(async () => {
  ({ tf } = await loadTensorFlow());
});
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

/** A model that ends with its test. */
export function kept<M extends LayersModel>(model: M): M {
  made.push(model);
  return model;
}

interface TextOptions {
  readonly heads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  readonly features: number;
  readonly useBias: boolean;
  readonly useCausalMask: boolean;
}

export function texts(options: TextOptions): LayersModel {
  const { heads, keyDim, valueDim, features, useBias, useCausalMask } = options;
  const input = tf.input({ shape: [null], dtype: "int32", name: "ids" });
  const attention = { numHeads: heads, keyDim, valueDim, useBias, useCausalMask, dropout: 0.25 };
  const layers = [
    tokenEmbedding(tf, { inputDim: 31, outputDim: features, maskZero: true, seed: 1 }),
    multiHeadAttention(tf, { ...attention, outputShape: 11, seed: 2, name: "look" }),
    globalAveragePooling1d(tf),
    denseLayer(tf, { units: 3, activation: "tanh", seed: 3 }),
    denseLayer(tf, { units: 2, seed: 4 }),
  ];
  let output = input;
  for (const layer of layers) output = layer.apply(output) as SymbolicTensor;
  return kept(tf.model({ inputs: input, outputs: output, name: "texts" }));
}

export const small = {
  heads: 2,
  keyDim: 3,
  valueDim: 5,
  features: 7,
  useBias: true,
  useCausalMask: false,
};
