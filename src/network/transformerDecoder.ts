/**
 * @file The decoder of a Transformer: what was said so far through a stack of blocks that look at the
 * source, forward and backward.
 *
 * Letters for shapes: `T` tokens of the target, `S` of the source, `D` features of a token.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), figure 1, right.
 */

import { add, checkSame, type Matrix, zeros } from "../matrix/index.js";
import {
  type DecoderBlock,
  type DecoderBlockForward,
  decoderBlock,
  decoderBlockBackward,
} from "./decoderBlock.js";
import {
  type LayerNorm,
  type LayerNormForward,
  layerNorm,
  layerNormBackward,
} from "./layerNorm.js";
import { paddingMask } from "./masks.js";
import { isTokenOf } from "./padding.js";
import { type TokenRows, tokenRows, tokenRowsBackward } from "./tokenRows.js";
import type { SourceTokens } from "./transformerEncoder.js";

/** The parameters of a decoder. */
export interface Decoder {
  readonly tokens: TokenRows;
  readonly blocks: readonly DecoderBlock[];
  /** behind the last block; pre-norm blocks need it, post-norm blocks end with one */
  readonly norm?: LayerNorm;
}

/** The tokens that a decoder reads. */
export interface TargetTokens extends SourceTokens {
  /** `T` integers in `[0, vocabularySize)`: what was said so far, from the token that starts */
  readonly target: ArrayLike<number>;
}

/** All that a decoder computes on its way. */
export interface DecoderForward {
  /** tokens with positions, shape `[T, D]` */
  readonly rows: Matrix;
  /** of each block what it computed; its input is the output of the one before */
  readonly blocks: readonly DecoderBlockForward[];
  /** only where the decoder has a norm */
  readonly norm?: LayerNormForward;
  /** shape `[T, D]` */
  readonly output: Matrix;
}

/** Who may look at whom, beside the causal mask: nobody at padding. */
function masksOf({ source, target, padding }: TargetTokens) {
  const where = "decodeTarget";
  const [isSource, isTarget] = [
    isTokenOf(where, "source", source, padding),
    isTokenOf(where, "target", target, padding),
  ];
  return {
    ...(isSource && { sourceMask: paddingMask(target.length, isSource) }),
    ...(isTarget && { targetMask: paddingMask(target.length, isTarget) }),
  };
}

/**
 * Tokens with positions, block after block, and the norm where there is one.
 *
 * @param encoded - what the encoder made of the source, shape `[S, D]`
 * @throws RangeError if a token is not in the vocabulary, the target begins with padding, `encoded` has
 * not a row for each token of the source, or the layers do not fit together.
 */
export function decodeTarget(input: TargetTokens, encoded: Matrix, layer: Decoder): DecoderForward {
  const rows = tokenRows(input.target, layer.tokens);
  const masks = masksOf(input);
  const what = "the number of source tokens and rows of encoded";
  checkSame("decodeTarget", what, input.source.length, encoded.shape[0]);
  const blocks: DecoderBlockForward[] = [];
  let last = rows;
  for (const block of layer.blocks) {
    const forward = decoderBlock({ target: last, source: encoded, ...masks }, block);
    blocks.push(forward);
    last = forward.output;
  }
  if (!layer.norm) return { rows, blocks, output: last };
  const norm = layerNorm(last, layer.norm);
  return { rows, blocks, norm, output: norm.output };
}

/** The gradient of a loss with respect to all that a decoder has read, but for tokens. */
export interface DecoderBackward {
  /** what goes back to the encoder, the sum over all blocks, shape `[S, D]` */
  readonly gradEncoded: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: Decoder;
}

/**
 * From the norm through the blocks, the last first, to embeddings and positions; every block hands
 * something back to the encoder.
 *
 * @param forward - what `decodeTarget` returned for this input and layer
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, D]`
 * @throws RangeError if the shapes do not fit together.
 */
export function decodeTargetBackward(
  input: TargetTokens,
  encoded: Matrix,
  layer: Decoder,
  forward: DecoderForward,
  gradOutput: Matrix,
): DecoderBackward {
  const inputs = [forward.rows, ...forward.blocks.map(({ output }) => output)];
  const normed =
    layer.norm && layerNormBackward(inputs.at(-1)!, layer.norm, forward.norm!, gradOutput);
  let gradient = normed?.gradInput ?? gradOutput;
  let gradEncoded = zeros(encoded.shape);
  const blocks: DecoderBlock[] = [];
  for (const [b, block] of [...layer.blocks.entries()].reverse()) {
    const read = { target: inputs[b]!, source: encoded }; // the weights know the masks
    const backward = decoderBlockBackward(read, block, forward.blocks[b]!, gradient);
    blocks.unshift(backward.gradLayer);
    gradient = backward.gradTarget;
    gradEncoded = add(gradEncoded, backward.gradSource);
  }
  const tokens = tokenRowsBackward(input.target, layer.tokens, gradient).gradLayer;
  return {
    gradEncoded,
    gradLayer: { ...layer, tokens, blocks, ...(normed && { norm: normed.gradLayer }) },
  };
}
