/** @file Training with the compiled kernel: what `network/train.ts` does with `adam`, in float32. */

import { checkCount, checkNotNegative, checkPositive, type Random } from "../matrix/index.js";
import type { BatchRecord, EpochRecord, Schedule } from "../network/index.js";
import { adamStep } from "./adam.js";
import { countRight, fastEvaluate } from "./evaluate.js";
import { countExamples, type FastExamples, loadExamples } from "./examples.js";
import type { FastMlp } from "./fastMlp.js";
import { backward, forward, loss } from "./passes.js";

export interface FastTrainOptions {
  /** passes through the training examples */
  readonly epochs: number;
  /** examples a step; the last batch of an epoch holds what is left */
  readonly batchSize: number;
  /** a positive number, or a schedule of such; defaults to 0.001 */
  readonly learningRate?: number | Schedule;
  /** draws one permutation of the examples an epoch */
  readonly random: Random;
  /** examples that are only looked at, after every epoch */
  readonly validation?: FastExamples;
  /** called after every epoch; `false` ends the training */
  readonly onEpoch?: (record: EpochRecord) => unknown;
  /** called after every step */
  readonly onBatch?: (record: BatchRecord) => void;
}

/**
 * Minimises the softmax cross-entropy with Adam, in the same batches and order as `trainMlp`.
 *
 * Loss and accuracy of an epoch are means over its examples, each seen by the network as it was
 * at that step. Adam's memory stays: a second call goes on where the first one ended.
 *
 * @returns one record an epoch
 * @throws RangeError if the examples do not fit the network, an option is out of its range, or the
 * loss is no longer finite.
 */
export function fastTrain(
  fast: FastMlp,
  examples: FastExamples,
  options: FastTrainOptions,
): EpochRecord[] {
  const { epochs, batchSize, learningRate = 0.001, random, validation, onEpoch, onBatch } = options;
  const count = countExamples("fastTrain", fast, examples);
  checkCount("fastTrain", "epochs", epochs);
  checkCount("fastTrain", "batchSize", batchSize);
  if (validation) countExamples("fastTrain: validation", fast, validation);
  if (typeof learningRate === "number") checkPositive("fastTrain", "learningRate", learningRate);
  const batches = Math.ceil(count / batchSize);
  const history: EpochRecord[] = [];

  for (let epoch = 1; epoch <= epochs; ++epoch) {
    const order = random.permutation(count);
    let lossSum = 0;
    let rightSum = 0;
    for (let batch = 1; batch <= batches; ++batch) {
      const indices = order.subarray((batch - 1) * batchSize, batch * batchSize);
      const rows = indices.length;
      const rate = rateOf(learningRate, fast.adam.steps);
      const step = trainStep(fast, examples, indices, rate);
      lossSum += step.lossSum;
      rightSum += step.right;
      onBatch?.({ epoch, batch, batches, loss: step.lossSum / rows, accuracy: step.right / rows });
    }
    const record = { epoch, loss: lossSum / count, accuracy: rightSum / count };
    history.push(validation ? { ...record, ...validate(fast, validation) } : record);
    if (onEpoch?.(history.at(-1)!) === false) break;
  }
  return history;
}

function rateOf(learningRate: number | Schedule, step: number): number {
  if (typeof learningRate === "number") return learningRate;
  const rate = learningRate(step);
  checkNotNegative("fastTrain", `learningRate of step ${step}`, rate);
  return rate;
}

/** One step: forward, loss, backward, update. Returns how well the network did before it. */
function trainStep(
  fast: FastMlp,
  examples: FastExamples,
  indices: Uint32Array,
  rate: number,
): { lossSum: number; right: number } {
  const rows = indices.length;
  const room = fast.workspace(rows);
  loadExamples(fast, room, examples, indices);
  forward(fast, room, rows);
  const lossSum = loss(fast, room, rows);
  backward(fast, room, rows);
  adamStep(fast, rate);
  return { lossSum, right: countRight(fast, room, rows) };
}

function validate(
  fast: FastMlp,
  validation: FastExamples,
): { validationLoss: number; validationAccuracy: number } {
  const { loss, accuracy } = fastEvaluate(fast, validation);
  return { validationLoss: loss, validationAccuracy: accuracy };
}
