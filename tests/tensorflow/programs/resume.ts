/** @file A training of two epochs, saved between them and taken up again. */

import { random } from "../../../src/matrix/index.js";
import {
  fit as fitModel,
  loadModel,
  loadTensorFlow,
  modelFromMlp,
  saveModel,
} from "../../../src/tensorflow/index.js";
import { network, problem } from "../problem.js";

const train = problem(41, 2);
const options = { epochs: 1, batchSize: 7 };

/** Trains, saves, trains on; prints the losses of the second epoch. */
export async function save(folder: string): Promise<void> {
  const { tf } = await loadTensorFlow();
  const model = modelFromMlp(tf, network(1));
  await fitModel(model, train, { ...options, random: random(3) });
  await saveModel(model, folder);
  const { batchLosses } = await fitModel(model, train, { ...options, random: random(4) });
  console.log(JSON.stringify(batchLosses));
}

/** Loads and trains on; prints the losses of the second epoch. */
export async function resume(folder: string): Promise<void> {
  const model = await loadModel(folder);
  const { batchLosses } = await fitModel(model, train, { ...options, random: random(4) });
  console.log(JSON.stringify(batchLosses));
}
