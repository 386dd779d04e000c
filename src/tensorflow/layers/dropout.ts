/**
 * @file Dropout that a seed repeats: the same numbers on every backend, others at every step.
 *
 * With a seed, TensorFlow.js's own drops the same entries at every step; without one, others at every
 * run.
 *
 * Source: Srivastava et al., "Dropout", Journal of Machine Learning Research 15 (2014).
 */

import type { Tensor } from "@tensorflow/tfjs";
import { random, xoshiro128 } from "../../matrix/random.js";
import type { Tf } from "../backend.js";
import type { CallOptions } from "./layerClass.js";

/** Draws what a layer drops; `undefined` outside of training. */
export interface Drops {
  /** Factors `1/(1 − rate)`, with probability `rate` 0 instead, in the given shape. */
  next(tf: Tf, shape: readonly number[], options: CallOptions): Tensor | undefined;
}

/**
 * What the layer of this seed drops.
 *
 * Our `fit` says the number of the step, so that a training that is taken up again drops what it would
 * have dropped; TensorFlow.js's own says none, there the calls are counted.
 */
export function drops(rate: number, seed: number): Drops {
  let lastStep = -1;
  let call = 0;
  return {
    next(tf, shape, options) {
      if (rate === 0 || !options?.training) return undefined;
      const step = (options.step as number | undefined) ?? -1;
      call = step === lastStep ? call + 1 : 0;
      lastStep = step;
      const mixed = Math.imul(seed, 0x9e3779b1) + Math.imul(step, 0x85ebca77) + call;
      const factors = new Float32Array(shape.reduce((size, length) => size * length, 1));
      const { integer } = random(mixed >>> 0);
      const word = () => integer(2 ** 32);
      const next = xoshiro128([word(), word(), word(), word()]);
      const [limit, kept] = [rate * 2 ** 32, 1 / (1 - rate)];
      for (let k = 0; k < factors.length; ++k) factors[k] = next() < limit ? 0 : kept;
      return tf.tensor(factors, [...shape]);
    },
  };
}
