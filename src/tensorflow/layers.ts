/**
 * @file Dense layers and models of them, with the defaults of Keras.
 *
 * `tf.layers.dense` draws its weights from a truncated normal distribution (Glorot normal) where
 * Keras draws them from a uniform one; a program that is copied from Python starts elsewhere.
 */

import type { layers, Sequential } from "@tensorflow/tfjs";
import { checkCount } from "../matrix/check.js";
import type { Mlp } from "../network/mlp.js";
import type { Tf } from "./backend.js";
import type { ActivationName } from "./network.js";
import { setWeights } from "./weights.js";

/** A layer of TensorFlow.js. */
export type Layer = layers.Layer;

export interface DenseLayerOptions {
  /** output features */
  readonly units: number;
  /** applied to every output; defaults to "linear", which leaves it as it is */
  readonly activation?: ActivationName | "softmax";
  /** features of the input; the first layer of a model must say it */
  readonly inputSize?: number;
  /** an integer from which the weights are drawn */
  readonly seed: number;
}

/**
 * A dense layer as Keras makes it: weights Glorot uniform, biases zero.
 *
 * @throws RangeError unless `units` and `inputSize` are positive integers and `seed` is an integer.
 */
export function denseLayer(tf: Tf, options: DenseLayerOptions): Layer {
  const { units, activation = "linear", inputSize, seed } = options;
  checkCount("denseLayer", "units", units);
  if (inputSize !== undefined) checkCount("denseLayer", "inputSize", inputSize);
  // Without a seed TensorFlow.js would draw by Math.random.
  if (!Number.isInteger(seed)) {
    throw new RangeError(`denseLayer: seed must be an integer, got ${seed}`);
  }
  return tf.layers.dense({
    units,
    activation,
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
    biasInitializer: "zeros",
    ...(inputSize === undefined ? {} : { inputShape: [inputSize] }),
  });
}

/**
 * A model with the layers, weights and biases of an `Mlp`, rounded to 32 bits; its output are logits
 * if those of the `Mlp` are.
 *
 * @throws RangeError if an activation has no name in TensorFlow.js.
 */
export function modelFromMlp(tf: Tf, mlp: Mlp): Sequential {
  const model = tf.sequential();
  for (const [l, { weight, activation }] of mlp.layers.entries()) {
    const layer = denseLayer(tf, {
      units: weight.shape[1],
      activation: nameOf(activation.name),
      seed: l,
      ...(l === 0 ? { inputSize: weight.shape[0] } : {}),
    });
    model.add(layer);
  }
  setWeights(
    tf,
    model,
    mlp.layers.flatMap(({ weight, bias }) => [weight, bias]),
  );
  return model;
}

function nameOf(activation: string): ActivationName {
  if (activation === "identity") return "linear";
  if (activation === "relu" || activation === "sigmoid" || activation === "tanh") return activation;
  const must = "activation must be identity, relu, sigmoid or tanh";
  throw new RangeError(`modelFromMlp: ${must}, got ${activation}`);
}
