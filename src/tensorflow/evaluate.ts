/** @file How well a model does on examples that it does not learn from. */

import type { LayersModel } from "@tensorflow/tfjs";
import type { Evaluation } from "../network/train.js";
import { loadTensorFlow } from "./backend.js";
import { type BatchSource, batchSource, type LabelledExamples, range } from "./examples.js";
import { createPause } from "./interrupt.js";
import { readNetwork } from "./network.js";
import type { Stepper } from "./stepper.js";
import { createStepper } from "./training.js";
import type { Weights } from "./weights.js";

/** Examples looked at together: enough for speed, few enough for memory. */
const CHUNK = 500;

/**
 * Mean loss and accuracy of a model.
 *
 * @throws RangeError if the examples do not fit the model, or the loss is not finite.
 */
export async function evaluateModel(
  model: LayersModel,
  examples: LabelledExamples,
): Promise<Evaluation> {
  const { tf } = await loadTensorFlow();
  const network = readNetwork("evaluateModel", model);
  const source = batchSource("evaluateModel", examples, network);
  const stepper = createStepper(tf, model, network);
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
  for (let start = 0; start < source.count; start += CHUNK) {
    const indices = range(start, Math.min(start + CHUNK, source.count));
    const result = stepper.evaluate(source.batch(indices));
    loss += result.loss;
    right += result.right;
    await pause();
  }
  return { loss: loss / source.count, accuracy: right / source.count };
}

/**
 * The gradient of the mean loss with respect to every parameter, in the order and the shapes of
 * `getWeights`.
 *
 * @throws RangeError if the examples do not fit the model, or the loss is not finite.
 */
export async function modelGradients(
  model: LayersModel,
  examples: LabelledExamples,
): Promise<Weights[]> {
  const { tf } = await loadTensorFlow();
  const network = readNetwork("modelGradients", model);
  const source = batchSource("modelGradients", examples, network);
  const stepper = createStepper(tf, model, network);
  try {
    const gradients = stepper.gradients(source.batch(range(0, source.count)));
    return gradients.map((gradient, k) => {
      const { inputs, outputs } = network.layers[k >> 1]!;
      return { data: Float64Array.from(gradient), shape: [k % 2 === 0 ? inputs : 1, outputs] };
    });
  } finally {
    stepper.dispose();
  }
}
