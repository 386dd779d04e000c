/** @file Programs 1 and 2 of random sizes, with examples, for Keras and for us. */

import type { LayersModel, SymbolicTensor, Tensor } from "@tensorflow/tfjs";
import { Matrix } from "../../src/matrix/index.js";
import {
  denseLayer,
  globalAveragePooling1d,
  type LabelledRows,
  multiHeadAttention,
  type Tf,
  tokenEmbedding,
} from "../../src/tensorflow/index.js";
import { between, chance, draw, entries, nested } from "./drawn.js";

/** Examples of a training step. */
export const BATCH = 13;

/** One program: what Keras makes it of, the model here, and examples. */
export interface Program {
  readonly name: string;
  readonly program: "program1" | "program2";
  readonly options: object;
  readonly examples: LabelledRows;
  readonly build: (tf: Tf) => LayersModel;
}

/** Dense layers, softmax at the end: of the documents' sizes, or of others. */
export function program1(sizes: readonly number[]): Program {
  const count = between(20, 40);
  const { data } = entries([count, sizes[0]!]);
  const labels = Array.from({ length: count }, () => draw.integer(sizes.at(-1)!));
  const build = (tf: Tf) => {
    const model = tf.sequential();
    for (const [l, units] of sizes.slice(1).entries()) {
      const activation = l === sizes.length - 2 ? "softmax" : "relu";
      const first = l === 0 ? { inputSize: sizes[0]! } : {};
      model.add(denseLayer(tf, { units, activation, seed: draw.integer(1000), ...first }));
    }
    return stirred(tf, model);
  };
  return {
    name: `program 1, ${sizes.join("-")}`,
    program: "program1",
    options: { sizes },
    examples: { input: { data, shape: [count, sizes[0]!] }, labels },
    build,
  };
}

export interface TextSizes {
  readonly length: number;
  readonly vocabulary: number;
  readonly features: number;
  readonly heads: number;
  readonly key_dim: number;
  readonly hidden: readonly number[];
}

/**
 * Embedding, attention, mean, dense layers, one logit; texts end in padding.
 *
 * No token comes twice in a batch. Where one does, Keras 3.15 on TensorFlow is not Adam: it squares the
 * gradient of each place and adds the squares, instead of adding the gradients first.
 */
export function program2(sizes: TextSizes): Program {
  const { length, vocabulary, features, heads, key_dim, hidden } = sizes;
  const count = between(20, 40);
  const ids = new Int32Array(count * length);
  let order = draw.permutation(vocabulary - 1);
  for (let i = 0; i < count; ++i) {
    if (i % BATCH === 0) order = draw.permutation(vocabulary - 1);
    const end = between(1, length);
    for (let t = 0; t < end; ++t) ids[i * length + t] = 1 + order[(i % BATCH) * length + t]!;
  }
  const build = (tf: Tf) => {
    const layers = [
      tokenEmbedding(tf, {
        inputDim: vocabulary,
        outputDim: features,
        maskZero: true,
        seed: 1,
        ...(isSequential ? { inputShape: [length] } : {}),
      }),
      multiHeadAttention(tf, { numHeads: heads, keyDim: key_dim, seed: 2 }),
      globalAveragePooling1d(tf),
      ...hidden.map((units, k) => denseLayer(tf, { units, activation: "relu", seed: k })),
      denseLayer(tf, { units: 1, seed: 3 }),
    ];
    if (isSequential) {
      const model = tf.sequential();
      for (const layer of layers) model.add(layer);
      return stirred(tf, model);
    }
    const input = tf.input({ shape: [length], dtype: "int32" });
    let output = input;
    for (const layer of layers) output = layer.apply(output) as SymbolicTensor;
    return stirred(tf, tf.model({ inputs: input, outputs: output }));
  };
  const isSequential = chance();
  return {
    name: `program 2, ${JSON.stringify(sizes)}, ${isSequential ? "sequential" : "functional"} here`,
    program: "program2",
    options: sizes,
    examples: {
      input: { data: ids, shape: [count, length] },
      labels: Array.from({ length: count }, () => draw.integer(2)),
    },
    build,
  };
}

/** Weights of which none is zero, biases as well. */
function stirred(tf: Tf, model: LayersModel): LayersModel {
  tf.tidy(() => {
    for (const layer of model.layers) {
      const drawn = layer.getWeights().map(({ shape }) => {
        const { data } = entries(shape, 1.7 / Math.sqrt(shape[0]!));
        return tf.tensor(data, shape);
      });
      layer.setWeights(drawn);
    }
  });
  return model;
}

/** What the model says to the examples, as nested lists. */
export function outputsOf(tf: Tf, model: LayersModel, { input }: LabelledRows): unknown {
  let lists: unknown;
  tf.tidy(() => {
    const isIds = input.data instanceof Int32Array;
    const rows = tf.tensor2d(
      input.data as Int32Array,
      [...input.shape],
      isIds ? "int32" : "float32",
    );
    const output = model.predict(rows, { batchSize: input.shape[0] }) as Tensor;
    lists = nested({ data: Float32Array.from(output.dataSync()), shape: output.shape });
  });
  return lists;
}

/** Rows as nested lists, for Python. */
export function rowsOf({ input }: LabelledRows): unknown {
  return nested({ data: Float32Array.from(input.data), shape: input.shape });
}

/** Inputs of 32 bits as `fit` takes them. */
export function fittable({ input, labels }: LabelledRows): LabelledRows {
  if (input.data instanceof Int32Array) return { input, labels };
  return { input: new Matrix(Float64Array.from(input.data), input.shape), labels };
}
