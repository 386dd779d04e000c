/**
 * @file A block of a Transformer's encoder, forward and backward: tokens look at each other, then each
 * thinks alone.
 *
 * Letters for shapes: `S` tokens of the source, `D` features of a token.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), figure 1, left. Derived in
 * `notebooks/en/13-transformer.ipynb`.
 */

import type { Matrix } from "../matrix/index.js";
import { type BlockOptions, blockParts } from "./block.js";
import {
  type FeedForward,
  type FeedForwardForward,
  feedForward,
  feedForwardBackward,
} from "./feedForward.js";
import type { LayerNorm } from "./layerNorm.js";
import type { MultiHeadAttention, MultiHeadAttentionForward } from "./multiHeadAttention.js";
import {
  type NormPlacement,
  type ResidualForward,
  residual,
  residualBackward,
} from "./residual.js";
import { type SequenceInput, selfAttention, selfAttentionBackward } from "./selfAttention.js";

/** The parameters of an encoder block. */
export interface EncoderBlock {
  /** where both norms stand */
  readonly placement: NormPlacement;
  readonly attention: MultiHeadAttention;
  readonly attentionNorm: LayerNorm;
  readonly feedForward: FeedForward;
  readonly feedForwardNorm: LayerNorm;
}

/**
 * An encoder block with weights drawn as in Keras, zero biases and unit gains.
 *
 * @throws RangeError unless the sizes are positive integers, `epsilon` is positive, and `numHeads` divides
 * `features` where `keyDim` is not told.
 */
export function createEncoderBlock(options: BlockOptions): EncoderBlock {
  const { placement, attention, norm, feedForward } = blockParts("createEncoderBlock", options);
  return {
    placement,
    attention: attention(),
    attentionNorm: norm(),
    feedForward: feedForward(),
    feedForwardNorm: norm(),
  };
}

/** All that an encoder block computes on its way. */
export interface EncoderBlockForward {
  /** `attention.inner.heads[h].weights` is who looked at whom, shape `[S, S]` */
  readonly attention: ResidualForward<MultiHeadAttentionForward>;
  readonly feedForward: ResidualForward<FeedForwardForward>;
  /** shape `[S, D]` */
  readonly output: Matrix;
}

/**
 * Self-attention, then the feed-forward network, each in a residual block.
 *
 * @param sequence - tokens of shape `[S, D]`, and which may look at which
 * @throws RangeError as `multiHeadAttention`, `feedForward` and `layerNorm`.
 */
export function encoderBlock(sequence: SequenceInput, layer: EncoderBlock): EncoderBlockForward {
  const { placement } = layer;
  const attended = residual(sequence.input, { norm: layer.attentionNorm, placement }, (input) =>
    selfAttention({ ...sequence, input }, layer.attention),
  );
  const fed = residual(attended.output, { norm: layer.feedForwardNorm, placement }, (input) =>
    feedForward(input, layer.feedForward),
  );
  return { attention: attended, feedForward: fed, output: fed.output };
}

/** The gradient of a loss with respect to all that an encoder block has read. */
export interface EncoderBlockBackward {
  /** shape `[S, D]` */
  readonly gradInput: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: EncoderBlock;
}

/**
 * Back through the feed-forward network, then through the attention.
 *
 * @param forward - what `encoderBlock` returned for this sequence and layer
 * @param gradOutput - gradient of the loss with respect to the output, shape `[S, D]`
 * @throws RangeError if the shapes do not fit together.
 */
export function encoderBlockBackward(
  sequence: SequenceInput,
  layer: EncoderBlock,
  forward: EncoderBlockForward,
  gradOutput: Matrix,
): EncoderBlockBackward {
  const { placement } = layer;
  const fed = residualBackward(
    { norm: layer.feedForwardNorm, placement },
    forward.feedForward,
    gradOutput,
    (input, inner, gradient) => feedForwardBackward(input, layer.feedForward, inner, gradient),
  );
  const attended = residualBackward(
    { norm: layer.attentionNorm, placement },
    forward.attention,
    fed.gradInput,
    (input, inner, gradient) =>
      selfAttentionBackward({ ...sequence, input }, layer.attention, inner, gradient),
  );
  return {
    gradInput: attended.gradInput,
    gradLayer: {
      ...layer,
      attention: attended.inner.gradLayer,
      attentionNorm: attended.gradNorm,
      feedForward: fed.inner.gradLayer,
      feedForwardNorm: fed.gradNorm,
    },
  };
}
