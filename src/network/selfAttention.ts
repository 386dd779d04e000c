/**
 * @file Multi-head attention of a sequence to itself, forward and backward: one matrix is query, key
 * and value.
 *
 * Letters for shapes: `T` tokens, `D` features of a token, `O` output features.
 *
 * Derived in `notebooks/en/11-multi-head-attention.ipynb`.
 */

import { add, type Matrix } from "../matrix/index.js";
import {
  type MultiHeadAttention,
  type MultiHeadAttentionForward,
  type MultiHeadAttentionInput,
  multiHeadAttention,
  multiHeadAttentionBackward,
} from "./multiHeadAttention.js";

/** What self-attention reads. */
export interface SequenceInput {
  /** the tokens, shape `[T, D]` */
  readonly input: Matrix;
  /** shape `[T, T]`, 1 where a token may look at another, else 0; defaults to 1 everywhere */
  readonly mask?: Matrix;
}

function thrice({ input, mask }: SequenceInput): MultiHeadAttentionInput {
  return { query: input, key: input, value: input, ...(mask && { mask }) };
}

/**
 * `multiHeadAttention` with the input as query, key and value.
 *
 * @param sequence - tokens, shape `[T, D]`, and who may look at whom, shape `[T, T]`
 * @returns what `multiHeadAttention` returns; the `output` has shape `[T, D]`
 * @throws RangeError as `multiHeadAttention`.
 */
export function selfAttention(
  sequence: SequenceInput,
  layer: MultiHeadAttention,
): MultiHeadAttentionForward {
  return multiHeadAttention(thrice(sequence), layer);
}

/** The gradient of a loss with respect to all that self-attention has read. */
export interface SelfAttentionBackward {
  /** shape `[T, D]` */
  readonly gradInput: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: MultiHeadAttention;
}

/**
 * The sum of what a token gets as query, as key and as value.
 *
 * @param forward - what `selfAttention` returned for this sequence and layer
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, O]`
 * @throws RangeError as `multiHeadAttentionBackward`.
 */
export function selfAttentionBackward(
  sequence: SequenceInput,
  layer: MultiHeadAttention,
  forward: MultiHeadAttentionForward,
  gradOutput: Matrix,
): SelfAttentionBackward {
  const backward = multiHeadAttentionBackward(thrice(sequence), layer, forward, gradOutput);
  const { gradQuery, gradKey, gradValue, gradLayer } = backward;
  return { gradInput: add(add(gradQuery, gradKey), gradValue), gradLayer };
}
