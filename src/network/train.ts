/**
 * @file Training a multilayer perceptron as a classifier, by hand from end to end.
 *
 * `fast/train.ts` does the same with the compiled kernel, `tensorflow/fit.ts` with TensorFlow.
 */

import {
  checkCount,
  checkFinite,
  checkSame,
  type Matrix,
  pickRows,
  type Random,
} from "../matrix/index.js";
import { accuracy } from "./accuracy.js";
import { softmaxCrossEntropy, softmaxCrossEntropyBackward } from "./crossEntropy.js";
import { epochRecord } from "./epochRecord.js";
import { checkLabels } from "./labels.js";
import { gradientList, type Mlp, mlpBackward, mlpForward, parameters } from "./mlp.js";
import type { Optimizer } from "./optimizer.js";

/** Inputs with the class of each. */
export interface Examples {
  /** shape `[N, I]` */
  readonly input: Matrix;
  /** `N` class indices */
  readonly labels: ArrayLike<number>;
}

/** How well a network does on some examples. */
export interface Evaluation {
  /** softmax cross-entropy, mean over the examples, in nats */
  readonly loss: number;
  /** fraction of examples classified right */
  readonly accuracy: number;
}

/** One pass through the training examples. */
export interface EpochRecord extends Evaluation {
  /** from 1 */
  readonly epoch: number;
  /** loss on the validation examples after the epoch; only if there are such */
  readonly validationLoss?: number;
  /** accuracy on the validation examples after the epoch; only if there are such */
  readonly validationAccuracy?: number;
}

/** One step of the optimiser. */
export interface BatchRecord extends Evaluation {
  /** from 1 */
  readonly epoch: number;
  /** from 1, in this epoch */
  readonly batch: number;
  /** batches an epoch */
  readonly batches: number;
}

export interface TrainOptions {
  /** passes through the training examples */
  readonly epochs: number;
  /** examples a step; the last batch of an epoch holds what is left */
  readonly batchSize: number;
  readonly optimizer: Optimizer;
  /** draws one permutation of the examples an epoch */
  readonly random: Random;
  /** examples that are only looked at, after every epoch */
  readonly validation?: Examples;
  /** called after every epoch; `false` ends the training */
  readonly onEpoch?: (record: EpochRecord) => unknown;
  /** called after every step */
  readonly onBatch?: (record: BatchRecord) => void;
}

/**
 * Loss and accuracy, with the network's output as logits.
 *
 * @throws RangeError if the examples do not fit the network.
 */
export function evaluate(mlp: Mlp, examples: Examples): Evaluation {
  const { output } = mlpForward(mlp, examples.input);
  const { loss } = softmaxCrossEntropy(output, examples.labels);
  return { loss, accuracy: accuracy(output, examples.labels) };
}

/** Before the first step: what does not fit should not be found out after an epoch. */
function checkExamples(where: string, { layers }: Mlp, { input, labels }: Examples): void {
  const [rows, cols] = input.shape;
  checkSame(
    where,
    "columns of input and features of the network",
    cols,
    layers[0]!.weight.shape[0],
  );
  checkFinite(where, "input", input.data);
  checkLabels(where, labels, [rows, layers.at(-1)!.weight.shape[1]]);
}

/** One step: forward, loss, backward, update. Returns how well the network did before it. */
function trainStep(mlp: Mlp, { input, labels }: Examples, optimizer: Optimizer): Evaluation {
  const forward = mlpForward(mlp, input);
  const { loss, probabilities } = softmaxCrossEntropy(forward.output, labels);
  const gradLogits = softmaxCrossEntropyBackward(probabilities, labels);
  optimizer.step(parameters(mlp), gradientList(mlpBackward(mlp, forward, gradLogits)));
  return { loss, accuracy: accuracy(forward.output, labels) };
}

/**
 * Minimises the softmax cross-entropy of the network's output; changes its parameters in place.
 *
 * Loss and accuracy of an epoch are means over its examples, each seen by the network as it was
 * at that step: the numbers that Keras prints.
 *
 * @returns one record an epoch
 * @throws RangeError if the examples do not fit the network, an option is out of its range, or a
 * row's largest logit is no longer finite: the learning rate is too large.
 */
export function trainMlp(mlp: Mlp, examples: Examples, options: TrainOptions): EpochRecord[] {
  const { input, labels } = examples;
  const { epochs, batchSize, optimizer, random, validation, onEpoch, onBatch } = options;
  const [count] = input.shape;
  checkExamples("trainMlp", mlp, examples);
  checkCount("trainMlp", "epochs", epochs);
  checkCount("trainMlp", "batchSize", batchSize);
  if (validation) checkExamples("trainMlp: validation", mlp, validation);
  const batches = Math.ceil(count / batchSize);
  const history: EpochRecord[] = [];
  for (let epoch = 1; epoch <= epochs; ++epoch) {
    const order = random.permutation(count);
    let loss = 0;
    let right = 0;
    for (let batch = 1; batch <= batches; ++batch) {
      const indices = order.subarray((batch - 1) * batchSize, batch * batchSize);
      const chosen = {
        input: pickRows(input, indices),
        labels: Array.from(indices, (i) => labels[i]!),
      };
      const step = trainStep(mlp, chosen, optimizer);
      loss += step.loss * indices.length;
      right += step.accuracy * indices.length;
      onBatch?.({ epoch, batch, batches, ...step });
    }
    const validated = validation && evaluate(mlp, validation);
    const record = epochRecord(epoch, { loss: loss / count, accuracy: right / count }, validated);
    history.push(record);
    if (onEpoch?.(record) === false) break;
  }
  return history;
}
