/** @file Weights drawn as Keras draws them, from seeds. */

import { random } from "../../matrix/random.js";
import type { Tf } from "../backend.js";

/** What draws the first value of a weight. */
export type Initializer = NonNullable<ReturnType<Tf["initializers"]["glorotUniform"]>>;

/**
 * Without a seed TensorFlow.js would draw by Math.random.
 *
 * @throws RangeError unless `seed` is an integer in `[0, 2³²)`.
 */
export function checkSeed(where: string, seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`${where}: seed must be an integer in [0, 2³²), got ${seed}`);
  }
}

/** So many different seeds for the parts of one layer. */
export function seedsOf(seed: number, count: number): number[] {
  const { integer } = random(seed);
  return Array.from({ length: count }, () => integer(2 ** 31));
}

/** Uniform in `±√(6 / (fanIn + fanOut))`: Glorot and Bengio (2010), equation 16. */
export function glorotUniform(tf: Tf, fanIn: number, fanOut: number, seed: number): Initializer {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return tf.initializers.randomUniform({ minval: -limit, maxval: limit, seed });
}
