/**
 * @file Layer normalisation as a layer, with Keras's meaning, names and epsilon.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `D` features.
 */

import type { Tensor } from "@tensorflow/tfjs";
import { checkPositive } from "../../matrix/check.js";
import type { Tf } from "../backend.js";
import {
  type CallOptions,
  type Config,
  checkFeatures,
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
import { normalize } from "./normalize.js";

export interface LayerNormalizationOptions extends LayerOptions {
  /** added to the variance; defaults to 1e-3, as in Keras */
  readonly epsilon?: number;
  /** whether a bias `beta` of shape `[D]` is added; defaults to true */
  readonly center?: boolean;
  /** whether a gain `gamma` of shape `[D]` is multiplied; defaults to true */
  readonly scale?: boolean;
}

const NAME = "LayerNorm";
const CONFIG = ["epsilon", "center", "scale"] as const;

/** The class of these layers; a part of a block has a prefix before the names of its weights. */
export const layerNormalizationClass: (
  tf: Tf,
) => new (
  options: LayerNormalizationOptions,
  prefix?: string,
) => Layer = layerClass(createClass);

/**
 * `(x − mean) / √(variance + epsilon) · gamma + beta`, mean and biased variance of each token: shape
 * `[…, D]` to the same, `D` features of a token.
 *
 * `tf.layers.layerNormalization` computes the same, on WebAssembly many times as slowly.
 *
 * @throws RangeError unless `epsilon` is positive.
 */
export function layerNormalization(tf: Tf, options: LayerNormalizationOptions = {}): Layer {
  return new (layerNormalizationClass(tf))(options);
}

function createClass(tf: Tf) {
  return class extends tf.layers.Layer {
    static readonly className = NAME;
    readonly #options: LayerNormalizationOptions;
    readonly #prefix: string;
    #gamma: Weight | undefined;
    #beta: Weight | undefined;
    #features: number | null = null;

    constructor(options: LayerNormalizationOptions, prefix = "") {
      super(layerArgs(options));
      checkPositive(NAME, "epsilon", options.epsilon ?? 1e-3);
      this.#options = options;
      this.#prefix = prefix;
      this.supportsMasking = true;
    }

    override build(inputShape: LayerShape | LayerShape[]): void {
      const [shape] = listOfShapes(inputShape) as [LayerShape];
      checkFeatures(NAME, "input", shape);
      const features = shape.at(-1)!;
      this.#features = features;
      const { scale = true, center = true } = this.#options;
      const { ones, zeros } = tf.initializers;
      const add = (name: string, start: ReturnType<typeof ones>) =>
        this.addWeight(`${this.#prefix}${name}`, [features], "float32", start);
      if (scale) this.#gamma = add("gamma", ones());
      if (center) this.#beta = add("beta", zeros());
      this.built = true;
    }

    override call(inputs: Tensor | Tensor[], _options: CallOptions): Tensor {
      return tf.tidy(() => {
        const input = single(NAME, inputs);
        checkFeatures(NAME, "input", input.shape, this.#features);
        const output = normalize(tf, input, this.#options.epsilon ?? 1e-3);
        const scaled = this.#gamma ? tf.mul(output, this.#gamma.read()) : output;
        return this.#beta ? tf.add(scaled, this.#beta.read()) : scaled;
      });
    }

    override getConfig(): Config {
      return { ...super.getConfig(), ...configOf(this.#options, CONFIG) };
    }
  };
}
