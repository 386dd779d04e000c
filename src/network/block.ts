/**
 * @file What encoder and decoder blocks are made of: sizes, and the parts that both have.
 *
 * Letters for shapes: `D` features of a token, `H` heads, `K` features of a head, `F` features of the
 * feed-forward network's hidden layer.
 */

import { checkCount, checkPositive, type Random } from "../matrix/index.js";
import type { Activation } from "./activations.js";
import { createFeedForward, type FeedForward } from "./feedForward.js";
import { createLayerNorm, type LayerNorm } from "./layerNorm.js";
import type { MultiHeadAttention } from "./multiHeadAttention.js";
import { createMultiHeadAttention } from "./packing.js";
import { checkPlacement, type NormPlacement } from "./residual.js";

/** The sizes of an encoder or a decoder block. */
export interface BlockOptions {
  /** `D` */
  readonly features: number;
  /** `H` */
  readonly numHeads: number;
  /** `K`; defaults to `D / H` as in Vaswani et al. */
  readonly keyDim?: number;
  /** `F` */
  readonly hiddenFeatures: number;
  /** defaults to `"post"`, as in Vaswani et al. */
  readonly placement?: NormPlacement;
  /** of the feed-forward network's hidden layer; defaults to ReLU */
  readonly activation?: Activation;
  /** of the layer norms; defaults to 1e-3, as in Keras */
  readonly epsilon?: number;
  /** where the weights are drawn from */
  readonly random: Random;
}

/** What draws the parts of a block, each anew at every call. */
interface BlockParts {
  readonly placement: NormPlacement;
  readonly attention: () => MultiHeadAttention;
  readonly norm: () => LayerNorm;
  readonly feedForward: () => FeedForward;
}

/**
 * Checks the sizes of a block before anything is drawn.
 *
 * @param where - the function that asks, for the message
 *
 * @throws RangeError unless the sizes are positive integers, `epsilon` is positive, and `numHeads` divides
 * `features` where `keyDim` is not told.
 */
export function blockParts(where: string, options: BlockOptions): BlockParts {
  const { features, numHeads, hiddenFeatures, placement = "post", activation, random } = options;
  for (const [name, size] of Object.entries({ features, numHeads, hiddenFeatures })) {
    checkCount(where, name, size);
  }
  if (options.keyDim === undefined && features % numHeads !== 0) {
    const got = `got ${numHeads} and ${features}`;
    throw new RangeError(`${where}: numHeads must divide features, ${got}`);
  }
  checkPlacement(where, placement);
  if (options.epsilon !== undefined) checkPositive(where, "epsilon", options.epsilon);
  const { keyDim = features / numHeads, epsilon } = options;
  return {
    placement,
    attention: () => createMultiHeadAttention({ features, numHeads, keyDim, random }),
    norm: () => ({ ...createLayerNorm(features), ...(epsilon !== undefined && { epsilon }) }),
    feedForward: () =>
      createFeedForward({ features, hiddenFeatures, random, ...(activation && { activation }) }),
  };
}
