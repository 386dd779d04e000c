/**
 * @file A Transformer with drawn weights.
 *
 * Letters for shapes: `D` features of a token, `W` words: the size of the target's vocabulary.
 */

import { checkCount, normalMatrix, zeros } from "../matrix/index.js";
import type { BlockOptions } from "./block.js";
import { createDecoderBlock } from "./decoderBlock.js";
import { createEmbedding } from "./embedding.js";
import { createEncoderBlock } from "./encoderBlock.js";
import { glorotUniform } from "./initializers.js";
import { createLayerNorm } from "./layerNorm.js";
import type { TokenRows } from "./tokenRows.js";
import type { Transformer } from "./transformer.js";

export interface TransformerOptions extends BlockOptions {
  /** how many tokens the source is written with */
  readonly sourceVocabularySize: number;
  /** `W`, how many tokens the target is written with */
  readonly targetVocabularySize: number;
  /** blocks of the encoder, and as many of the decoder; Vaswani et al. take 6 */
  readonly numBlocks: number;
  /** learned positions, for sequences of at most so many tokens; defaults to sinusoidal positions */
  readonly longest?: number;
}

/**
 * A Transformer with weights drawn as in Keras, but embeddings normal with variance `1/D`: scaled by
 * `√D` they are as large as what attention and norms expect.
 *
 * Where the blocks are pre-norm, a norm stands behind the last one of either stack.
 *
 * @throws RangeError unless the sizes are positive integers, `epsilon` is positive, and `numHeads` divides
 * `features` where `keyDim` is not told.
 */
export function createTransformer(options: TransformerOptions): Transformer {
  const { sourceVocabularySize, targetVocabularySize, numBlocks, longest, ...block } = options;
  const { features, random, placement, epsilon } = block;
  const counts = { sourceVocabularySize, targetVocabularySize, features, numBlocks };
  for (const [name, count] of Object.entries(counts)) checkCount("createTransformer", name, count);
  if (longest !== undefined) checkCount("createTransformer", "longest", longest);

  const tokens = (vocabularySize: number): TokenRows => ({
    embedding: {
      weight: normalMatrix(random, [vocabularySize, features], 0, 1 / Math.sqrt(features)),
    },
    ...(longest !== undefined && {
      positions: createEmbedding({ vocabularySize: longest, features, random }),
    }),
  });
  const blocks = <Block>(create: (options: BlockOptions) => Block): Block[] =>
    Array.from({ length: numBlocks }, () => create(block));
  const norm = () =>
    placement === "pre" && {
      norm: { ...createLayerNorm(features), ...(epsilon !== undefined && { epsilon }) },
    };
  const side = <Block>(vocabularySize: number, create: (options: BlockOptions) => Block) => ({
    tokens: tokens(vocabularySize),
    blocks: blocks(create),
    ...norm(),
  });
  return {
    encoder: side(sourceVocabularySize, createEncoderBlock),
    decoder: side(targetVocabularySize, createDecoderBlock),
    output: {
      weight: glorotUniform(random, [features, targetVocabularySize]),
      bias: zeros([1, targetVocabularySize]),
    },
  };
}
