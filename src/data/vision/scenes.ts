/**
 * @file Scenes: a sheet with several handwritten digits on it, and the boxes in which they stand.
 *
 * Every digit is an image of MNIST, turned, slanted, stretched and made bolder or finer by chance, then
 * put somewhere: what a hand draws on the sheet is of any size and drawn with one pen.
 */

import { checkCount, type Matrix, type Random, zeros } from "../../matrix/index.js";
import { area, type Box, intersection, type LabelledBox } from "../../network/boxes.js";
import type { Digits } from "../digits.js";
import { drawDigit } from "./drawDigit.js";

/** Pixels from edge to edge of a scene. */
export const SCENE_SIDE = 48;

/** A sheet and what stands on it. */
export interface Scene {
  /** shape `[48, 48]`, entries in [0, 1], 1 is ink */
  readonly image: Matrix;
  /** the digits, in no order; a box is the ink's, its label 0 to 9 */
  readonly objects: readonly LabelledBox[];
}

export interface SceneOptions {
  /** where the digits are taken from */
  readonly digits: Digits;
  readonly random: Random;
  /** how many there shall be, at least 0; defaults to 1 to 4, all as likely */
  readonly count?: number;
}

/** Pixels from the upper to the lower end of a digit. */
const HEIGHTS = { least: 12, most: 32 };
/** How much of the smaller of two boxes may lie in the other. */
const MOST_SHARED = 0.1;

/**
 * A scene drawn by chance; if a digit finds no place, all of it is drawn again, smaller.
 *
 * @throws RangeError if `count` is neither 0 nor a positive integer, or above 6.
 */
export function digitScene({ digits, random, count }: SceneOptions): Scene {
  const wanted = count ?? 1 + random.integer(4);
  if (wanted !== 0) checkCount("digitScene", "count", wanted);
  if (wanted > 6) throw new RangeError(`digitScene: count must be at most 6, got ${wanted}`);
  let most = Math.min(HEIGHTS.most, 58 / Math.sqrt(Math.max(1, wanted)));
  for (;;) {
    const scene = fill({ digits, random }, wanted, most);
    if (scene) return scene;
    most = Math.max(HEIGHTS.least + 1, 0.9 * most); // the sheet was too full for the last one
  }
}

/** A scene, or nothing if a digit finds no place. */
function fill({ digits, random }: SceneOptions, wanted: number, most: number): Scene | undefined {
  const image = zeros([SCENE_SIDE, SCENE_SIDE]);
  const objects: LabelledBox[] = [];
  let tries = 0;
  while (objects.length < wanted) {
    if (++tries > 4 * wanted) return undefined;
    const which = random.integer(digits.count);
    const ink = drawDigit(digits, which, { height: random.uniform(HEIGHTS.least, most), random });
    const box = placeFor(ink, objects, random);
    if (!box) continue;
    const [rows, cols] = ink.shape;
    for (let r = 0; r < rows; ++r) {
      for (let c = 0; c < cols; ++c) {
        const k = (box.top + r) * SCENE_SIDE + box.left + c;
        image.data[k] = Math.max(image.data[k]!, ink.data[r * cols + c]!);
      }
    }
    objects.push({ box, label: digits.labels[which]! });
  }
  return { image, objects };
}

/** Where the ink hardly overlaps what is there; nothing if ten places were none, or it is too wide. */
function placeFor(
  { shape: [rows, cols] }: Matrix,
  objects: readonly LabelledBox[],
  random: Random,
): Box | undefined {
  if (Math.max(rows, cols) > SCENE_SIDE - 2) return undefined;
  for (let tries = 0; tries < 10; ++tries) {
    const top = 1 + random.integer(SCENE_SIDE - 1 - rows);
    const left = 1 + random.integer(SCENE_SIDE - 1 - cols);
    const box = { left, top, right: left + cols, bottom: top + rows };
    const isFree = objects.every(
      (other) => intersection(other.box, box) / Math.min(area(other.box), area(box)) <= MOST_SHARED,
    );
    if (isFree) return box;
  }
  return undefined;
}
