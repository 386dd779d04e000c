/**
 * @file The encoder of a Transformer: tokens with positions through a stack of blocks, forward and
 * backward.
 *
 * Letters for shapes: `S` tokens of the source, `D` features of a token.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), figure 1, left.
 */

import type { Matrix } from "../matrix/index.js";
import {
  type EncoderBlock,
  type EncoderBlockForward,
  encoderBlock,
  encoderBlockBackward,
} from "./encoderBlock.js";
import {
  type LayerNorm,
  type LayerNormForward,
  layerNorm,
  layerNormBackward,
} from "./layerNorm.js";
import { paddingMask } from "./masks.js";
import { isTokenOf } from "./padding.js";
import { type TokenRows, tokenRows, tokenRowsBackward } from "./tokenRows.js";

/** The parameters of an encoder. */
export interface Encoder {
  readonly tokens: TokenRows;
  readonly blocks: readonly EncoderBlock[];
  /** behind the last block; pre-norm blocks need it, post-norm blocks end with one */
  readonly norm?: LayerNorm;
}

/** The tokens that an encoder reads. */
export interface SourceTokens {
  /** `S` integers in `[0, vocabularySize)` */
  readonly source: ArrayLike<number>;
  /** the token that only fills up a sequence; nobody looks at it; defaults to none */
  readonly padding?: number;
}

/** All that an encoder computes on its way. */
export interface EncoderForward {
  /** tokens with positions, shape `[S, D]` */
  readonly rows: Matrix;
  /** of each block what it computed; its input is the output of the one before */
  readonly blocks: readonly EncoderBlockForward[];
  /** only where the encoder has a norm */
  readonly norm?: LayerNormForward;
  /** shape `[S, D]` */
  readonly output: Matrix;
}

/** Who may look at whom: nobody at padding. */
function maskOf({ source, padding }: SourceTokens): { mask?: Matrix } {
  const isToken = isTokenOf("encodeSource", "source", source, padding);
  return isToken ? { mask: paddingMask(source.length, isToken) } : {};
}

/**
 * Tokens with positions, block after block, and the norm where there is one.
 *
 * @param input - `S` tokens, integers, each in the vocabulary
 * @returns all on the way; the `output` has shape `[S, D]`
 * @throws RangeError if a token is not in the vocabulary, there is none but padding, or the layers do
 * not fit together.
 */
export function encodeSource(input: SourceTokens, layer: Encoder): EncoderForward {
  const rows = tokenRows(input.source, layer.tokens);
  const mask = maskOf(input);
  const blocks: EncoderBlockForward[] = [];
  let last = rows;
  for (const block of layer.blocks) {
    const forward = encoderBlock({ input: last, ...mask }, block);
    blocks.push(forward);
    last = forward.output;
  }
  if (!layer.norm) return { rows, blocks, output: last };
  const norm = layerNorm(last, layer.norm);
  return { rows, blocks, norm, output: norm.output };
}

/** The gradient of a loss with respect to an encoder; tokens are integers and have none. */
export interface EncoderBackward {
  /** of the structure of the layer */
  readonly gradLayer: Encoder;
}

/**
 * From the norm through the blocks, the last first, to embeddings and positions.
 *
 * @param forward - what `encodeSource` returned for this input and layer
 * @param gradOutput - gradient of the loss with respect to the output, shape `[S, D]`
 * @throws RangeError if the shapes do not fit together.
 */
export function encodeSourceBackward(
  input: SourceTokens,
  layer: Encoder,
  forward: EncoderForward,
  gradOutput: Matrix,
): EncoderBackward {
  const inputs = [forward.rows, ...forward.blocks.map(({ output }) => output)];
  const normed =
    layer.norm && layerNormBackward(inputs.at(-1)!, layer.norm, forward.norm!, gradOutput);
  let gradient = normed?.gradInput ?? gradOutput;
  const blocks: EncoderBlock[] = [];
  for (const [b, block] of [...layer.blocks.entries()].reverse()) {
    const sequence = { input: inputs[b]! }; // the weights know the mask
    const backward = encoderBlockBackward(sequence, block, forward.blocks[b]!, gradient);
    blocks.unshift(backward.gradLayer);
    gradient = backward.gradInput;
  }
  const tokens = tokenRowsBackward(input.source, layer.tokens, gradient).gradLayer;
  return { gradLayer: { ...layer, tokens, blocks, ...(normed && { norm: normed.gradLayer }) } };
}
