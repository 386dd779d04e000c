/** @file A training of a model of our layers, dropout included, saved and taken up again. */

import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { random } from "../../../src/matrix/index.js";
import {
  fit as fitModel,
  loadModel,
  loadTensorFlow,
  saveModel,
} from "../../../src/tensorflow/index.js";
import { everyLayer, ids } from "../everyLayer.js";

const train = {
  inputs: [ids(1, 29), ids(2, 29)],
  labels: Array.from({ length: 29 }, (_, i) => i % 3),
};
const options = { epochs: 1, batchSize: 7 };

/** Trains, saves, and prints what `goOn` prints. */
export async function saveLayers(folder: string): Promise<void> {
  const { tf } = await loadTensorFlow();
  const model = everyLayer(tf, 0.25);
  await fitModel(model, train, { ...options, random: random(3) });
  await saveModel(model, folder);
  await goOn(model);
}

/** Loads, and prints what `goOn` prints. */
export async function resumeLayers(folder: string): Promise<void> {
  await goOn(await loadModel(folder));
}

/** Prints what the model says, then the losses of one more epoch. */
async function goOn(model: LayersModel): Promise<void> {
  const { tf } = await loadTensorFlow();
  const inputs = train.inputs.map(({ data, shape }) => tf.tensor2d(data, [...shape], "int32"));
  const said = [...(model.predict(inputs) as Tensor).dataSync()];
  const { batchLosses } = await fitModel(model, train, { ...options, random: random(4) });
  console.log(JSON.stringify([...said, ...batchLosses]));
}
