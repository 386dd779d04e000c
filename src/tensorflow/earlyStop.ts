/** @file Ending a training when the validation loss no longer falls. */

import { checkCount, checkNotNegative } from "../matrix/check.js";
import type { TrainingState } from "./stepper.js";

export interface EarlyStopOptions {
  /** epochs without a better validation loss after which the training ends, at least 1 */
  readonly patience: number;
  /** by how much a loss must be less than the best one to be better; defaults to 0 */
  readonly minImprovement?: number;
  /** leaves the model as it was after its best epoch; defaults to false, as in Keras */
  readonly keepBest?: boolean;
}

export interface EarlyStop {
  /** Says that an epoch ended; true if the training should end. */
  isOver(validationLoss: number, state: () => TrainingState): boolean;
  /** what the model was after its best epoch; `undefined` unless that is to be kept */
  readonly best: TrainingState | undefined;
}

/**
 * The rule of Keras's `EarlyStopping`.
 *
 * @throws RangeError if an option is out of its range.
 */
export function earlyStopRule(options: EarlyStopOptions): EarlyStop {
  const { patience, minImprovement = 0, keepBest = false } = options;
  checkCount("fit", "earlyStop.patience", patience);
  checkNotNegative("fit", "earlyStop.minImprovement", minImprovement);
  let bestLoss = Number.POSITIVE_INFINITY;
  let best: TrainingState | undefined;
  let waited = 0;
  return {
    isOver(validationLoss, state) {
      if (validationLoss < bestLoss - minImprovement) {
        bestLoss = validationLoss;
        waited = 0;
        if (keepBest) best = state();
      } else waited += 1;
      return waited >= patience;
    },
    get best() {
      return best;
    },
  };
}
