/**
 * @file The documents' second program, repaired, forward and backward: does a text belong to a class?
 *
 * Embedding, self-attention, the mean over the tokens, dense layers, one logit. The documents' listing
 * lacks the mean, and hands the attention one input where it needs two: it does not run.
 *
 * Letters for shapes: `T` tokens of a text, `D` features of a token.
 *
 * `fast/classifier` computes the same in single precision and many times faster.
 *
 * Derived in `notebooks/en/14-program-2.ipynb`.
 */

import { checkFinite, type Matrix, type Random } from "../matrix/index.js";
import { createEmbedding, type Embedding, embedding, embeddingBackward } from "./embedding.js";
import { paddingMask } from "./masks.js";
import { meanPooling, meanPoolingBackward } from "./meanPooling.js";
import { createMlp, type Mlp, type MlpForward, mlpBackward, mlpForward } from "./mlp.js";
import type { MultiHeadAttention, MultiHeadAttentionForward } from "./multiHeadAttention.js";
import { createMultiHeadAttention } from "./packing.js";
import { isTokenOf } from "./padding.js";
import { selfAttention, selfAttentionBackward } from "./selfAttention.js";

/** The parameters of the classifier. */
export interface AttentionClassifier {
  readonly embedding: Embedding;
  readonly attention: MultiHeadAttention;
  /** from the mean of the tokens, shape `[1, D]`, to the logit, shape `[1, 1]` */
  readonly dense: Mlp;
}

export interface AttentionClassifierOptions {
  /** how many tokens there are; 10,000 in the documents */
  readonly vocabularySize: number;
  /** `D`; defaults to 16, as in the documents */
  readonly features?: number;
  /** defaults to 2, as in the documents */
  readonly numHeads?: number;
  /** features of a head's query, key and value; defaults to 16, as in the documents */
  readonly keyDim?: number;
  /** features of the hidden dense layers, with ReLU; defaults to `[16, 16]`, as in the documents */
  readonly hidden?: readonly number[];
  /** where the weights are drawn from */
  readonly random: Random;
}

/**
 * A classifier with weights drawn as in Keras; 162,721 parameters with the documents' sizes.
 *
 * @throws RangeError unless all sizes are positive integers.
 */
export function createAttentionClassifier(
  options: AttentionClassifierOptions,
): AttentionClassifier {
  const { vocabularySize, features = 16, numHeads = 2, keyDim = 16, random } = options;
  const { hidden = [16, 16] } = options;
  return {
    embedding: createEmbedding({ vocabularySize, features, random }),
    attention: createMultiHeadAttention({ features, numHeads, keyDim, random }),
    dense: createMlp({ sizes: [features, ...hidden, 1], random }),
  };
}

/** The text that a classifier reads. */
export interface TokenSequence {
  /** `T` integers in `[0, vocabularySize)` */
  readonly tokens: ArrayLike<number>;
  /** the token that only fills up a text: nobody looks at it, no mean counts it; defaults to none */
  readonly padding?: number;
}

/** All that the classifier computes on its way. */
export interface AttentionClassifierForward {
  /** the embeddings of the tokens, shape `[T, D]` */
  readonly embedded: Matrix;
  /** `attention.heads[h].weights` is who looked at whom, shape `[T, T]` */
  readonly attention: MultiHeadAttentionForward;
  /** the mean of the tokens, shape `[1, D]` */
  readonly pooled: Matrix;
  readonly dense: MlpForward;
  /** positive for label 1, shape `[1, 1]` */
  readonly logit: Matrix;
}

function masksOf(where: string, { tokens, padding }: TokenSequence) {
  const isToken = isTokenOf(where, "tokens", tokens, padding);
  return { isToken, ...(isToken && { mask: paddingMask(tokens.length, isToken) }) };
}

/**
 * `dense(mean(attention(embedding(tokens))))`: the sigmoid of the logit is how probable label 1 is.
 *
 * The order of the tokens does not matter: nothing here knows where a token stands.
 *
 * @param text - `T` tokens, integers, each in the vocabulary
 * @returns all on the way; the `logit` has shape `[1, 1]`
 * @throws RangeError if a token is not in the vocabulary, there is none but padding, or the logit is not
 * finite.
 */
export function attentionClassifier(
  text: TokenSequence,
  layer: AttentionClassifier,
): AttentionClassifierForward {
  const embedded = embedding(text.tokens, layer.embedding);
  const { isToken, ...mask } = masksOf("attentionClassifier", text);
  const attention = selfAttention({ input: embedded, ...mask }, layer.attention);
  const pooled = meanPooling(attention.output, isToken);
  const dense = mlpForward(layer.dense, pooled);
  checkFinite("attentionClassifier", "logit", dense.output.data);
  return { embedded, attention, pooled, dense, logit: dense.output };
}

/** The gradient of a loss with respect to the classifier. */
export interface AttentionClassifierBackward {
  /** of the structure of the layer */
  readonly gradLayer: AttentionClassifier;
}

/**
 * From the logit through the dense layers, the mean, the attention, to the embeddings.
 *
 * @param forward - what `attentionClassifier` returned for this text and layer
 * @param gradLogit - gradient of the loss with respect to the logit, shape `[1, 1]`
 * @throws RangeError if the shapes do not fit together.
 */
export function attentionClassifierBackward(
  text: TokenSequence,
  layer: AttentionClassifier,
  forward: AttentionClassifierForward,
  gradLogit: Matrix,
): AttentionClassifierBackward {
  const { embedded, attention } = forward;
  const { isToken, ...mask } = masksOf("attentionClassifierBackward", text);
  const { gradInput, gradients } = mlpBackward(layer.dense, forward.dense, gradLogit);
  const gradAttended = meanPoolingBackward(attention.output, gradInput, isToken);
  const sequence = { input: embedded, ...mask };
  const attended = selfAttentionBackward(sequence, layer.attention, attention, gradAttended);
  const looked = embeddingBackward(text.tokens, layer.embedding, attended.gradInput);
  const layers = layer.dense.layers.map((dense, l) => {
    const { gradWeight, gradBias } = gradients[l]!;
    return { ...dense, weight: gradWeight, bias: gradBias };
  });
  return {
    gradLayer: {
      ...layer,
      embedding: looked.gradLayer,
      attention: attended.gradLayer,
      dense: { ...layer.dense, layers },
    },
  };
}
