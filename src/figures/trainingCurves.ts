/** @file Losses and accuracies of training runs: the median of several seeds, and all of them as a band. */

import type { Figure } from "./figure.js";
import { lineChart, type Series } from "./lineChart.js";
import type { Mark } from "./marks.js";
import { checkEqual } from "./numbers.js";

/** One way of training, run once or from several seeds. */
export interface Runs {
  readonly name: string;
  /** one list for each seed, all of one length */
  readonly seeds: readonly ArrayLike<number>[];
}

export interface TrainingCurveOptions {
  /** What is counted; defaults to "epoch". */
  readonly x?: string;
  /** Where each value stands; defaults to 1, 2, 3 … */
  readonly at?: ArrayLike<number>;
  /** Logarithmic upward; defaults to false. */
  readonly log?: boolean;
  /** First and last value shown; defaults to what the numbers need. */
  readonly range?: readonly [number, number];
  /** Points, levels and words that the text speaks of; defaults to none. */
  readonly marks?: readonly Mark[];
}

/**
 * The loss of each way of training: the median over its seeds, in a band from the smallest to the
 * largest.
 *
 * @throws RangeError unless every way has a seed and all lists are of one length.
 */
export function lossCurves(runs: readonly Runs[], options: TrainingCurveOptions = {}): Figure {
  return trainingCurves("lossCurves", "loss", runs, options);
}

/**
 * The accuracy of each way of training, a share in [0, 1]: the median over its seeds, in a band
 * from the smallest to the largest.
 *
 * @throws RangeError unless every way has a seed and all lists are of one length.
 */
export function accuracyCurves(runs: readonly Runs[], options: TrainingCurveOptions = {}): Figure {
  return trainingCurves("accuracyCurves", "accuracy", runs, options);
}

function trainingCurves(
  where: string,
  title: string,
  runs: readonly Runs[],
  { x = "epoch", at, log = false, range, marks = [] }: TrainingCurveOptions,
): Figure {
  const steps = runs[0]?.seeds[0]?.length ?? 0;
  const places = at ?? Array.from({ length: steps }, (_, i) => i + 1);
  checkEqual(where, "values and places on the axis", steps, places.length);
  return lineChart({
    series: runs.map((run) => medianAndBand(where, run, places)),
    x: { title: x },
    y: { title, log, ...(range ? { range } : {}) },
    marks,
  });
}

function medianAndBand(where: string, { name, seeds }: Runs, x: ArrayLike<number>): Series {
  if (seeds.length === 0)
    throw new RangeError(`${where}: "${name}" needs at least one seed, got 0`);
  for (const seed of seeds)
    checkEqual(where, `values of each seed of "${name}" and places`, seed.length, x.length);
  const points = x.length <= 12;
  if (seeds.length === 1) return { name, x, y: seeds[0]!, points };
  const sorted = Array.from(x, (_, i) => seeds.map((seed) => seed[i]!).sort((a, b) => a - b));
  return {
    name,
    x,
    y: sorted.map(median),
    low: sorted.map((values) => values[0]!),
    high: sorted.map((values) => values.at(-1)!),
    note: `${seeds.length} seeds`,
    points,
  };
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
