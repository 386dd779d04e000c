/**
 * @file A block of a Transformer's encoder: tokens look at each other, then each thinks alone.
 *
 * Letters for shapes: `B` sequences, `S` tokens of each, `D` features of a token, `H` heads.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), figure 1, left.
 */

import type { Tensor, Tensor3D } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import type { Attended, AttentionPart } from "./attentionOptions.js";
import { BLOCK_CONFIG, BlockParts, type TransformerBlockOptions } from "./block.js";
import {
  type Applied,
  type CallOptions,
  type Config,
  checkFeatures,
  checkNumbers,
  checkRank,
  configOf,
  type Inputs,
  type Layer,
  type LayerShape,
  layerArgs,
  layerClass,
  listOfShapes,
  refuseDropped,
  single,
} from "./layerClass.js";
import { maskOf } from "./masks.js";

export interface TransformerEncoderOptions extends TransformerBlockOptions {
  /** lets a token see itself and those before it only, as in GPT; defaults to false */
  readonly useCausalMask?: boolean;
}

/** The layer that `transformerEncoder` makes. */
export interface TransformerEncoder extends Layer {
  /**
   * Output and attention weights for a tensor, outside of a model; its padding mask comes with it.
   *
   * @param input - shape `[B, S, D]`
   * @throws RangeError if the shape does not fit; if a number of input or output is not finite, where
   * they can be read at little cost: on every backend that `loadTensorFlow` gives.
   */
  attend(input: Tensor3D): Attended;
}

const NAME = "TransformerEncoder";

/** The class of these layers. */
export const transformerEncoderClass: (
  tf: Tf,
) => new (
  options: TransformerEncoderOptions,
) => TransformerEncoder = layerClass(createClass);

/**
 * Self-attention, then the feed-forward network, each with a way round it and a layer norm: shape
 * `[B, S, D]` to the same; `B` sequences, `S` tokens of `D` features.
 *
 * @throws RangeError unless the sizes are positive integers and the other options in their range; when
 * it is built, if `keyDim` is not told and `numHeads` does not divide `D`.
 */
export function transformerEncoder(tf: Tf, options: TransformerEncoderOptions): TransformerEncoder {
  return new (transformerEncoderClass(tf))(options);
}

interface Parts {
  readonly attention: AttentionPart;
  readonly attentionNorm: Layer;
  readonly feedForward: Layer;
  readonly feedForwardNorm: Layer;
}

function createClass(tf: Tf) {
  return class extends tf.layers.Layer implements TransformerEncoder {
    static readonly className = NAME;
    readonly #options: TransformerEncoderOptions;
    readonly #block: BlockParts;
    #parts: Parts | undefined;
    #features: number | null = null;

    constructor(options: TransformerEncoderOptions) {
      super(layerArgs(options));
      this.#options = options;
      this.#block = new BlockParts(tf, NAME, options);
      this.supportsMasking = true;
    }

    override build(inputShape: LayerShape | LayerShape[]): void {
      const [shape] = listOfShapes(inputShape) as [LayerShape];
      checkRank(NAME, "input", shape, "B, S, D");
      checkFeatures(NAME, "input", shape);
      this.#features = shape.at(-1)!;
      this.#parts = {
        attention: this.#block.addAttention("attention/", shape, shape),
        attentionNorm: this.#block.addNorm("attention_norm/", shape),
        feedForward: this.#block.addFeedForward("feed_forward/", shape),
        feedForwardNorm: this.#block.addNorm("feed_forward_norm/", shape),
      };
      this._trainableWeights.push(...this.#block.weights);
      this.built = true;
    }

    override apply(inputs: Inputs, options?: CallOptions): Applied {
      refuseDropped(tf, NAME, inputs, options);
      return super.apply(inputs, options);
    }

    override call(inputs: Tensor | Tensor[], options: CallOptions): Tensor | Tensor[] {
      const input = single(NAME, inputs);
      checkRank(NAME, "input", input.shape, "B, S, D");
      checkFeatures(NAME, "input", input.shape, this.#features);
      const mask = maskOf(NAME, input);
      const masks = { query: mask, value: mask, causal: this.#options.useCausalMask ?? false };
      return tf.tidy(() => {
        const parts = this.#parts!;
        const wantsScores = options?.returnAttentionScores === true;
        const look = (x: Tensor) => parts.attention.run([x, x, x], masks, options, wantsScores);
        const { output, scores } = this.#block.residual(input, parts.attentionNorm, options, look);
        const { feedForward, feedForwardNorm } = parts;
        const result = this.#block.think(output, feedForwardNorm, feedForward, options);
        return scores ? [result, scores] : result;
      });
    }

    attend(input: Tensor3D): Attended {
      checkNumbers(tf, NAME, "input", input);
      const [output, scores] = this.apply(input, { returnAttentionScores: true }) as Tensor[];
      checkNumbers(tf, NAME, "output", output!);
      return { output, scores } as Attended;
    }

    override getConfig(): Config {
      const names = [...BLOCK_CONFIG, "useCausalMask"] as const;
      return { ...super.getConfig(), ...configOf(this.#options, names) };
    }
  };
}
