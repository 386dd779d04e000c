/**
 * @file A writer that reads what a detector has found and says it in words, word by word: a Transformer
 * whose source are things on an image.
 *
 * Letters for shapes: `S` things, `F` numbers that are known of each, `T` words said so far, `D`
 * features of a thing or a word, `W` words of the vocabulary.
 *
 * Sources: Vinyals et al., "Show and Tell" (2015), for the pair of a trained eye and a writer; Anderson et
 * al., "Bottom-Up and Top-Down Attention" (2018), for attention to detected things; the blocks are those
 * of Vaswani et al. (2017).
 */

import { type Matrix, type Random, zeros } from "../matrix/index.js";
import type { BlockOptions } from "./block.js";
import { createDecoderBlock, type DecoderBlock, decoderBlock } from "./decoderBlock.js";
import { type Dense, dense } from "./dense.js";
import { createEmbedding } from "./embedding.js";
import { createEncoderBlock, type EncoderBlock, encoderBlock } from "./encoderBlock.js";
import { glorotUniform } from "./initializers.js";
import { createLayerNorm, type LayerNorm, layerNorm } from "./layerNorm.js";
import { type TokenRows, tokenRows } from "./tokenRows.js";

/** The parameters of a captioner. */
export interface Captioner {
  /** numbers of a thing to its features, weight of shape `[F, D]` */
  readonly eye: Dense;
  /** things look at each other: which is left, which above */
  readonly seen: readonly EncoderBlock[];
  readonly seenNorm: LayerNorm;
  readonly words: TokenRows;
  readonly said: readonly DecoderBlock[];
  readonly saidNorm: LayerNorm;
  /** weight of shape `[D, W]` */
  readonly output: Dense;
}

export interface CaptionerOptions {
  /** `F` */
  readonly known: number;
  /** `W` */
  readonly vocabularySize: number;
  /** `D` */
  readonly features: number;
  readonly numHeads: number;
  /** of the feed-forward networks */
  readonly hiddenFeatures: number;
  readonly encoderBlocks: number;
  readonly decoderBlocks: number;
  readonly random: Random;
}

/**
 * A captioner with drawn weights, its blocks pre-norm.
 *
 * @throws RangeError unless the sizes are positive integers and `numHeads` divides `features`.
 */
export function createCaptioner(options: CaptionerOptions): Captioner {
  const { known, vocabularySize, encoderBlocks, decoderBlocks, ...sizes } = options;
  const { features, random } = sizes;
  const block: BlockOptions = { ...sizes, placement: "pre" };
  const layer = (inputs: number, outputs: number): Dense => ({
    weight: glorotUniform(random, [inputs, outputs]),
    bias: zeros([1, outputs]),
  });
  return {
    eye: layer(known, features),
    seen: Array.from({ length: encoderBlocks }, () => createEncoderBlock(block)),
    seenNorm: createLayerNorm(features),
    words: { embedding: createEmbedding({ vocabularySize, features, random }) },
    said: Array.from({ length: decoderBlocks }, () => createDecoderBlock(block)),
    saidNorm: createLayerNorm(features),
    output: layer(features, vocabularySize),
  };
}

/** What a captioner says, and where it looked. */
export interface CaptionerForward {
  /** `crossWeights[b][h]`: at which things each word looked, shape `[T, S]` */
  readonly crossWeights: readonly (readonly Matrix[])[];
  /** row `t` says what comes after word `t`, shape `[T, W]` */
  readonly logits: Matrix;
}

/**
 * Encoder blocks over the things, which stand in no order, then decoder blocks over the words.
 *
 * @param things - what is known of each, shape `[S, F]`
 * @param words - `T` ids: what was said so far, from the token that starts
 * @throws RangeError if a word is not in the vocabulary, or the layers do not fit together.
 */
export function captionerForward(
  things: Matrix,
  words: ArrayLike<number>,
  layer: Captioner,
): CaptionerForward {
  let seen = dense(things, layer.eye);
  for (const block of layer.seen) seen = encoderBlock({ input: seen }, block).output;
  const source = layerNorm(seen, layer.seenNorm).output;
  let target = tokenRows(words, layer.words);
  const crossWeights = layer.said.map((block) => {
    const forward = decoderBlock({ target, source }, block);
    target = forward.output;
    return forward.crossAttention.inner.heads.map(({ weights }) => weights);
  });
  const said = layerNorm(target, layer.saidNorm).output;
  return { crossWeights, logits: dense(said, layer.output) };
}
