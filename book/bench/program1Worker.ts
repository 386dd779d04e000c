/**
 * @file One epoch of program 1 by the library, timed; run as
 * `node program1Worker.js readable|fast|tensorflow`.
 *
 * All three start from the same weights and take the same batches in the same order. The last line
 * of its output is a `Sample`.
 */

import {
  adam,
  type BatchRecord,
  createFastMlp,
  createMlp,
  digitMatrix,
  fastTrain,
  loadMnist,
  random,
  trainMlp,
} from "large-models";

const SKIPPED = 50;
const common = { epochs: 1, batchSize: 32 };

const { train } = await loadMnist();
const mlp = createMlp({ sizes: [784, 64, 64, 10], random: random(1) });
const order = random(2);
let start = 0;
let steps = 0;
const onBatch = ({ batch, batches }: BatchRecord) => {
  if (batch === SKIPPED) start = performance.now();
  steps = batches - SKIPPED;
};

/** Each prepares what is not timed, trains one epoch, and returns its loss. */
const ways: Record<string, () => Promise<{ loss: number; versions: Record<string, string> }>> = {
  async readable() {
    const input = digitMatrix(train, { start: 0, end: train.count });
    const options = { ...common, optimizer: adam(), random: order, onBatch };
    const [epoch] = trainMlp(mlp, { input, labels: train.labels }, options);
    return { loss: epoch!.loss, versions: {} };
  },
  async fast() {
    const [epoch] = fastTrain(createFastMlp(mlp), train, { ...common, random: order, onBatch });
    return { loss: epoch!.loss, versions: {} };
  },
  async tensorflow() {
    const { fit, loadTensorFlow, modelFromMlp } = await import("large-models/tensorflow");
    const { tf, backend, description } = await loadTensorFlow();
    const model = modelFromMlp(tf, mlp);
    const { epochs } = await fit(model, train, { ...common, random: order, onBatch });
    return { loss: epochs[0]!.loss, versions: { [`tensorflow.js ${backend}`]: description } };
  },
};

const way = ways[process.argv[2] ?? ""];
if (!way) throw new Error(`program1Worker: there is no way "${process.argv[2]}"`);
const { loss, versions } = await way();
const msPerStep = (performance.now() - start) / steps;
console.log(JSON.stringify({ msPerStep, loss, versions: { node: process.version, ...versions } }));
