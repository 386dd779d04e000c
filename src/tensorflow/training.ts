/** @file A model on its backend for training: what it has learnt goes in before and out after. */

import type { LayersModel } from "@tensorflow/tfjs";
import type { Tf } from "./backend.js";
import type { Classifier } from "./classifier.js";
import { graphStepper } from "./graphStepper.js";
import { pooledStepper } from "./native/pooled/stepper.js";
import { nativeStepper } from "./native/stepper.js";
import { readPooledAttention } from "./pooledAttention.js";
import { portableStepper } from "./portableStepper.js";
import type { AdamMemory, Stepper, TrainingState } from "./stepper.js";
import { assign } from "./weights.js";

// As in Keras, Adam's memory belongs to the model: a second training goes on where the first ended.
const memories = new WeakMap<LayersModel, AdamMemory>();

/** What Adam remembers of a model's training; `undefined` before the first step. */
export function adamMemory(model: LayersModel): AdamMemory | undefined {
  return memories.get(model);
}

/** Gives a model the memory that another one had. */
export function setAdamMemory(model: LayersModel, memory: AdamMemory): void {
  memories.set(model, memory);
}

/**
 * The model on the current backend; give it back by `dispose`.
 *
 * @throws RangeError on WebGPU, where what is read at once is 0: it would seem to learn nothing.
 */
export function createStepper(
  where: string,
  tf: Tf,
  model: LayersModel,
  classifier: Classifier,
): Stepper {
  if (tf.getBackend() === "webgpu") {
    const must = "the backend must give its numbers at once";
    throw new RangeError(`${where}: ${must}, got "webgpu"; there, train by model.fit`);
  }
  const weights = model.layers.flatMap((layer) => layer.getWeights());
  const parameters = weights.map((weight) => weight.dataSync<"float32">().slice());
  const empty = () => parameters.map(({ length }) => new Float32Array(length));
  const adam = memories.get(model) ?? { steps: 0, mean: empty(), square: empty() };
  const { network } = classifier;
  const isNative = tf.getBackend() === "tensorflow";
  const pooled = isNative ? readPooledAttention(model) : undefined;
  if (pooled) return pooledStepper(tf, pooled, { parameters, adam });
  if (!network) return graphStepper(tf, model, classifier, { parameters, adam });
  const create = isNative ? nativeStepper : portableStepper;
  return create(tf, network, { parameters, adam });
}

/** Writes what was learnt back into the model. */
export function storeState(tf: Tf, model: LayersModel, { parameters, adam }: TrainingState): void {
  assign(tf, model, parameters);
  memories.set(model, adam);
}
