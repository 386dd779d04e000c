/**
 * @file What a backend of a page makes of our layers and of a model of them. It runs in the page, and
 * reads results by `data()`: WebGPU does not have them at once.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `C` classes.
 */

import type { LayersModel, Tensor, Tensor2D } from "@tensorflow/tfjs";
import { random } from "../../src/matrix/index.js";
import {
  denseLayer,
  fit as fitModel,
  globalAveragePooling1d,
  loadTensorFlow,
  packModel,
  positionalEmbedding,
  type Tf,
  tokenEmbedding,
  transformerEncoder,
  unpackModel,
} from "../../src/tensorflow/index.js";
import { chain } from "../tensorflow/byHand.js";
import { B, block, D, ids, N, problems, S, seed, solve, T } from "./backendLayers.js";

const C = 3;

/** A model of ours that says a class, from ids of shape `[B, T]`. */
function classifier(tf: Tf): LayersModel {
  const input = tf.input({ shape: [T], dtype: "int32" });
  const output = chain(
    input,
    tokenEmbedding(tf, { inputDim: N, outputDim: D, maskZero: true, seed }),
    positionalEmbedding(tf, { kind: "learned", maxLength: S, seed }),
    transformerEncoder(tf, block),
    globalAveragePooling1d(tf),
    denseLayer(tf, { units: C, activation: "softmax", seed }),
  );
  return tf.model({ inputs: input, outputs: output });
}

/** Sequences, and of each the class of its first token. */
async function examples(tf: Tf): Promise<{ said: Tensor2D; data: Int32Array; labels: number[] }> {
  const count = 3 * B;
  const said = ids(tf, count, T, 6);
  const data = await said.data<"int32">();
  return { said, data, labels: Array.from({ length: count }, (_, i) => data[i * T]! % C) };
}

const training = { epochs: 3, batchSize: B };

/** Trains the model by TensorFlow.js's own `fit`; `tensors` are those that live after each step. */
async function train(tf: Tf, model: LayersModel): Promise<{ losses: number[]; tensors: number[] }> {
  const { said, labels } = await examples(tf);
  const classes = tf.tensor1d(labels);
  // On WebGL an epsilon that is not said is 1e-4, as if its numbers had 16 bits.
  const optimizer = tf.train.adam(0.01, 0.9, 0.999, 1e-7);
  model.compile({ optimizer, loss: "sparseCategoricalCrossentropy" });
  const tensors: number[] = [];
  const { history } = await model.fit(said, classes, {
    ...{ ...training, shuffle: false, verbose: 0 },
    callbacks: { onBatchEnd: async () => void tensors.push(tf.memory().numTensors) },
  });
  for (const each of [said, classes, optimizer]) each.dispose();
  return { losses: history.loss as number[], tensors };
}

/** The loss of every step of our own `fit`, or why it refuses. */
async function trainByOurs(tf: Tf): Promise<readonly number[] | string> {
  const { said, data, labels } = await examples(tf);
  const model = classifier(tf);
  const inputs = [{ data, shape: [labels.length, T] as const }];
  const options = { ...training, epochs: 1, learningRate: 0.01, random: random(8) };
  try {
    return (await fitModel(model, { inputs, labels }, options)).batchLosses;
  } catch (error) {
    return String(error);
  } finally {
    for (const each of [said, model]) each.dispose();
  }
}

/** What a model says of some sequences. */
async function predict(tf: Tf, model: LayersModel): Promise<number[]> {
  const said = ids(tf, B, T, 7);
  const output = model.predict(said) as Tensor;
  const numbers = [...(await output.data())];
  for (const each of [said, output]) each.dispose();
  return numbers;
}

/** What a backend of this page makes of our layers. */
export interface Answers {
  readonly backend: string;
  /** what `loadTensorFlow` says in this page */
  readonly description: string;
  /** outputs and gradients of each layer, by its name and theirs */
  readonly layers: Record<string, Record<string, number[]>>;
  /** what a model says that was trained, and its copies: packed and unpacked, by JSON and weights */
  readonly predictions: { trained: number[]; unpacked: number[]; rebuilt: number[] };
  /** of each epoch of a training by TensorFlow.js */
  readonly losses: number[];
  /** of each step of a training by our `fit`, or why it refuses */
  readonly batchLosses: readonly number[] | string;
  /** tensors alive after each step of the training */
  readonly tensors: number[];
  /** tensors alive after all this that were not before */
  readonly leaked: number;
}

/** Everything, on one backend; `null` if this browser does not have it. */
async function answersOf(backend: string): Promise<Answers | null> {
  const { tf, description } = await loadTensorFlow();
  if (!tf.findBackendFactory(backend) || !(await tf.setBackend(backend))) return null;
  await tf.ready();
  const before = tf.memory().numTensors;
  const layers: Answers["layers"] = {};
  for (const [name, make] of Object.entries(problems)) layers[name] = await solve(tf, make);
  const model = classifier(tf);
  const { losses, tensors } = await train(tf, model);
  const batchLosses = await trainByOurs(tf);
  const unpacked = await unpackModel(await packModel(model));
  const rebuilt = await tf.models.modelFromJSON(JSON.parse(model.toJSON() as string));
  rebuilt.setWeights(model.getWeights());
  const predictions = {
    trained: await predict(tf, model),
    unpacked: await predict(tf, unpacked),
    rebuilt: await predict(tf, rebuilt),
  };
  for (const each of [model, unpacked, rebuilt]) each.dispose();
  const leaked = tf.memory().numTensors - before;
  const trained = { losses, batchLosses, tensors, leaked };
  return { backend: tf.getBackend(), description, layers, predictions, ...trained };
}

Object.assign(globalThis, { answersOf }); // for the test, which is not in the page
