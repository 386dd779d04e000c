/**
 * @file Precision and recall of a classifier against the score from which it says yes.
 *
 * Told in `notebooks/en/04-recipe.ipynb`.
 */

import type { Figure } from "./figure.js";
import { lineChart } from "./lineChart.js";
import type { Mark } from "./marks.js";
import { checkNumbers, evenly, readable } from "./numbers.js";
import { withTable } from "./table.js";

/** What a classifier said of examples whose class is known, and where it draws the line. */
export interface ThresholdCurves {
  /** scores of the examples that are of the class, such as logits; within ±`THRESHOLD_LIMIT` counts */
  readonly positive: readonly number[];
  /** scores of the others */
  readonly negative: readonly number[];
  /** the class is called where `score > threshold`; in ±`THRESHOLD_LIMIT` */
  readonly threshold: number;
}

/** Counts of what was called and what was true. */
export interface CalledCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** The thresholds shown go from minus to plus this. */
export const THRESHOLD_LIMIT = 8;

/** How many of each kind are called at the threshold. */
export function calledCounts({ positive, negative, threshold }: ThresholdCurves): CalledCounts {
  const above = (scores: readonly number[]): number =>
    scores.reduce((count, score) => count + (score > threshold ? 1 : 0), 0);
  const truePositives = above(positive);
  const falsePositives = above(negative);
  return {
    truePositives,
    falsePositives,
    falseNegatives: positive.length - truePositives,
    trueNegatives: negative.length - falsePositives,
  };
}

/**
 * Precision and recall against the threshold, and the counts at the present one. Where nothing is
 * called there is no precision: its curve ends.
 *
 * @throws RangeError unless both classes have an example, all numbers are finite, the threshold lies
 * within the limit, and something is called at the lowest one.
 */
export function thresholdCurves(state: ThresholdCurves): Figure {
  const where = "thresholdCurves";
  const { positive, negative, threshold } = state;
  checkNumbers(where, "scores", [...positive, ...negative, threshold]);
  if (positive.length === 0 || negative.length === 0) {
    const got = `got ${positive.length} and ${negative.length}`;
    throw new RangeError(`${where}: needs an example of each class, ${got}`);
  }
  if (Math.abs(threshold) > THRESHOLD_LIMIT) {
    throw new RangeError(
      `${where}: threshold must be within ±${THRESHOLD_LIMIT}, got ${threshold}`,
    );
  }
  const places = evenly([-THRESHOLD_LIMIT, THRESHOLD_LIMIT], 8 * THRESHOLD_LIMIT + 1);
  const counts = places.map((place) => calledCounts({ positive, negative, threshold: place }));
  const called = counts.filter(calls);
  if (called.length === 0) {
    throw new RangeError(`${where}: no score lies above ${-THRESHOLD_LIMIT}, so nothing is called`);
  }
  const now = calledCounts(state);
  const figure = lineChart({
    series: [
      { name: "precision", x: places.slice(0, called.length), y: called.map(precisionOf) },
      { name: "recall", x: places, y: counts.map(recallOf) },
    ],
    x: { title: "threshold on the logit", range: [-THRESHOLD_LIMIT, THRESHOLD_LIMIT] },
    y: { title: "share", range: [0, 1] },
    marks: [{ x: threshold, text: "" }, ...ringsAt(threshold, now)],
  });
  return withTable(figure, {
    columns: ["", "called", "not called"],
    rows: [
      ["of the class", now.truePositives, now.falseNegatives],
      ["others", now.falsePositives, now.trueNegatives],
    ],
  });
}

// As many for every state: where nothing is called, the ring of the precision lies at the bottom.
function ringsAt(threshold: number, now: CalledCounts): Mark[] {
  const precision = calls(now) ? precisionOf(now) : undefined;
  const recall = recallOf(now);
  const first = precision === undefined ? "nothing called" : readable(precision);
  return [
    { x: threshold, y: precision ?? 0, text: first, series: 0 },
    { x: threshold, y: recall, text: readable(recall), series: 1 },
  ];
}

/** `TP / (TP + FP)` and `TP / (TP + FN)`, to be read. */
export function inWords(counts: CalledCounts): string {
  const precision = calls(counts) ? readable(precisionOf(counts)) : "none";
  return `precision ${precision}, recall ${readable(recallOf(counts))}`;
}

function calls({ truePositives, falsePositives }: CalledCounts): boolean {
  return truePositives + falsePositives > 0;
}

function precisionOf({ truePositives, falsePositives }: CalledCounts): number {
  return truePositives / (truePositives + falsePositives);
}

function recallOf({ truePositives, falseNegatives }: CalledCounts): number {
  return truePositives / (truePositives + falseNegatives);
}
