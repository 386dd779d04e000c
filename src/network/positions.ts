/**
 * @file Where a token stands, as numbers that are added to its embedding: waves, or learned rows.
 *
 * Letters for shapes: `T` tokens of a sequence, `D` features.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.5. Derived in
 * `notebooks/en/11-multi-head-attention.ipynb`.
 */

import { checkCount, checkPositive, generate, type Matrix } from "../matrix/index.js";
import {
  type Embedding,
  type EmbeddingBackward,
  embedding,
  embeddingBackward,
} from "./embedding.js";

/**
 * `PE(t, 2i) = sin(t / base^(2i/D))`, `PE(t, 2i + 1) = cos(t / base^(2i/D))`, positions `t` from 0.
 *
 * Waves from length 2π to almost `2π · base` tokens. A shift by some tokens turns every pair of
 * features by an angle of its own, wherever it starts.
 *
 * @param length - `T`
 * @param features - `D`; where it is odd, the last wave has its sine only
 * @param base - defaults to 10,000
 * @returns shape `[T, D]`, entries in [−1, 1]
 * @throws RangeError unless `length` and `features` are positive integers, `base` is positive.
 */
export function sinusoidalPositions(length: number, features: number, base = 10_000): Matrix {
  checkCount("sinusoidalPositions", "length", length);
  checkCount("sinusoidalPositions", "features", features);
  checkPositive("sinusoidalPositions", "base", base);
  return generate([length, features], (t, j) => {
    const isSine = j % 2 === 0;
    const angle = t / base ** ((isSine ? j : j - 1) / features);
    return isSine ? Math.sin(angle) : Math.cos(angle);
  });
}

/**
 * The first `length` rows of a table that is trained like an embedding: position `t` is its token.
 *
 * @param length - `T`, at most the rows of the table
 * @returns shape `[T, D]`
 * @throws RangeError unless `length` is a positive integer that the table reaches.
 */
export function learnedPositions(length: number, layer: Embedding): Matrix {
  return embedding(positions("learnedPositions", length, layer), layer);
}

/**
 * The rows of `gradOutput` for the positions that there are, 0 for those beyond.
 *
 * @param length - what `learnedPositions` was given
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, D]`
 * @throws RangeError as `learnedPositions`, or if the sizes differ.
 */
export function learnedPositionsBackward(
  length: number,
  layer: Embedding,
  gradOutput: Matrix,
): EmbeddingBackward {
  const where = "learnedPositionsBackward";
  return embeddingBackward(positions(where, length, layer), layer, gradOutput);
}

/** 0, 1, …, T − 1. */
function positions(where: string, length: number, { weight }: Embedding): number[] {
  checkCount(where, "length", length);
  if (length > weight.shape[0]) {
    const got = `got ${length} and ${weight.shape[0]}`;
    throw new RangeError(`${where}: length must be at most the number of positions, ${got}`);
  }
  return Array.from({ length }, (_, t) => t);
}
