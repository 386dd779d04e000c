/**
 * @file Boxes on an image: how far two agree, and which of many to keep.
 *
 * Source of the overlap: Jaccard, "The distribution of the flora in the alpine zone" (1912), for sets;
 * of its use for detection: Everingham et al., "The Pascal Visual Object Classes (VOC) Challenge" (2010).
 */

import { checkFraction } from "../matrix/index.js";

/** A rectangle with level sides; `x` grows to the right, `y` downwards. Unit: one pixel. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What stands in a box. */
export interface LabelledBox {
  readonly box: Box;
  /** the class, a whole number from 0 */
  readonly label: number;
}

/** What a detector says stands in a box. */
export interface Detection extends LabelledBox {
  /** how sure it is, from 0 to 1 */
  readonly score: number;
}

/** `width · height`, in square pixels. */
export function area({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top);
}

/** `|A ∩ B|`, the area that two boxes share, in square pixels. */
export function intersection(a: Box, b: Box): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, wide) * Math.max(0, high);
}

/**
 * Intersection over union: `|A ∩ B| / |A ∪ B|`, from 0 (apart) to 1 (the same).
 *
 * @throws RangeError if a side is not finite, or a box has no area.
 */
export function intersectionOverUnion(a: Box, b: Box): number {
  checkBox("intersectionOverUnion", "a", a);
  checkBox("intersectionOverUnion", "b", b);
  const both = intersection(a, b);
  return both / (area(a) + area(b) - both);
}

/**
 * Non-maximum suppression: the surest first, and none that overlaps one already kept by more than
 * `maxOverlap`, whatever their classes.
 *
 * @param maxOverlap - the largest intersection over union of two that are kept, in `[0, 1)`
 * @returns the kept ones, falling by score; of two as sure the earlier comes first
 * @throws RangeError if `maxOverlap` is out of range, a score is NaN, or as `intersectionOverUnion`.
 */
export function nonMaximumSuppression<One extends Detection>(
  detections: readonly One[],
  maxOverlap: number,
): One[] {
  checkFraction("nonMaximumSuppression", "maxOverlap", maxOverlap);
  const kept: One[] = [];
  for (const one of byScore("nonMaximumSuppression", detections)) {
    const isNew = kept.every(({ box }) => intersectionOverUnion(box, one.box) <= maxOverlap);
    if (isNew) kept.push(one);
  }
  return kept;
}

/** Copies, the surest first. */
export function byScore<One extends Pick<Detection, "score">>(
  where: string,
  detections: readonly One[],
): One[] {
  const strange = detections.findIndex(({ score }) => Number.isNaN(score));
  if (strange >= 0) {
    throw new RangeError(`${where}: score ${strange} must be a number, got NaN`);
  }
  return [...detections].sort((a, b) => b.score - a.score);
}

function checkBox(where: string, name: string, box: Box): void {
  const { left, top, right, bottom } = box;
  if ([left, top, right, bottom].every(Number.isFinite) && left < right && top < bottom) return;
  const got = `got ${left}, ${top}, ${right}, ${bottom}`;
  throw new RangeError(`${where}: ${name} must have finite left < right and top < bottom, ${got}`);
}
