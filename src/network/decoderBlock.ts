/**
 * @file A block of a Transformer's decoder, forward and backward: tokens look back at each other, then
 * at the source, then each thinks alone.
 *
 * Letters for shapes: `T` tokens of the target, `S` tokens of the source, `D` features of a token.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), figure 1, right. Derived in
 * `notebooks/en/13-transformer.ipynb`.
 */

import { add, checkSame, type Matrix, multiply } from "../matrix/index.js";
import { type BlockOptions, blockParts } from "./block.js";
import {
  type FeedForward,
  type FeedForwardForward,
  feedForward,
  feedForwardBackward,
} from "./feedForward.js";
import type { LayerNorm } from "./layerNorm.js";
import { causalMask, checkMask } from "./masks.js";
import {
  type MultiHeadAttention,
  type MultiHeadAttentionForward,
  multiHeadAttention,
  multiHeadAttentionBackward,
} from "./multiHeadAttention.js";
import {
  type NormPlacement,
  type ResidualForward,
  residual,
  residualBackward,
} from "./residual.js";
import { selfAttention, selfAttentionBackward } from "./selfAttention.js";

/** The parameters of a decoder block. */
export interface DecoderBlock {
  /** where all three norms stand */
  readonly placement: NormPlacement;
  readonly selfAttention: MultiHeadAttention;
  readonly selfAttentionNorm: LayerNorm;
  readonly crossAttention: MultiHeadAttention;
  readonly crossAttentionNorm: LayerNorm;
  readonly feedForward: FeedForward;
  readonly feedForwardNorm: LayerNorm;
}

/**
 * A decoder block with weights drawn as in Keras, zero biases and unit gains.
 *
 * @throws RangeError unless the sizes are positive integers, `epsilon` is positive, and `numHeads` divides
 * `features` where `keyDim` is not told.
 */
export function createDecoderBlock(options: BlockOptions): DecoderBlock {
  const { placement, attention, norm, feedForward } = blockParts("createDecoderBlock", options);
  return {
    placement,
    selfAttention: attention(),
    selfAttentionNorm: norm(),
    crossAttention: attention(),
    crossAttentionNorm: norm(),
    feedForward: feedForward(),
    feedForwardNorm: norm(),
  };
}

/** What a decoder block reads. */
export interface DecoderInput {
  /** the tokens said so far, shape `[T, D]` */
  readonly target: Matrix;
  /** the tokens of the source as the encoder has made them, shape `[S, D]` */
  readonly source: Matrix;
  /** shape `[T, T]`, beside the causal mask, which always holds; defaults to 1 everywhere */
  readonly targetMask?: Matrix;
  /** shape `[T, S]`; defaults to 1 everywhere */
  readonly sourceMask?: Matrix;
}

/** All that a decoder block computes on its way. */
export interface DecoderBlockForward {
  readonly selfAttention: ResidualForward<MultiHeadAttentionForward>;
  /** `crossAttention.inner.heads[h].weights` is who looked at what of the source, shape `[T, S]` */
  readonly crossAttention: ResidualForward<MultiHeadAttentionForward>;
  readonly feedForward: ResidualForward<FeedForwardForward>;
  /** shape `[T, D]` */
  readonly output: Matrix;
}

/** What the target may look at of itself: what came before, and the mask allows. */
function lookBack({ target, targetMask }: DecoderInput): Matrix {
  const where = "decoderBlock";
  const [length] = target.shape;
  if (!targetMask) return causalMask(length);
  checkSame(where, "rows of targetMask and target", targetMask.shape[0], length);
  checkSame(where, "columns of targetMask and rows of target", targetMask.shape[1], length);
  const mask = multiply(causalMask(length), targetMask);
  checkMask(where, mask, length, length);
  return mask;
}

/**
 * Causal self-attention of the target, attention of the target to the source, the feed-forward
 * network, each in a residual block.
 *
 * @param input - `target`, shape `[T, D]`, and `source`, shape `[S, D]`
 * @returns all on the way; the `output` has shape `[T, D]`
 * @throws RangeError as `multiHeadAttention`, `feedForward` and `layerNorm`.
 */
export function decoderBlock(input: DecoderInput, layer: DecoderBlock): DecoderBlockForward {
  const { placement } = layer;
  const mask = lookBack(input);
  const looked = residual(input.target, { norm: layer.selfAttentionNorm, placement }, (target) =>
    selfAttention({ input: target, mask }, layer.selfAttention),
  );
  const crossed = residual(looked.output, { norm: layer.crossAttentionNorm, placement }, (target) =>
    multiHeadAttention(toSource(input, target), layer.crossAttention),
  );
  const fed = residual(crossed.output, { norm: layer.feedForwardNorm, placement }, (target) =>
    feedForward(target, layer.feedForward),
  );
  return { selfAttention: looked, crossAttention: crossed, feedForward: fed, output: fed.output };
}

function toSource({ source, sourceMask }: DecoderInput, target: Matrix) {
  return { query: target, key: source, value: source, ...(sourceMask && { mask: sourceMask }) };
}

/** The gradient of a loss with respect to all that a decoder block has read. */
export interface DecoderBlockBackward {
  /** shape `[T, D]` */
  readonly gradTarget: Matrix;
  /** shape `[S, D]`; what goes back to the encoder */
  readonly gradSource: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: DecoderBlock;
}

/**
 * Back through the feed-forward network, the attention to the source, the self-attention; the weights
 * in the record know the masks.
 *
 * @param forward - what `decoderBlock` returned for this input and layer
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, D]`
 * @throws RangeError if the shapes do not fit together.
 */
export function decoderBlockBackward(
  input: DecoderInput,
  layer: DecoderBlock,
  forward: DecoderBlockForward,
  gradOutput: Matrix,
): DecoderBlockBackward {
  const { placement } = layer;
  const fed = residualBackward(
    { norm: layer.feedForwardNorm, placement },
    forward.feedForward,
    gradOutput,
    (target, inner, gradient) => feedForwardBackward(target, layer.feedForward, inner, gradient),
  );
  const crossed = residualBackward(
    { norm: layer.crossAttentionNorm, placement },
    forward.crossAttention,
    fed.gradInput,
    (target, inner, gradient) => {
      const tokens = toSource(input, target);
      const back = multiHeadAttentionBackward(tokens, layer.crossAttention, inner, gradient);
      return { ...back, gradInput: back.gradQuery };
    },
  );
  const looked = residualBackward(
    { norm: layer.selfAttentionNorm, placement },
    forward.selfAttention,
    crossed.gradInput,
    (target, inner, gradient) =>
      selfAttentionBackward({ input: target }, layer.selfAttention, inner, gradient),
  );
  return {
    gradTarget: looked.gradInput,
    gradSource: add(crossed.inner.gradKey, crossed.inner.gradValue),
    gradLayer: {
      ...layer,
      selfAttention: looked.inner.gradLayer,
      selfAttentionNorm: looked.gradNorm,
      crossAttention: crossed.inner.gradLayer,
      crossAttentionNorm: crossed.gradNorm,
      feedForward: fed.inner.gradLayer,
      feedForwardNorm: fed.gradNorm,
    },
  };
}
