/** @file Counting what lives on a backend. */

import type { Tf } from "../../src/tensorflow/backend.js";

/** Tensors that TensorFlow.js knows, and on the native backend those that the addon knows. */
export function living(tf: Tf): { tensors: number; native: number } {
  const { binding } = tf.backend() as unknown as { binding?: { getNumOfTensors(): number } };
  return { tensors: tf.memory().numTensors, native: binding?.getNumOfTensors() ?? 0 };
}
