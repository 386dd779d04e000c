/** @file Loads TensorFlow.js. */

import { loadTensorFlow } from "../../../src/tensorflow/index.js";

/** Prints which backend came, or the failure. */
export async function load(): Promise<void> {
  try {
    const { backend, description, tf } = await loadTensorFlow();
    tf.ones([2]).dispose();
    console.log(JSON.stringify({ backend, description }));
  } catch (error) {
    const { name, message } = error as Error;
    console.log(JSON.stringify({ name, message }));
  }
}
