/**
 * @file The Transformer, forward and backward: from two sequences of tokens to the logits of what
 * comes next.
 *
 * Letters for shapes: `S` tokens of the source, `T` of the target, `D` features of a token, `W` words:
 * the size of the target's vocabulary.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), figure 1. Derived in
 * `notebooks/en/13-transformer.ipynb`.
 */

import { checkFinite, type Matrix } from "../matrix/index.js";
import { type Dense, dense, denseBackward } from "./dense.js";
import {
  type Decoder,
  type DecoderForward,
  decodeTarget,
  decodeTargetBackward,
  type TargetTokens,
} from "./transformerDecoder.js";
import {
  type Encoder,
  type EncoderForward,
  encodeSource,
  encodeSourceBackward,
} from "./transformerEncoder.js";

/** The parameters of a Transformer. */
export interface Transformer {
  readonly encoder: Encoder;
  readonly decoder: Decoder;
  /** weight of shape `[D, W]` */
  readonly output: Dense;
}

/** All that a Transformer computes on its way. */
export interface TransformerForward {
  readonly encoder: EncoderForward;
  readonly decoder: DecoderForward;
  /** `crossWeights[b][h]`: who of the target looked at what of the source, shape `[T, S]` */
  readonly crossWeights: readonly (readonly Matrix[])[];
  /** row `t` says what comes after token `t` of the target, shape `[T, W]` */
  readonly logits: Matrix;
}

/**
 * `decoder(target, encoder(source)) · weight + bias`.
 *
 * @param input - `S` tokens of the source and `T` of the target, integers, each in its vocabulary
 * @returns all on the way; the `logits` have shape `[T, W]`
 * @throws RangeError if a token is not in its vocabulary, a sequence is empty or begins with padding,
 * the layers do not fit together, or a logit is not finite.
 */
export function transformer(input: TargetTokens, layer: Transformer): TransformerForward {
  const encoder = encodeSource(input, layer.encoder);
  const decoder = decodeTarget(input, encoder.output, layer.decoder);
  const crossWeights = decoder.blocks.map(({ crossAttention }) =>
    crossAttention.inner.heads.map(({ weights }) => weights),
  );
  const logits = dense(decoder.output, layer.output);
  checkFinite("transformer", "logits", logits.data);
  return { encoder, decoder, crossWeights, logits };
}

/** The gradient of a loss with respect to a Transformer. */
export interface TransformerBackward {
  /** of the structure of the layer */
  readonly gradLayer: Transformer;
}

/**
 * Through the output, the decoder, and what all its blocks hand back, the encoder.
 *
 * @param forward - what `transformer` returned for this input and layer
 * @param gradLogits - gradient of the loss with respect to the logits, shape `[T, W]`
 * @throws RangeError if the shapes do not fit together.
 */
export function transformerBackward(
  input: TargetTokens,
  layer: Transformer,
  forward: TransformerForward,
  gradLogits: Matrix,
): TransformerBackward {
  const { encoder, decoder } = forward;
  const output = denseBackward(decoder.output, layer.output, gradLogits);
  const decoded = decodeTargetBackward(
    input,
    encoder.output,
    layer.decoder,
    decoder,
    output.gradInput,
  );
  const encoded = encodeSourceBackward(input, layer.encoder, encoder, decoded.gradEncoded);
  return {
    gradLayer: {
      ...layer,
      encoder: encoded.gradLayer,
      decoder: decoded.gradLayer,
      output: { ...layer.output, weight: output.gradWeight, bias: output.gradBias },
    },
  };
}
