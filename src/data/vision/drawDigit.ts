/** @file An image of MNIST as another hand and another pen might have drawn it. */

import { Matrix, type Random, zeros } from "../../matrix/index.js";
import { type Digits, PIXELS } from "../digits.js";

const SIDE = 28;
/** Ink that belongs to the box: a byte above this, in [0, 1] afterwards. */
const VISIBLE = 0.3;

export interface DrawDigitOptions {
  /** pixels from the upper to the lower end of the ink, more or less */
  readonly height: number;
  readonly random: Random;
}

/**
 * The digit turned, slanted, stretched and made bolder or finer by chance, cut to its ink.
 *
 * @returns entries in [0, 1], every edge with an entry of at least 0.3
 */
export function drawDigit(
  digits: Digits,
  which: number,
  { height, random }: DrawDigitOptions,
): Matrix {
  const image = digits.images.subarray(which * PIXELS, (which + 1) * PIXELS);
  const zoom = height / inkHeight(image);
  const [turn, slant] = [random.uniform(-0.2, 0.2), random.uniform(-0.2, 0.2)];
  const stretch = Math.exp(random.uniform(-0.2, 0.2));
  // A fine pen on what is enlarged, a bold one on what is reduced: the pen keeps its width.
  const bolder = random.uniform(-0.7, 0.7) - 0.6 * Math.log2(zoom);
  const threshold = Math.min(0.6, Math.max(0.28, 0.45 - 0.15 * bolder));
  // The grey edge of an enlarged image is wide; a pen's edge is one pixel.
  const steepness = Math.max(1.2, 1.3 * zoom);
  const base = Math.min(0.5, threshold * steepness); // paper stays white
  const side = Math.ceil(1.35 * Math.max(height, 20 * zoom * stretch)) + 2;
  const ink = zeros([side, side]);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (let r = 0; r < side; ++r) {
    const y = (r + 0.5 - side / 2) / zoom;
    for (let c = 0; c < side; ++c) {
      const x = (c + 0.5 - side / 2) / zoom / stretch;
      const grey = between(image, cos * y - sin * x + 13.5, cos * x + (sin + slant) * y + 13.5);
      const value = (grey - threshold) * steepness + base;
      ink.data[r * side + c] = Math.max(0, Math.min(1, value));
    }
  }
  const pressed = spread(ink, bolder > 0, Math.min(1, bolder > 0 ? bolder : -0.7 * bolder));
  return cutToInk(pressed) ?? cutToInk(ink)!;
}

/** The grey level between four pixels, in [0, 1]; paper beyond the edge. */
function between(image: Uint8Array, y: number, x: number): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  if (top < 0 || left < 0 || top >= SIDE - 1 || left >= SIDE - 1) return 0; // MNIST has no ink there
  const k = top * SIDE + left;
  const [down, right] = [y - top, x - left];
  const upper = image[k]! * (1 - right) + image[k + 1]! * right;
  const lower = image[k + SIDE]! * (1 - right) + image[k + SIDE + 1]! * right;
  return (upper * (1 - down) + lower * down) / 255;
}

/** Each entry a `share` of the way to the most (bolder) or the least (finer) of its four neighbours. */
function spread(ink: Matrix, isBolder: boolean, share: number): Matrix {
  const [rows, cols] = ink.shape;
  const drawn = new Matrix(ink.data.slice(), ink.shape);
  const pick = isBolder ? Math.max : Math.min;
  for (let r = 1; r < rows - 1; ++r) {
    for (let c = 1; c < cols - 1; ++c) {
      const k = r * cols + c;
      const own = ink.data[k]!;
      const across = pick(ink.data[k - 1]!, ink.data[k + 1]!);
      const down = pick(ink.data[k - cols]!, ink.data[k + cols]!);
      drawn.data[k] = own + share * (pick(own, pick(across, down)) - own);
    }
  }
  return drawn;
}

function inkHeight(image: Uint8Array): number {
  const rows = [...Array(SIDE).keys()].filter((r) =>
    image.subarray(r * SIDE, (r + 1) * SIDE).some((byte) => byte > 255 * VISIBLE),
  );
  return rows.at(-1)! - rows[0]! + 1;
}

/** The part that has all visible ink; nothing where there is none. */
function cutToInk(ink: Matrix): Matrix | undefined {
  const [rows, cols] = ink.shape;
  let [top, left, bottom, right] = [rows, cols, 0, 0];
  ink.data.forEach((value, k) => {
    if (value < VISIBLE) return;
    const [r, c] = [Math.floor(k / cols), k % cols];
    [top, bottom] = [Math.min(top, r), Math.max(bottom, r + 1)];
    [left, right] = [Math.min(left, c), Math.max(right, c + 1)];
  });
  if (bottom === 0) return undefined;
  const part = zeros([bottom - top, right - left]);
  for (let r = top; r < bottom; ++r) {
    part.data.set(ink.data.subarray(r * cols + left, r * cols + right), (r - top) * part.shape[1]);
  }
  return part;
}
