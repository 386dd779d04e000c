/** @file Training with the compiled kernel: what `network/train.ts` does with `adam`, in float32. */

import type { EpochRecord } from "../network/index.js";
import { adamStep } from "./adam.js";
import { checkEpochOptions, type EpochOptions, runEpochs, type StepResult } from "./epochs.js";
import { countRight, fastEvaluate } from "./evaluate.js";
import { countExamples, type FastExamples, loadExamples } from "./examples.js";
import type { FastMlp } from "./fastMlp.js";
import { backward, forward, loss } from "./passes.js";

export interface FastTrainOptions extends EpochOptions {
  /** examples that are only looked at, after every epoch */
  readonly validation?: FastExamples;
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
  const where = "fastTrain";
  const count = countExamples(where, fast, examples);
  const { validation } = options;
  checkEpochOptions(where, options);
  if (validation) countExamples(`${where}: validation`, fast, validation);
  const step = (indices: Uint32Array, rate: number) => trainStep(fast, examples, indices, rate);
  const validate = validation && (() => fastEvaluate(fast, validation));
  const { adam } = fast;
  return runEpochs({ where, adam, count, step, ...(validate && { validate }) }, options);
}

/** One step: forward, loss, backward, update. Returns how well the network did before it. */
function trainStep(
  fast: FastMlp,
  examples: FastExamples,
  indices: Uint32Array,
  rate: number,
): StepResult {
  const rows = indices.length;
  const room = fast.workspace(rows);
  loadExamples(fast, room, examples, indices);
  forward(fast, room, rows);
  const lossSum = loss(fast, room, rows);
  backward(fast, room, rows);
  adamStep(fast.memory.kernel, fast.adam, rate, [fast.parameters]);
  return { lossSum, right: countRight(fast, room, rows) };
}
