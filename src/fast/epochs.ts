/** @file Passes through examples in batches: what every training with the kernel has in common. */

import { checkCount, checkPositive, type Random } from "../matrix/index.js";
import { epochRecord } from "../network/epochRecord.js";
import type { BatchRecord, EpochRecord, Evaluation, Schedule } from "../network/index.js";
import { rateOf } from "../network/learningRate.js";
import type { AdamState } from "./adam.js";

export interface EpochOptions {
  /** passes through the training examples */
  readonly epochs: number;
  /** examples a step; the last batch of an epoch holds what is left */
  readonly batchSize: number;
  /** a positive number, or a schedule of such; defaults to 0.001 */
  readonly learningRate?: number | Schedule;
  /** draws one permutation of the examples an epoch */
  readonly random: Random;
  /** called after every epoch; `false` ends the training */
  readonly onEpoch?: (record: EpochRecord) => unknown;
  /** called after every step */
  readonly onBatch?: (record: BatchRecord) => void;
}

/** How a batch went. */
export interface StepResult {
  readonly lossSum: number;
  readonly right: number;
}

/** What is trained. */
export interface Training {
  /** the function that asks, for messages */
  readonly where: string;
  readonly adam: AdamState;
  /** how many examples there are */
  readonly count: number;
  /** One step: forward, loss, backward, update. Returns how well the network did before it. */
  readonly step: (indices: Uint32Array, rate: number) => StepResult;
  /** how well the network does on the validation examples, if there are such */
  readonly validate?: () => Evaluation;
}

/** @throws RangeError if an option is out of its range. */
export function checkEpochOptions(where: string, options: EpochOptions): void {
  const { epochs, batchSize, learningRate } = options;
  checkCount(where, "epochs", epochs);
  checkCount(where, "batchSize", batchSize);
  if (typeof learningRate === "number") checkPositive(where, "learningRate", learningRate);
}

/** Trains as the options say; one record an epoch. */
export function runEpochs(training: Training, options: EpochOptions): EpochRecord[] {
  const { where, adam, count, step, validate } = training;
  const { epochs, batchSize, learningRate = 0.001, random, onEpoch, onBatch } = options;
  const batches = Math.ceil(count / batchSize);
  const history: EpochRecord[] = [];
  for (let epoch = 1; epoch <= epochs; ++epoch) {
    const order = random.permutation(count);
    let lossSum = 0;
    let rightSum = 0;
    for (let batch = 1; batch <= batches; ++batch) {
      const indices = order.subarray((batch - 1) * batchSize, batch * batchSize);
      const rows = indices.length;
      const result = step(indices, rateOf(where, learningRate, adam.steps));
      lossSum += result.lossSum;
      rightSum += result.right;
      const [loss, accuracy] = [result.lossSum / rows, result.right / rows];
      onBatch?.({ epoch, batch, batches, loss, accuracy });
    }
    const seen = { loss: lossSum / count, accuracy: rightSum / count };
    const record = epochRecord(epoch, seen, validate?.());
    history.push(record);
    if (onEpoch?.(record) === false) break;
  }
  return history;
}
