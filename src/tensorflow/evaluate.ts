/** @file How well a model does on examples that it does not learn from. */

import type { LayersModel } from "@tensorflow/tfjs";
import type { Evaluation } from "../network/train.js";
import { loadTensorFlow } from "./backend.js";
import { readClassifier } from "./classifier.js";
import { type BatchSource, batchSource, type LabelledExamples, range } from "./examples.js";
import { createPause } from "./interrupt.js";
import type { Stepper } from "./stepper.js";
import { createStepper } from "./training.js";
import { matrixShape, type Weights } from "./weights.js";

/**
 * Mean loss and accuracy of a model.
 *
 * @throws RangeError if the examples do not fit the model, or the loss is not finite; on WebGPU.
 */
export async function evaluateModel(
  model: LayersModel,
  examples: LabelledExamples,
): Promise<Evaluation> {
  const { tf } = await loadTensorFlow();
  const classifier = readClassifier("evaluateModel", model);
  const source = batchSource("evaluateModel", examples, classifier);
  const stepper = createStepper("evaluateModel", tf, model, classifier);
  try {
    return await evaluateAll(stepper, source, createPause(tf));
  } finally {
    stepper.dispose();
  }
}

/**
 * Mean loss and accuracy over all examples of a source.
 *
 * @param pause - awaited between parts of the work
 */
export async function evaluateAll(
  stepper: Stepper,
  source: BatchSource,
  pause: () => Promise<void>,
): Promise<Evaluation> {
  let loss = 0;
  let right = 0;
  let weight = 0;
  for (let start = 0; start < source.count; start += source.together) {
    const indices = range(start, Math.min(start + source.together, source.count));
    const result = stepper.evaluate(source.batch(indices));
    loss += result.loss;
    right += result.right;
    weight += result.weight;
    await pause();
  }
  return { loss: loss / weight, accuracy: right / weight };
}

/**
 * The gradient of the mean loss with respect to every parameter, in the order and the shapes of
 * `getWeights`; nothing is dropped.
 *
 * @throws RangeError if the examples do not fit the model, or the loss is not finite; on WebGPU.
 */
export async function modelGradients(
  model: LayersModel,
  examples: LabelledExamples,
): Promise<Weights[]> {
  const { tf } = await loadTensorFlow();
  const classifier = readClassifier("modelGradients", model);
  const source = batchSource("modelGradients", examples, classifier);
  const stepper = createStepper("modelGradients", tf, model, classifier);
  try {
    const gradients = stepper.gradients(source.batch(range(0, source.count)));
    const weights = model.layers.flatMap((layer) => layer.weights);
    return gradients.map((gradient, k) => ({
      data: Float64Array.from(gradient),
      shape: matrixShape(weights[k]!),
    }));
  } finally {
    stepper.dispose();
  }
}
