/**
 * @file The feed-forward network of a Transformer, the same for every token.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `D` features of a token, `F` features of the
 * hidden layer.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), equation 2.
 */

import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";
import { checkCount } from "../../matrix/check.js";
import type { Tf } from "../backend.js";
import type { ActivationName } from "../network.js";
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
import { project } from "./projection.js";
import { checkSeed, glorotUniform, seedsOf } from "./seeds.js";

/** An activation of a feed-forward network. */
export type FeedForwardActivation = ActivationName | "gelu";

export interface FeedForwardOptions extends LayerOptions {
  /** `F`; Vaswani et al. take `4 · D` */
  readonly hiddenFeatures: number;
  /** of the hidden layer; defaults to "relu" */
  readonly activation?: FeedForwardActivation;
  /** of the output; defaults to "linear" */
  readonly outputActivation?: FeedForwardActivation;
  /** an integer in `[0, 2³²)` from which the weights are drawn, Glorot uniform as in Keras */
  readonly seed: number;
}

const NAME = "FeedForward";
const CONFIG = ["hiddenFeatures", "activation", "outputActivation", "seed"] as const;

/** The class of these layers; a part of a block has a prefix before the names of its weights. */
export const feedForwardClass: (
  tf: Tf,
) => new (
  options: FeedForwardOptions,
  prefix?: string,
) => Layer = layerClass(createClass);

/**
 * `φ₂(φ₁(x · W₁ + b₁) · W₂ + b₂)` of every token alone, shape `[B, T, D]` to the same: `B` sequences,
 * `T` tokens of `D` features, and `F` features between.
 *
 * @throws RangeError unless `hiddenFeatures` is a positive integer, the activations are known and `seed`
 * is an integer in `[0, 2³²)`.
 */
export function feedForward(tf: Tf, options: FeedForwardOptions): Layer {
  return new (feedForwardClass(tf))(options);
}

function createClass(tf: Tf) {
  const activations: Record<FeedForwardActivation, (x: Tensor2D) => Tensor2D> = {
    linear: (x) => x,
    relu: (x) => tf.relu(x),
    sigmoid: (x) => tf.sigmoid(x),
    tanh: (x) => tf.tanh(x),
    // Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016): x times the normal distribution.
    gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  };

  return class extends tf.layers.Layer {
    static readonly className = NAME;
    readonly #options: FeedForwardOptions;
    readonly #prefix: string;
    #weights: Weight[] = [];

    constructor(options: FeedForwardOptions, prefix = "") {
      super(layerArgs(options));
      checkCount(NAME, "hiddenFeatures", options.hiddenFeatures);
      checkSeed(NAME, options.seed);
      for (const name of [options.activation ?? "relu", options.outputActivation ?? "linear"]) {
        if (name in activations) continue;
        const known = Object.keys(activations).join(", ");
        throw new RangeError(`${NAME}: activation must be one of ${known}, got ${name}`);
      }
      this.#options = options;
      this.#prefix = prefix;
      this.supportsMasking = true;
    }

    override build(inputShape: LayerShape | LayerShape[]): void {
      const [shape] = listOfShapes(inputShape) as [LayerShape];
      checkRank(NAME, "input", shape, "B, T, D");
      checkFeatures(NAME, "input", shape);
      const { hiddenFeatures: F, seed } = this.#options;
      const D = shape[2]!;
      const [first, second] = seedsOf(seed, 2) as [number, number];
      const add = (name: string, lengths: number[], start: Parameters<typeof this.addWeight>[3]) =>
        this.addWeight(`${this.#prefix}${name}`, lengths, "float32", start);
      const zeros = tf.initializers.zeros();
      this.#weights = [
        add("hidden/kernel", [D, F], glorotUniform(tf, D, F, first)),
        add("hidden/bias", [F], zeros),
        add("output/kernel", [F, D], glorotUniform(tf, F, D, second)),
        add("output/bias", [D], zeros),
      ];
      this.built = true;
    }

    override call(inputs: Tensor | Tensor[], _options: CallOptions): Tensor {
      const { activation = "relu", outputActivation = "linear" } = this.#options;
      return tf.tidy(() => {
        const input = single(NAME, inputs);
        checkRank(NAME, "input", input.shape, "B, T, D");
        checkFeatures(NAME, "input", input.shape, this.#weights[0]!.shape[0]!);
        const [kernel1, bias1, kernel2, bias2] = this.#weights.map((weight) => weight.read()) as [
          Tensor2D,
          Tensor1D,
          Tensor2D,
          Tensor1D,
        ];
        const [z1] = project(tf, input, [{ kernel: kernel1, bias: bias1 }]); // [B · T, F]
        const hidden = activations[activation](z1!);
        const [z2] = project(tf, hidden, [{ kernel: kernel2, bias: bias2 }]); // [B · T, D]
        return tf.reshape(activations[outputActivation](z2!), input.shape);
      });
    }

    override getConfig(): Config {
      return { ...super.getConfig(), ...configOf(this.#options, CONFIG) };
    }
  };
}
