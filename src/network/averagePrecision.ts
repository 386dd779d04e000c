/**
 * @file How well boxes were found: precision and recall as the threshold falls, and the area below.
 *
 * Source: Everingham et al., "The Pascal Visual Object Classes (VOC) Challenge" (2010), section 4.2;
 * the area is that of all points, as VOC has it from 2010 on, not of eleven.
 */

import { byScore, type Detection, intersectionOverUnion, type LabelledBox } from "./boxes.js";

/** What stands on an image and what was found there. */
export interface JudgedImage {
  readonly truth: readonly LabelledBox[];
  readonly found: readonly Detection[];
}

export interface AveragePrecisionOptions {
  /** the class that is judged */
  readonly label: number;
  /** the least intersection over union with a true box of the class, above 0 up to 1; defaults to 0.5 */
  readonly minOverlap?: number;
}

/** One point for each detection of the class, the surest first: what holds if it is the last one kept. */
export interface AveragePrecision {
  readonly scores: readonly number[];
  /** the share of the kept that are right */
  readonly precision: readonly number[];
  /** the share of the true boxes that are found */
  readonly recall: readonly number[];
  /** `Σₖ (recallₖ − recallₖ₋₁) · max of precision from k on`, from 0 to 1 */
  readonly averagePrecision: number;
}

/**
 * Precision, recall and average precision of one class over all images together.
 *
 * A detection is right if, of the true boxes of its class, the one that it overlaps most, of equals the
 * first, is overlapped enough and was not found by a surer one: found twice, it is wrong the second time.
 *
 * @throws RangeError if `minOverlap` is out of range, or no image holds the class.
 */
export function averagePrecision(
  images: readonly JudgedImage[],
  { label, minOverlap = 0.5 }: AveragePrecisionOptions,
): AveragePrecision {
  const where = "averagePrecision";
  if (!(minOverlap > 0 && minOverlap <= 1)) {
    throw new RangeError(`${where}: minOverlap must be above 0 and at most 1, got ${minOverlap}`);
  }
  const isAsked = (one: LabelledBox) => one.label === label;
  const truths = images.map(({ truth }) => truth.filter(isAsked));
  const total = truths.reduce((sum, { length }) => sum + length, 0);
  if (total === 0) throw new RangeError(`${where}: an image must hold class ${label}, none does`);
  const all = images.flatMap(({ found }, i) =>
    found.filter(isAsked).map((one) => ({ ...one, image: i })),
  );
  const sorted = byScore(where, all);
  const isFound = new Set<LabelledBox>();
  let right = 0;
  const counts = sorted.map(({ box, image }) => {
    let [best, most] = [undefined as LabelledBox | undefined, 0];
    for (const one of truths[image]!) {
      const overlap = intersectionOverUnion(one.box, box);
      if (overlap > most) [best, most] = [one, overlap];
    }
    if (best && most >= minOverlap && !isFound.has(best)) {
      isFound.add(best);
      right += 1;
    }
    return right;
  });
  const precision = counts.map((count, k) => count / (k + 1));
  const recall = counts.map((count) => count / total);
  let [below, best] = [0, 0];
  for (let k = counts.length - 1; k >= 0; --k) {
    best = Math.max(best, precision[k]!);
    below += best * (recall[k]! - (recall[k - 1] ?? 0));
  }
  return { scores: sorted.map(({ score }) => score), precision, recall, averagePrecision: below };
}

/**
 * The mean of the average precisions of all classes that are on the images.
 *
 * @param minOverlap - as of `averagePrecision`
 * @throws RangeError as `averagePrecision`, or if nothing stands on any image.
 */
export function meanAveragePrecision(images: readonly JudgedImage[], minOverlap = 0.5): number {
  const labels = [...new Set(images.flatMap(({ truth }) => truth.map(({ label }) => label)))];
  if (labels.length === 0) {
    throw new RangeError("meanAveragePrecision: an image must hold something, none does");
  }
  const each = labels.map(
    (label) => averagePrecision(images, { label, minOverlap }).averagePrecision,
  );
  return each.reduce((sum, one) => sum + one, 0) / labels.length;
}
