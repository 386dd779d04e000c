/**
 * @file A drawing made to look like the digits of MNIST: their size, and their place on the sheet.
 *
 * Letters for shapes: `R` rows and `C` columns of the drawing.
 *
 * Source: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
 * recognition" (1998), section III: fit into 20 by 20 with the proportions kept, the grey levels an
 * average, then the centre of mass to the middle of 28 by 28.
 */

import { at, generate, type Matrix } from "../matrix/index.js";
import { PIXELS } from "./digits.js";

const BOX = 20;
const SIDE = 28;
/** Counted from 0 the row and the column of the middle; MNIST's own images have their mass there. */
const MIDDLE = 14;

/**
 * The ink of a drawing scaled to fit a box of 20 by 20, its proportions kept.
 *
 * A place of the box is the average of what lies under it, so that the edges become grey. What the
 * drawing has around its ink is cut off: where on the sheet it was drawn makes no difference.
 *
 * @param ink - shape `[R, C]`, entries in [0, 1], 1 is ink
 * @returns shape `[20, 20]`, entries in [0, 1]; the ink begins in the first row and column
 * @throws RangeError if an entry is not in [0, 1], or none is above 0.
 */
export function fitToBox(ink: Matrix): Matrix {
  const { top, left, height, width } = inkedPart("fitToBox", ink);
  const part = generate([height, width], (r, c) => at(ink, top + r, left + c));
  const pixel = Math.max(height, width) / BOX;
  const span = (k: number, length: number): readonly [number, number] => [
    Math.min(k * pixel, length),
    Math.min((k + 1) * pixel, length),
  ];
  return generate([BOX, BOX], (r, c) =>
    Math.min(1, inkWithin(part, span(r, height), span(c, width)) / (pixel * pixel)),
  );
}

/**
 * An image of 28 by 28 bytes, the centre of mass of its ink at row 14 and column 14, to half a pixel.
 *
 * Ink that would leave the sheet holds the image back, so that none is lost.
 *
 * @param ink - shape `[rows, cols]`, each at most 28; entries in [0, 1], 1 is ink
 * @returns 784 bytes, row after row, 0 is paper and 255 ink
 * @throws RangeError if the drawing is larger, an entry is not in [0, 1], or none is above 0.
 */
export function centreInk(ink: Matrix): Uint8Array {
  const [rows, cols] = ink.shape;
  if (rows > SIDE || cols > SIDE) {
    throw new RangeError(`centreInk: ink must fit ${SIDE} by ${SIDE}, got [${rows}, ${cols}]`);
  }
  const { top, left, height, width } = inkedPart("centreInk", ink);
  let [total, down, right] = [0, 0, 0];
  ink.data.forEach((value, k) => {
    total += value;
    down += value * Math.floor(k / cols);
    right += value * (k % cols);
  });
  const within = (by: number, first: number, length: number): number =>
    Math.max(-first, Math.min(SIDE - first - length, Math.round(by)));
  const byRows = within(MIDDLE - down / total, top, height);
  const byCols = within(MIDDLE - right / total, left, width);
  const image = new Uint8Array(PIXELS);
  for (let r = top; r < top + height; ++r) {
    for (let c = left; c < left + width; ++c) {
      image[SIDE * (r + byRows) + c + byCols] = Math.round(255 * ink.data[r * cols + c]!);
    }
  }
  return image;
}

/** The smallest part of the drawing that has all its ink. */
function inkedPart(
  where: string,
  { data, shape: [rows, cols] }: Matrix,
): { top: number; left: number; height: number; width: number } {
  let [top, left, bottom, right] = [rows, cols, -1, -1];
  data.forEach((value, k) => {
    const [r, c] = [Math.floor(k / cols), k % cols];
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(`${where}: entry (${r}, ${c}) of ink must be in [0, 1], got ${value}`);
    }
    if (value === 0) return;
    [top, bottom] = [Math.min(top, r), Math.max(bottom, r)];
    [left, right] = [Math.min(left, c), Math.max(right, c)];
  });
  if (bottom < 0) throw new RangeError(`${where}: ink must have an entry above 0, got none`);
  return { top, left, height: bottom - top + 1, width: right - left + 1 };
}

/** The ink within a rectangle; an entry that its edge cuts counts for the part inside. */
function inkWithin(
  { data, shape: [, cols] }: Matrix,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
): number {
  let sum = 0;
  for (let r = Math.floor(top); r < bottom; ++r) {
    const tall = Math.min(bottom, r + 1) - Math.max(top, r);
    for (let c = Math.floor(left); c < right; ++c) {
      const wide = Math.min(right, c + 1) - Math.max(left, c);
      sum += tall * wide * data[r * cols + c]!;
    }
  }
  return sum;
}
