/** @file Precision and recall, with a slider for the threshold. */

import {
  calledCounts,
  inWords,
  THRESHOLD_LIMIT,
  type ThresholdCurves,
  thresholdCurves,
} from "../thresholdCurves.js";
import type { ControlledKind } from "./kind.js";
import { refusal } from "./refusal.js";

const MOST = 5000;

/** Set the score from which the class is called. */
export const thresholdCurvesKind: ControlledKind<ThresholdCurves> = {
  hint: "Set the threshold, and see what is called and what is missed.",
  read(state) {
    const { positive, negative, threshold } = Object(state) as Record<string, unknown>;
    const isWithin = isNumber(threshold) && Math.abs(threshold) <= THRESHOLD_LIMIT;
    if (areScores(positive) && areScores(negative) && isWithin) {
      return { positive, negative, threshold };
    }
    const need = `{ positive: [score, …], negative: [score, …], threshold }, 1 to ${MOST} scores each, threshold within ±${THRESHOLD_LIMIT}`;
    throw refusal("threshold-curves", need, state);
  },
  figure: thresholdCurves,
  controls: ({ threshold }) => [
    {
      kind: "slider",
      name: "threshold",
      value: threshold,
      range: [-THRESHOLD_LIMIT, THRESHOLD_LIMIT],
      step: 0.25,
      shown: threshold.toFixed(2).replace("-", "−"),
    },
  ],
  set(state, _, value) {
    const threshold = Number(value);
    return Math.abs(threshold) <= THRESHOLD_LIMIT ? { ...state, threshold } : state;
  },
  words(state) {
    const counts = calledCounts(state);
    const { truePositives, falsePositives, falseNegatives } = counts;
    return `Threshold ${state.threshold}: ${truePositives} rightly called, ${falsePositives} wrongly, ${falseNegatives} missed; ${inWords(counts)}`;
  },
};

function areScores(list: unknown): list is number[] {
  return Array.isArray(list) && list.length >= 1 && list.length <= MOST && list.every(isNumber);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
