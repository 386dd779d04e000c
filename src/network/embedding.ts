/**
 * @file An embedding: one row of numbers for every token of a vocabulary, forward and backward.
 *
 * Letters for shapes: `T` tokens of a sequence, `D` features. The vocabulary's size has no letter.
 *
 * Derived in `notebooks/en/13-transformer.ipynb`.
 */

import {
  checkCount,
  checkFinite,
  checkIndex,
  checkSame,
  type Matrix,
  pickRows,
  type Random,
  uniformMatrix,
  zeros,
} from "../matrix/index.js";

/** The parameters of an embedding. */
export interface Embedding {
  /** row `k` stands for token `k`; shape `[vocabularySize, D]` */
  readonly weight: Matrix;
}

export interface EmbeddingOptions {
  /** how many tokens there are; Keras's `input_dim` */
  readonly vocabularySize: number;
  /** `D`; Keras's `output_dim` */
  readonly features: number;
  /** where the weight is drawn from */
  readonly random: Random;
}

/**
 * An embedding drawn uniformly in ±0.05, as in Keras.
 *
 * @throws RangeError unless both sizes are positive integers.
 */
export function createEmbedding(options: EmbeddingOptions): Embedding {
  const { vocabularySize, features, random } = options;
  checkCount("createEmbedding", "vocabularySize", vocabularySize);
  checkCount("createEmbedding", "features", features);
  return { weight: uniformMatrix(random, [vocabularySize, features], -0.05, 0.05) };
}

/**
 * Refuses an empty sequence and tokens that are not in the vocabulary.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError unless there is a token, and each has a row in the embedding.
 */
export function checkTokens(where: string, tokens: ArrayLike<number>, { weight }: Embedding): void {
  checkCount(where, "the number of tokens", tokens.length);
  for (let i = 0; i < tokens.length; ++i) {
    checkIndex(where, `token ${i}`, tokens[i]!, weight.shape[0]);
  }
}

/**
 * Row `i` of the output is row `tokens[i]` of the weight.
 *
 * The same as the product of one-hot rows with the weight, without the zeros.
 *
 * @param tokens - `T` integers in `[0, vocabularySize)`, at least one
 * @returns shape `[T, D]`
 * @throws RangeError if there is no token, one is not in the vocabulary, or its row is not finite.
 */
export function embedding(tokens: ArrayLike<number>, layer: Embedding): Matrix {
  checkTokens("embedding", tokens, layer);
  const output = pickRows(layer.weight, tokens);
  checkFinite("embedding", "the embeddings of the tokens", output.data);
  return output;
}

/** The gradient of a loss with respect to an embedding; tokens are integers and have none. */
export interface EmbeddingBackward {
  /** of the structure of the layer */
  readonly gradLayer: Embedding;
}

/**
 * Row `k` of the gradient is the sum of the rows of `gradOutput` where the token is `k`, else 0.
 *
 * @param tokens - what `embedding` was given
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, D]`
 * @throws RangeError if the sizes differ, a token is not in the vocabulary, or an entry of `gradOutput`
 * is not finite.
 */
export function embeddingBackward(
  tokens: ArrayLike<number>,
  layer: Embedding,
  gradOutput: Matrix,
): EmbeddingBackward {
  const where = "embeddingBackward";
  checkTokens(where, tokens, layer);
  checkSame(
    where,
    "the number of tokens and rows of gradOutput",
    tokens.length,
    gradOutput.shape[0],
  );
  checkSame(where, "columns of weight and gradOutput", layer.weight.shape[1], gradOutput.shape[1]);
  checkFinite(where, "gradOutput", gradOutput.data);
  const weight = zeros(layer.weight.shape);
  const [, features] = weight.shape;
  for (let i = 0; i < tokens.length; ++i) {
    const row = tokens[i]! * features;
    for (let j = 0; j < features; ++j) weight.data[row + j]! += gradOutput.data[i * features + j]!;
  }
  return { gradLayer: { ...layer, weight } };
}
