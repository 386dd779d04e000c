/**
 * @file Where a token stands, added to what it is.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `D` features of a token.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.5.
 */

import type { Tensor } from "@tensorflow/tfjs";
import { checkCount, checkPositive } from "../../matrix/check.js";
import { sinusoidalPositions } from "../../network/positions.js";
import type { Tf } from "../backend.js";
import {
  type CallOptions,
  type Config,
  checkFeatures,
  checkRank,
  configOf,
  type Layer,
  type LayerOptions,
  type LayerShape,
  layerArgs,
  layerClass,
  listOfShapes,
  single,
  type Weight,
} from "./layerClass.js";
import { checkSeed } from "./seeds.js";

/** Waves that are computed, for sequences of any length. */
export interface SinusoidalPositions extends LayerOptions {
  readonly kind: "sinusoidal";
  /** the longest wave is almost `2π` times as many tokens; defaults to 10,000 */
  readonly base?: number;
  /** multiplies the tokens by `√D` before, as Vaswani et al. do; defaults to false */
  readonly scaleInput?: boolean;
}

/** A row for each position, learnt like the vectors of tokens. */
export interface LearnedPositions extends LayerOptions {
  readonly kind: "learned";
  /** tokens of the longest sequence */
  readonly maxLength: number;
  /** multiplies the tokens by `√D` before, as Vaswani et al. do; defaults to false */
  readonly scaleInput?: boolean;
  /** an integer in `[0, 2³²)` from which the rows are drawn, uniformly in ±0.05 */
  readonly seed: number;
}

export type PositionalEmbeddingOptions = SinusoidalPositions | LearnedPositions;

const NAME = "PositionalEmbedding";

/** The class of these layers. */
export const positionalEmbeddingClass: (
  tf: Tf,
) => new (
  options: PositionalEmbeddingOptions,
) => Layer = layerClass(createClass);

/**
 * `outputₜ = inputₜ + positionₜ`, shape `[B, T, D]` to the same: `B` sequences, `T` tokens of `D`
 * features.
 *
 * `"sinusoidal"`: `position(t, 2i) = sin(t / base^(2i/D))`, `position(t, 2i + 1)` its cosine, `t` from
 * 0. `"learned"`: the rows of a table that is trained.
 *
 * @throws RangeError unless `base` is positive, `maxLength` is a positive integer and `seed` is an integer
 * in `[0, 2³²)`; when it is called, if a sequence is longer than `maxLength`.
 */
export function positionalEmbedding(tf: Tf, options: PositionalEmbeddingOptions): Layer {
  return new (positionalEmbeddingClass(tf))(options);
}

function createClass(tf: Tf) {
  return class extends tf.layers.Layer {
    static readonly className = NAME;
    readonly #options: PositionalEmbeddingOptions;
    #table: Weight | undefined;

    constructor(options: PositionalEmbeddingOptions) {
      super(layerArgs(options));
      checkOptions(options);
      this.#options = options;
      this.supportsMasking = true;
    }

    override build(inputShape: LayerShape | LayerShape[]): void {
      const [shape] = listOfShapes(inputShape) as [LayerShape];
      checkRank(NAME, "input", shape, "B, T, D");
      checkFeatures(NAME, "input", shape);
      if (this.#options.kind === "learned") {
        const { maxLength, seed } = this.#options;
        const draw = tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed });
        this.#table = this.addWeight("embeddings", [maxLength, shape[2]!], "float32", draw);
      }
      this.built = true;
    }

    override call(inputs: Tensor | Tensor[], _options: CallOptions): Tensor {
      return tf.tidy(() => {
        const input = single(NAME, inputs);
        checkRank(NAME, "input", input.shape, "B, T, D");
        // Waves have no weights, so they are for tokens of any features.
        if (this.#table) checkFeatures(NAME, "input", input.shape, this.#table.shape[1]!);
        const [, length, features] = input.shape as [number, number, number];
        const tokens = this.#options.scaleInput ? tf.mul(input, Math.sqrt(features)) : input;
        return tf.add(tokens, this.#positions(length, features));
      });
    }

    /** Shape `[T, D]`. */
    #positions(length: number, features: number): Tensor {
      if (this.#options.kind === "sinusoidal") {
        const { base = 10_000 } = this.#options;
        const { data, shape } = sinusoidalPositions(length, features, base);
        return tf.tensor2d(Float32Array.from(data), [...shape]);
      }
      const { maxLength } = this.#options;
      if (length > maxLength) {
        const must = `sequences must have at most ${maxLength} tokens`;
        throw new RangeError(`${NAME}: ${must}, got ${length}`);
      }
      return tf.slice(this.#table!.read(), [0, 0], [length, features]);
    }

    override getConfig(): Config {
      const names = ["kind", "base", "maxLength", "scaleInput", "seed"];
      return { ...super.getConfig(), ...configOf(this.#options, names as never[]) };
    }
  };
}

function checkOptions(options: PositionalEmbeddingOptions): void {
  if (options.kind === "sinusoidal") {
    checkPositive(NAME, "base", options.base ?? 10_000);
  } else if (options.kind === "learned") {
    checkCount(NAME, "maxLength", options.maxLength);
    checkSeed(NAME, options.seed);
  } else {
    const { kind } = options as { kind: unknown };
    throw new RangeError(`${NAME}: kind must be "sinusoidal" or "learned", got ${kind}`);
  }
}
