/** @file The kinds of live figures, by the names that outputs give them. */

import { attentionHeadsKind } from "./attentionHeads.js";
import { attentionQueryKind } from "./attentionQuery.js";
import { breakEvenKind } from "./breakEven.js";
import { costCurvesKind } from "./costCurves.js";
import { decodingStepsKind } from "./decodingSteps.js";
import type { LiveKind } from "./kind.js";
import { neuronPlaneKind } from "./neuronPlane.js";
import { temperatureKind } from "./temperature.js";
import { thresholdCurvesKind } from "./thresholdCurves.js";
import { trainingBillKind } from "./trainingBill.js";
import { vowelPlaneKind } from "./vowelPlane.js";

const kinds: ReadonlyMap<string, LiveKind<unknown>> = new Map<string, LiveKind<unknown>>([
  ["attention-heads", attentionHeadsKind],
  ["attention-query", attentionQueryKind],
  ["break-even", breakEvenKind],
  ["cost-curves", costCurvesKind],
  ["decoding-steps", decodingStepsKind],
  ["neuron-plane", neuronPlaneKind],
  ["temperature", temperatureKind],
  ["threshold-curves", thresholdCurvesKind],
  ["training-bill", trainingBillKind],
  ["vowel-plane", vowelPlaneKind],
]);

/**
 * The kind of this name.
 *
 * @throws RangeError that names the kinds there are.
 */
export function liveKind(name: unknown): LiveKind<unknown> {
  const kind = typeof name === "string" ? kinds.get(name) : undefined;
  if (kind) return kind;
  const known = [...kinds.keys()].join(", ");
  throw new RangeError(`live: kind must be one of ${known}, got ${JSON.stringify(name)}`);
}
