/**
 * @file Three epochs of program 2 by the library, the last two timed; run as
 * `node program2Worker.js readable|fast|tensorflow`. The readable code takes a second a step: of it
 * one epoch is run, and what follows its first 50 steps is timed.
 *
 * All ways start from the same weights and take the same batches in the same order. The last line of
 * the output is a `Sample`.
 */

import {
  adam,
  type BatchRecord,
  createAttentionClassifier,
  createFastClassifier,
  fastTrainClassifier,
  matricesOf,
  packHeads,
  random,
  trainClassifier,
} from "large-models";
import { LENGTH, loadMailRows, VOCABULARY } from "./mailRows.js";

const EPOCHS = 3;
const UNTIMED_STEPS = 50;
const WIDTH = 16;
const HEADS = { numHeads: 2, keyDim: 16 };
const common = { epochs: EPOCHS, batchSize: 32 };

const { ids, labels } = await loadMailRows();
const classifier = createAttentionClassifier({
  vocabularySize: VOCABULARY,
  features: WIDTH,
  ...HEADS,
  hidden: [16, 16],
  random: random(1),
});
const order = random(2);
const examples = {
  input: { data: ids, shape: [labels.length, LENGTH] as [texts: number, length: number] },
  labels,
};
let start = 0;
let steps = 0;
const onBatch = ({ epoch, batch, batches }: BatchRecord) => {
  if (epoch === 1 && batch === batches) start = performance.now();
  steps = (EPOCHS - 1) * batches;
};

/** Each prepares what is not timed, trains, and returns the loss of the last epoch. */
const ways: Record<string, () => Promise<{ loss: number; versions: Record<string, string> }>> = {
  async readable() {
    const texts = Array.from(labels, (label, i) => {
      return { tokens: ids.subarray(i * LENGTH, (i + 1) * LENGTH), padding: 0, label };
    });
    const onBatch = ({ batch, batches }: BatchRecord) => {
      if (batch === UNTIMED_STEPS) start = performance.now();
      steps = batches - UNTIMED_STEPS;
    };
    const options = { ...common, epochs: 1, optimizer: adam(), random: order, onBatch };
    return { loss: trainClassifier(classifier, texts, options).at(-1)!.loss, versions: {} };
  },
  async fast() {
    const fast = createFastClassifier(classifier);
    const history = fastTrainClassifier(fast, examples, { ...common, random: order, onBatch });
    return { loss: history.at(-1)!.loss, versions: {} };
  },
  async tensorflow() {
    const tensorflow = await import("large-models/tensorflow");
    const { tf, backend, description } = await tensorflow.loadTensorFlow();
    const layer = (units: number, activation: "relu" | "linear") =>
      tensorflow.denseLayer(tf, { units, activation, seed: 0 });
    const table = { inputDim: VOCABULARY, outputDim: WIDTH, maskZero: true, seed: 0 };
    const model = tf.sequential();
    model.add(tensorflow.tokenEmbedding(tf, { ...table, inputShape: [LENGTH] }));
    model.add(tensorflow.multiHeadAttention(tf, { ...HEADS, seed: 0 }));
    model.add(tensorflow.globalAveragePooling1d(tf));
    for (const units of [16, 16]) model.add(layer(units, "relu"));
    model.add(layer(1, "linear"));
    const { embedding, attention, dense } = classifier;
    const weights = [embedding, packHeads(attention), dense].flatMap(matricesOf);
    tensorflow.setWeights(tf, model, weights);
    const { epochs } = await tensorflow.fit(model, examples, { ...common, random: order, onBatch });
    return {
      loss: epochs.at(-1)!.loss,
      versions: { [`tensorflow.js ${backend}`]: description },
    };
  },
};

const way = ways[process.argv[2] ?? ""];
if (!way) throw new Error(`program2Worker: there is no way "${process.argv[2]}"`);
const { loss, versions } = await way();
const msPerStep = (performance.now() - start) / steps;
console.log(JSON.stringify({ msPerStep, loss, versions: { node: process.version, ...versions } }));
