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
      const centredGrad = tf.sub(gradOutput, tf.mean(gradOutput, -1, true));
      return withinRow(tf, tf.mul(f, tf.sub(centredGrad, along)), f);
    };
    return { value: normalized, gradFunc };
  });
  return run(input);
}

/**
 * `gradInput`, in WebGL with nothing beyond its end.
 *
 * There a texel holds two rows of two numbers. The factor of a lone token is spread over the row that
 * is not there as well, and the next product of matrices would add that row up. Of the operations of
 * TensorFlow.js, division clears it.
 */
function withinRow(tf: Tf, gradInput: Tensor, factor: Tensor): Tensor {
  return factor.size === 1 && tf.getBackend() === "webgl" ? tf.div(gradInput, 1) : gradInput;
}
