/** @file One small classifier of texts, by hand in float64, for the native stepper. Sizes are distinct primes. */

import { type Matrix, normalMatrix, random, zeros } from "../../src/matrix/index.js";
import {
  type AttentionClassifier,
  attentionClassifier,
  attentionClassifierBackward,
  binaryCrossEntropy,
  binaryCrossEntropyBackward,
  createEmbedding,
  createMlp,
  createMultiHeadAttention,
  matricesOf,
  packHeads,
  tanh,
} from "../../src/network/index.js";
import type { PooledAttention } from "../../src/tensorflow/pooledAttention.js";
import type { Batch } from "../../src/tensorflow/stepper.js";

export const sizes: PooledAttention = {
  vocabulary: 23,
  width: 5,
  numHeads: 3,
  keyDim: 7,
  valueDim: 2,
  outputs: 13,
  layers: [
    { inputs: 13, outputs: 17, activation: "tanh" },
    { inputs: 17, outputs: 1, activation: "linear" },
  ],
  classes: 1,
};

/** Tokens of a text with padding. */
export const LENGTH = 11;

/** Weights of size one, biases as well, so that every term counts. */
export function classifier(seed: number): AttentionClassifier {
  const drawn = random(seed);
  const { vocabulary, width, numHeads, keyDim, valueDim, outputs } = sizes;
  const options = { features: width, numHeads, keyDim, valueDim, outputFeatures: outputs };
  const layer = {
    embedding: createEmbedding({ vocabularySize: vocabulary, features: width, random: drawn }),
    attention: createMultiHeadAttention({ ...options, random: drawn }),
    dense: createMlp({ sizes: [outputs, 17, 1], hidden: tanh, random: drawn }),
  };
  for (const { data, shape } of matricesOf(layer)) {
    data.set(normalMatrix(drawn, shape, 0, 0.7).data);
  }
  return layer;
}

/** The matrices of a classifier, or of its gradient, in the order of Keras. */
export function inOrder({ embedding, attention, dense }: AttentionClassifier): Matrix[] {
  return [embedding, packHeads(attention), dense].flatMap(matricesOf);
}

/** Texts of 1 to `LENGTH` tokens, padding behind them and here and there between them. */
export function texts(count: number, seed: number): Batch & { readonly inputs: [Int32Array] } {
  const drawn = random(seed);
  const ids = new Int32Array(count * LENGTH);
  for (let i = 0; i < count; ++i) {
    const end = 1 + drawn.integer(LENGTH);
    for (let t = 0; t < end; ++t) ids[i * LENGTH + t] = drawn.integer(sizes.vocabulary);
    ids[i * LENGTH + drawn.integer(end)] = 1 + drawn.integer(sizes.vocabulary - 1);
  }
  return {
    inputs: [ids],
    labels: Int32Array.from({ length: count }, () => drawn.integer(2)),
    count,
  };
}

/** The mean loss of a batch by hand, how many it has right, and the gradients. */
export function byHand(
  layer: AttentionClassifier,
  { inputs: [ids], labels, count }: ReturnType<typeof texts>,
): { loss: number; right: number; gradients: Matrix[] } {
  const gradients = inOrder(layer).map(({ shape }) => zeros(shape));
  let [loss, right] = [0, 0];
  for (const [i, label] of labels.entries()) {
    const text = { tokens: ids.subarray(i * LENGTH, (i + 1) * LENGTH), padding: 0 };
    const forward = attentionClassifier(text, layer);
    const entropy = binaryCrossEntropy(forward.logit, [label]);
    loss += entropy.loss / count;
    if (forward.logit.data[0]! > 0 === (label === 1)) right += 1;
    const gradLogit = binaryCrossEntropyBackward(entropy.probabilities, [label]);
    const { gradLayer } = attentionClassifierBackward(text, layer, forward, gradLogit);
    for (const [k, { data }] of inOrder(gradLayer).entries()) {
      for (const [j, entry] of data.entries()) gradients[k]!.data[j]! += entry / count;
    }
  }
  return { loss, right, gradients };
}
