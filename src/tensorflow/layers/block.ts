/**
 * @file What encoder and decoder blocks are made of: parts that are layers, each with a way round it.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `D` features of a token, `H` heads, `K` features
 * of a head, `F` features of the feed-forward network's hidden layer.
 *
 * Sources: Vaswani et al., "Attention Is All You Need" (2017), section 3.1; pre-norm: Xiong et al., "On
 * Layer Normalization in the Transformer Architecture" (2020).
 */

import type { Tensor } from "@tensorflow/tfjs";
import { checkCount, checkFraction, checkPositive } from "../../matrix/check.js";
import type { Tf } from "../backend.js";
import type { AttentionPart } from "./attentionOptions.js";
import { type Drops, drops } from "./dropout.js";
import { type FeedForwardActivation, feedForwardClass } from "./feedForward.js";
import type { CallOptions, Layer, LayerOptions, LayerShape, Weight } from "./layerClass.js";
import { layerNormalizationClass } from "./layerNormalization.js";
import { multiHeadAttentionClass } from "./multiHeadAttention.js";
import { checkSeed, seedsOf } from "./seeds.js";

export interface TransformerBlockOptions extends LayerOptions {
  /** `H` */
  readonly numHeads: number;
  /** `K`; defaults to `D / H`, as in Vaswani et al. */
  readonly keyDim?: number;
  /** `F`; Vaswani et al. take `4 · D` */
  readonly hiddenFeatures: number;
  /**
   * where the norms stand: `"post"` normalises each sum, as in 2017, and is the default; `"pre"` what
   * each part reads, as most do since
   */
  readonly placement?: "pre" | "post";
  /** of the feed-forward network's hidden layer; defaults to "relu" */
  readonly activation?: FeedForwardActivation;
  /** share of the attention weights, and of what each part gives, that a training step drops; defaults to 0 */
  readonly dropout?: number;
  /** of the layer norms; defaults to 1e-3, as in Keras */
  readonly epsilon?: number;
  /** an integer in `[0, 2³²)` from which the weights are drawn, and what is dropped */
  readonly seed: number;
}

/** What a saved model remembers of a block. */
export const BLOCK_CONFIG = [
  "numHeads",
  "keyDim",
  "hiddenFeatures",
  "placement",
  "activation",
  "dropout",
  "epsilon",
  "seed",
] as const;

/** A part's output, and its attention weights if it has such. */
export interface PartResult {
  readonly output: Tensor;
  readonly scores?: Tensor | undefined;
}

/** Makes and runs the parts of one block. */
export class BlockParts {
  /** of all parts that were added, in their order */
  readonly weights: Weight[] = [];
  readonly #tf: Tf;
  readonly #where: string;
  readonly #options: TransformerBlockOptions;
  readonly #seeds: number[];
  readonly #drops: Drops;

  /** @param where - the layer that the block is, for the messages */
  constructor(tf: Tf, where: string, options: TransformerBlockOptions) {
    checkBlock(where, options);
    this.#tf = tf;
    this.#where = where;
    this.#options = options;
    this.#seeds = seedsOf(options.seed, 8);
    this.#drops = drops(options.dropout ?? 0, this.#seeds.pop()!);
  }

  /** Attention of tokens of the shape of `query` to those of `value`. */
  addAttention(prefix: string, query: LayerShape, value: LayerShape): AttentionPart {
    const { numHeads, dropout = 0 } = this.#options;
    const features = query.at(-1)!;
    if (this.#options.keyDim === undefined && features % numHeads !== 0) {
      const got = `got ${numHeads} and ${features}`;
      throw new RangeError(`${this.#where}: numHeads must divide the features of a token, ${got}`);
    }
    const { keyDim = features / numHeads } = this.#options;
    const seed = this.#seeds.pop()!;
    const Part = multiHeadAttentionClass(this.#tf);
    return this.#built(new Part({ numHeads, keyDim, dropout, seed }, prefix), [query, value]);
  }

  /** A layer norm of tokens of this shape. */
  addNorm(prefix: string, shape: LayerShape): Layer {
    const { epsilon = 1e-3 } = this.#options;
    return this.#built(new (layerNormalizationClass(this.#tf))({ epsilon }, prefix), shape);
  }

  /** A feed-forward network of tokens of this shape. */
  addFeedForward(prefix: string, shape: LayerShape): Layer {
    const { hiddenFeatures, activation = "relu" } = this.#options;
    const seed = this.#seeds.pop()!;
    const Part = feedForwardClass(this.#tf);
    return this.#built(new Part({ hiddenFeatures, activation, seed }, prefix), shape);
  }

  #built<L extends Layer>(part: L, shape: LayerShape | LayerShape[]): L {
    part.build(shape);
    this.weights.push(...part.weights);
    return part;
  }

  /** Post-norm: `norm(input + part(input))`. Pre-norm: `input + part(norm(input))`. */
  residual(
    input: Tensor,
    norm: Layer,
    options: CallOptions,
    part: (input: Tensor) => PartResult,
  ): PartResult {
    const tf = this.#tf;
    const isPre = this.#options.placement === "pre";
    const normalized = (x: Tensor) => norm.call(x, options) as Tensor;
    const { output, scores } = part(isPre ? normalized(input) : input);
    const dropped = this.#drops.next(tf, output.shape, options);
    const sum = tf.add(input, dropped ? tf.mul(output, dropped) : output);
    return { output: isPre ? sum : normalized(sum), scores };
  }

  /** The feed-forward network with a way round it. */
  think(input: Tensor, norm: Layer, feedForward: Layer, options: CallOptions): Tensor {
    const part = (x: Tensor) => ({ output: feedForward.call(x, options) as Tensor });
    return this.residual(input, norm, options, part).output;
  }
}

function checkBlock(where: string, options: TransformerBlockOptions): void {
  const { numHeads, keyDim, hiddenFeatures, placement, dropout, epsilon, seed } = options;
  checkCount(where, "numHeads", numHeads);
  checkCount(where, "keyDim", keyDim ?? 1);
  checkCount(where, "hiddenFeatures", hiddenFeatures);
  checkFraction(where, "dropout", dropout ?? 0);
  checkPositive(where, "epsilon", epsilon ?? 1e-3);
  checkSeed(where, seed);
  if (!["pre", "post"].includes(placement ?? "post")) {
    throw new RangeError(`${where}: placement must be "pre" or "post", got ${placement}`);
  }
}
