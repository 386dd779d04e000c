/** @file Trains until it is interrupted. */

import { random } from "../../../src/matrix/index.js";
import { createMlp } from "../../../src/network/index.js";
import {
  fit as fitModel,
  getWeights,
  loadTensorFlow,
  modelFromMlp,
} from "../../../src/tensorflow/index.js";

/** Prints "training", and when `wanted` signals have come what became of the model. */
export async function interrupted(wanted: number): Promise<void> {
  let signals = 0;
  process.on("SIGINT", () => {
    signals += 1;
  });
  const { tf } = await loadTensorFlow();
  // The sizes of the course's first program: products as long as there.
  const model = modelFromMlp(tf, createMlp({ sizes: [784, 64, 64, 10], random: random(1) }));
  const drawn = random(2);
  const images = Uint8Array.from({ length: 64 * 784 }, () => drawn.integer(256));
  const labels = Uint8Array.from({ length: 64 }, () => drawn.integer(10));
  const before = getWeights(model)[0]!.data;
  console.log("training");
  let ended = "";
  while (signals < wanted) {
    const options = { epochs: 100_000, batchSize: 32, random: random(3) };
    ({ ended } = await fitModel(model, { images, labels }, options));
  }
  const after = getWeights(model)[0]!.data;
  const areNumbers = after.every(Number.isFinite);
  const hasLearnt = after.some((entry, k) => entry !== before[k]);
  console.log(JSON.stringify({ ended, signals, areNumbers, hasLearnt }));
}
