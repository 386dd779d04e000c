/**
 * @file Tokens as a Transformer reads them: embeddings, scaled, with positions added.
 *
 * Letters for shapes: `T` tokens of a sequence, `D` features.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), sections 3.4 and 3.5.
 */

import { add, checkSame, type Matrix, scale } from "../matrix/index.js";
import { type Embedding, embedding, embeddingBackward } from "./embedding.js";
import { learnedPositions, learnedPositionsBackward, sinusoidalPositions } from "./positions.js";

/** The parameters of tokens with positions. */
export interface TokenRows {
  /** shape `[vocabularySize, D]` */
  readonly embedding: Embedding;
  /** learned positions, shape `[longest, D]`; where absent, positions are sinusoidal */
  readonly positions?: Embedding;
}

function check(where: string, { embedding, positions }: TokenRows): void {
  if (!positions) return;
  const [width, other] = [embedding.weight.shape[1], positions.weight.shape[1]];
  checkSame(where, "columns of embedding and positions", width, other);
}

/**
 * `√D · embedding(tokens) + positions`.
 *
 * The root brings embeddings of variance `1/D` to variance 1, beside waves of variance 1/2.
 *
 * @param tokens - `T` integers in `[0, vocabularySize)`
 * @returns shape `[T, D]`
 * @throws RangeError if a token is not in the vocabulary, there is none, or they are more than the
 * learned positions.
 */
export function tokenRows(tokens: ArrayLike<number>, layer: TokenRows): Matrix {
  check("tokenRows", layer);
  const rows = embedding(tokens, layer.embedding);
  const [length, features] = rows.shape;
  const positions = layer.positions
    ? learnedPositions(length, layer.positions)
    : sinusoidalPositions(length, features);
  return add(scale(rows, Math.sqrt(features)), positions);
}

/** The gradient of a loss with respect to embeddings and positions. */
export interface TokenRowsBackward {
  /** of the structure of the layer */
  readonly gradLayer: TokenRows;
}

/**
 * `√D · gradOutput` scattered to the tokens, `gradOutput` as it is to the positions.
 *
 * @param tokens - what `tokenRows` was given
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, D]`
 * @throws RangeError as `tokenRows`, or if the sizes differ.
 */
export function tokenRowsBackward(
  tokens: ArrayLike<number>,
  layer: TokenRows,
  gradOutput: Matrix,
): TokenRowsBackward {
  check("tokenRowsBackward", layer);
  const factor = Math.sqrt(gradOutput.shape[1]);
  const { positions } = layer;
  const embedded = embeddingBackward(tokens, layer.embedding, scale(gradOutput, factor));
  return {
    gradLayer: {
      ...layer,
      embedding: embedded.gradLayer,
      ...(positions && {
        positions: learnedPositionsBackward(tokens.length, positions, gradOutput).gradLayer,
      }),
    },
  };
}
