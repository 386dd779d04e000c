/** @file Training of a classifier of texts: what `network/trainClassifier.ts` does with `adam`. */

import type { EpochRecord } from "../../network/index.js";
import { adamStep } from "../adam.js";
import { checkEpochOptions, type EpochOptions, runEpochs, type StepResult } from "../epochs.js";
import { countRight, fastEvaluateClassifier } from "./evaluate.js";
import type { FastClassifier } from "./fastClassifier.js";
import { backward, forward, loss } from "./passes.js";
import { countLabeledTexts, type LabeledTokenIds, loadLabeledTexts } from "./texts.js";

export interface FastTrainClassifierOptions extends EpochOptions {
  /** texts that are only looked at, after every epoch */
  readonly validation?: LabeledTokenIds;
}

/**
 * Minimises the binary cross-entropy with Adam, in the same batches and order as `trainClassifier`.
 *
 * Loss and accuracy of an epoch are means over its texts, each seen by the classifier as it was at
 * that step. Adam's memory stays: a second call goes on where the first one ended.
 *
 * @returns one record an epoch
 * @throws RangeError if the texts do not fit the classifier, an option is out of its range, or the
 * loss is no longer finite.
 */
export function fastTrainClassifier(
  fast: FastClassifier,
  texts: LabeledTokenIds,
  options: FastTrainClassifierOptions,
): EpochRecord[] {
  const where = "fastTrainClassifier";
  const count = countLabeledTexts(where, fast, texts);
  const { validation } = options;
  checkEpochOptions(where, options);
  if (validation) countLabeledTexts(`${where}: validation`, fast, validation);
  const step = (indices: Uint32Array, rate: number) => trainStep(fast, texts, indices, rate);
  const validate = validation && (() => fastEvaluateClassifier(fast, validation));
  const { adam } = fast;
  return runEpochs({ where, adam, count, step, ...(validate && { validate }) }, options);
}

/** One step: forward, loss, backward, update. Returns how well the classifier did before it. */
function trainStep(
  fast: FastClassifier,
  texts: LabeledTokenIds,
  indices: Uint32Array,
  rate: number,
): StepResult {
  const rows = indices.length;
  const room = loadLabeledTexts(fast, texts, indices);
  forward(fast, room, rows);
  const lossSum = loss(fast, room, rows);
  backward(fast, room, rows);
  adamStep(fast.memory.kernel, fast.adam, rate, fast.places.all);
  return { lossSum, right: countRight(fast, room, rows) };
}
