/** @file A model with every layer of ours, and what it reads. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { random } from "../../src/matrix/index.js";
import {
  denseLayer,
  feedForward,
  globalAveragePooling1d,
  type Layer,
  layerNormalization,
  multiHeadAttention,
  positionalEmbedding,
  type Tf,
  tokenEmbedding,
  transformerDecoder,
  transformerEncoder,
} from "../../src/tensorflow/index.js";
import { chain } from "./byHand.js";

const LENGTH = 7;
export const [VOCABULARY, FEATURES] = [31, 6] as const;

/** An embedding that tells of padding. */
export const maskedEmbedding = (tf: Tf, seed: number): Layer =>
  tokenEmbedding(tf, { inputDim: VOCABULARY, outputDim: FEATURES, maskZero: true, seed });

/** A model with every layer of ours, of two inputs: what is said, and what it answers to. */
export function everyLayer(tf: Tf, dropout = 0): LayersModel {
  const source = tf.input({ shape: [null], dtype: "int32" });
  const target = tf.input({ shape: [null], dtype: "int32" });
  const block = { numHeads: 2, hiddenFeatures: 5, dropout };
  const encoded = chain(
    source,
    maskedEmbedding(tf, 1),
    positionalEmbedding(tf, { kind: "sinusoidal" }),
    transformerEncoder(tf, { ...block, placement: "pre", activation: "gelu", seed: 2 }),
    layerNormalization(tf),
  );
  const said = chain(
    target,
    maskedEmbedding(tf, 3),
    positionalEmbedding(tf, { kind: "learned", maxLength: 11, seed: 4 }),
  );
  const decoded = transformerDecoder(tf, { ...block, keyDim: 2, seed: 5 }).apply([said, encoded]);
  const attended = multiHeadAttention(tf, {
    numHeads: 3,
    keyDim: 4,
    valueDim: 2,
    dropout,
    useCausalMask: true,
    seed: 6,
  }).apply(decoded as SymbolicTensor);
  const output = chain(
    tf.layers.add().apply([decoded, attended] as SymbolicTensor[]) as SymbolicTensor,
    feedForward(tf, { hiddenFeatures: 3, outputActivation: "tanh", seed: 7 }),
    globalAveragePooling1d(tf),
    denseLayer(tf, { units: 3, activation: "softmax", seed: 8 }),
  );
  return tf.model({ inputs: [source, target], outputs: output });
}

/** Token ids, padding behind. */
export function ids(seed: number, count: number, length = LENGTH) {
  const drawn = random(seed);
  const data = Int32Array.from({ length: count * length }, (_, k) =>
    k % length < 2 || drawn.integer(3) > 0 ? 1 + drawn.integer(VOCABULARY - 1) : 0,
  );
  return { data, shape: [count, length] as const };
}
