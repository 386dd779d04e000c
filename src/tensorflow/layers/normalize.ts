/**
 * @file Layer normalisation of every token, forward and backward.
 *
 * TensorFlow.js composes its own of a batch normalisation and four copies of its input; on WebAssembly
 * that takes many times as long.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `D` features.
 *
 * Source: Ba, Kiros and Hinton, "Layer Normalization" (2016), equation 4; the variance is the biased
 * one, divided by `D`.
 */

import type { Tensor } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";

/**
 * `(x − mean) / √(variance + epsilon)` of the last axis, without gain and bias.
 *
 * With `n` the output and `g` its gradient: `gradInput = (g − mean(g) − n · mean(g ∘ n)) / deviation`.
 */
export function normalize(tf: Tf, input: Tensor, epsilon: number): Tensor {
  const run = tf.customGrad((...given) => {
    const [x, save] = given as unknown as [Tensor, (tensors: Tensor[]) => void];
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const factor = tf.rsqrt(tf.add(variance, epsilon)); // [·, ·, 1]
    const normalized = tf.mul(centred, factor);
    save([normalized, factor]);
    const gradFunc = (gradOutput: Tensor, saved: Tensor[]) => {
      const [n, f] = saved as [Tensor, Tensor];
      const along = tf.mul(n, tf.mean(tf.mul(gradOutput, n), -1, true));
      return tf.mul(f, tf.sub(tf.sub(gradOutput, tf.mean(gradOutput, -1, true)), along));
    };
    return { value: normalized, gradFunc };
  });
  return run(input);
}
