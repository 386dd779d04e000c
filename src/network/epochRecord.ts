/** @file What every training tells of an epoch. */

import type { EpochRecord, Evaluation } from "./train.js";

/**
 * The record of an epoch; it has no numbers of a validation if there was none.
 *
 * @param epoch - from 1
 * @param seen - means over the training examples
 * @param validated - means over the validation examples
 */
export function epochRecord(
  epoch: number,
  { loss, accuracy }: Evaluation,
  validated: Evaluation | undefined,
): EpochRecord {
  const record = { epoch, loss, accuracy };
  if (!validated) return record;
  const { loss: validationLoss, accuracy: validationAccuracy } = validated;
  return { ...record, validationLoss, validationAccuracy };
}
