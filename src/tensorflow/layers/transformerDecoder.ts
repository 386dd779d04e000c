/**
 * @file A block of a Transformer's decoder: tokens look back at each other, then at the source, then
 * each thinks alone.
 *
 * Letters for shapes: `B` sequences, `T` tokens of a target, `S` of its source, `D` features of a token,
 * `H` heads.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), figure 1, right.
 */

import type { Tensor, Tensor3D, Tensor4D } from "@tensorflow/tfjs";
import { checkSame } from "../../matrix/check.js";
import type { Tf } from "../backend.js";
import type { AttentionPart } from "./attentionOptions.js";
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
  listOf,
  listOfShapes,
  refuseDropped,
} from "./layerClass.js";
import { firstMask, maskOf } from "./masks.js";

export type TransformerDecoderOptions = TransformerBlockOptions;

/** What a decoder block has found, and where. */
export interface Decoded {
  /** shape `[B, T, D]` */
  readonly output: Tensor3D;
  /** how much each token takes of itself and those before it, shape `[B, H, T, T]` */
  readonly selfScores: Tensor4D;
  /** how much each token takes of each token of the source, shape `[B, H, T, S]` */
  readonly crossScores: Tensor4D;
}

/** The layer that `transformerDecoder` makes; in a model: `layer.apply([target, source])`. */
export interface TransformerDecoder extends Layer {
  /**
   * Output and attention weights for tensors, outside of a model; padding masks come with them.
   *
   * @param target - the tokens said so far, shape `[B, T, D]`
   * @param source - the tokens of the source as the encoder has made them, shape `[B, S, D]`
   * @throws RangeError if the shapes do not fit; if a number of them or of the output is not finite,
   * where they can be read at little cost: on every backend that `loadTensorFlow` gives.
   */
  attend(target: Tensor3D, source: Tensor3D): Decoded;
}

const NAME = "TransformerDecoder";

/** The class of these layers. */
export const transformerDecoderClass: (
  tf: Tf,
) => new (
  options: TransformerDecoderOptions,
) => TransformerDecoder = layerClass(createClass);

/**
 * Causal self-attention, attention to the source, then the feed-forward network, each with a way round
 * it and a layer norm: target `[B, T, D]` and source `[B, S, D]` to `[B, T, D]`; `B` sequences, `T` and
 * `S` tokens of `D` features.
 *
 * @throws RangeError unless the sizes are positive integers and the other options in their range; when
 * it is built, if `keyDim` is not told and `numHeads` does not divide `D`.
 */
export function transformerDecoder(tf: Tf, options: TransformerDecoderOptions): TransformerDecoder {
  return new (transformerDecoderClass(tf))(options);
}

interface Parts {
  readonly selfAttention: AttentionPart;
  readonly selfAttentionNorm: Layer;
  readonly crossAttention: AttentionPart;
  readonly crossAttentionNorm: Layer;
  readonly feedForward: Layer;
  readonly feedForwardNorm: Layer;
}

function createClass(tf: Tf) {
  return class extends tf.layers.Layer implements TransformerDecoder {
    static readonly className = NAME;
    readonly #options: TransformerDecoderOptions;
    readonly #block: BlockParts;
    #parts: Parts | undefined;
    #features: readonly (number | null)[] = [];

    constructor(options: TransformerDecoderOptions) {
      super(layerArgs(options));
      this.#options = options;
      this.#block = new BlockParts(tf, NAME, options);
      this.supportsMasking = true;
    }

    override build(inputShape: LayerShape | LayerShape[]): void {
      const [target, source] = pair(listOfShapes(inputShape));
      checkPair([target, source]);
      this.#features = [target.at(-1)!, source.at(-1)!];
      this.#parts = {
        selfAttention: this.#block.addAttention("self_attention/", target, target),
        selfAttentionNorm: this.#block.addNorm("self_attention_norm/", target),
        crossAttention: this.#block.addAttention("cross_attention/", target, source),
        crossAttentionNorm: this.#block.addNorm("cross_attention_norm/", target),
        feedForward: this.#block.addFeedForward("feed_forward/", target),
        feedForwardNorm: this.#block.addNorm("feed_forward_norm/", target),
      };
      this._trainableWeights.push(...this.#block.weights);
      this.built = true;
    }

    override apply(inputs: Inputs, options?: CallOptions): Applied {
      refuseDropped(tf, NAME, inputs, options);
      return super.apply(inputs, options);
    }

    override call(inputs: Tensor | Tensor[], options: CallOptions): Tensor | Tensor[] {
      const [target, source] = pair(listOf(inputs));
      checkPair([target.shape, source.shape], this.#features);
      const [ofTarget, ofSource] = [maskOf(NAME, target), maskOf(NAME, source)];
      return tf.tidy(() => {
        const parts = this.#parts!;
        const block = this.#block;
        const wantsScores = options?.returnAttentionScores === true;
        const ofSelf = { query: ofTarget, value: ofTarget, causal: true };
        const back = block.residual(target, parts.selfAttentionNorm, options, (x) =>
          parts.selfAttention.run([x, x, x], ofSelf, options, wantsScores),
        );
        const ofCross = { query: ofTarget, value: ofSource, causal: false };
        const across = block.residual(back.output, parts.crossAttentionNorm, options, (x) =>
          parts.crossAttention.run([x, source, source], ofCross, options, wantsScores),
        );
        const { feedForward, feedForwardNorm } = parts;
        const output = block.think(across.output, feedForwardNorm, feedForward, options);
        return across.scores ? [output, back.scores!, across.scores] : output;
      });
    }

    attend(target: Tensor3D, source: Tensor3D): Decoded {
      checkNumbers(tf, NAME, "target", target);
      checkNumbers(tf, NAME, "source", source);
      const options = { returnAttentionScores: true };
      const outputs = this.apply([target, source], options) as Tensor[];
      const [output, selfScores, crossScores] = outputs;
      checkNumbers(tf, NAME, "output", output!);
      return { output, selfScores, crossScores } as unknown as Decoded;
    }

    override computeOutputShape(inputShape: LayerShape | LayerShape[]): LayerShape {
      return pair(listOfShapes(inputShape))[0];
    }

    override getConfig(): Config {
      return { ...super.getConfig(), ...configOf(this.#options, BLOCK_CONFIG) };
    }

    override computeMask(_: Tensor | Tensor[], mask?: Tensor | Tensor[]): Tensor {
      return firstMask(mask) as Tensor;
    }
  };
}

/** @throws RangeError unless both are tokens, of the features that the weights are for, in as many sequences. */
function checkPair(
  [target, source]: readonly [LayerShape, LayerShape],
  [ofTarget, ofSource]: readonly (number | null)[] = [],
): void {
  checkRank(NAME, "target", target, "B, T, D");
  checkFeatures(NAME, "target", target, ofTarget);
  checkRank(NAME, "source", source, "B, S, D");
  checkFeatures(NAME, "source", source, ofSource);
  const [B, ofEach] = [target[0] ?? null, source[0] ?? null];
  if (B !== null && ofEach !== null) checkSame(NAME, "batch sizes of target and source", B, ofEach);
}

function pair<T>(inputs: readonly T[]): readonly [target: T, source: T] {
  checkSame(NAME, "the number of inputs and 2, target and source,", inputs.length, 2);
  return inputs as unknown as readonly [T, T];
}
