/** @file Where the names of boxes on an image stand. */

import type { NamedBox } from "./boxedImages.js";
import { type Box, boxOf } from "./labels.js";
import type { Unpacked } from "./packed.js";

/**
 * Middles of the names, in pixels from the image's upper left corner: over the left corner of a box,
 * over the right, or under one of them, where each covers least of the others, of other boxes and of ink.
 *
 * @param image - shape `[rows, cols]`, entries in [0, 1], 1 is ink
 * @param zoom - pixels for one of the image
 */
export function namePlaces(
  image: Unpacked,
  boxes: readonly NamedBox[],
  zoom: number,
): { readonly x: number; readonly y: number }[] {
  const choices = boxes.map(({ box, name }) => {
    const { halfWidth, halfHeight } = boxOf(name, [0, 0]);
    const [left, right] = [Math.max(0, box.left) * zoom + halfWidth - 3, box.right * zoom];
    const xs = [left, Math.max(halfWidth - 3, right - halfWidth + 3)];
    const ys = [box.top * zoom - halfHeight - 1, box.bottom * zoom + halfHeight + 1];
    return ys.flatMap((y) => xs.map((x) => ({ x, y, halfWidth: halfWidth - 3, halfHeight })));
  });
  const outlines = boxes.map(({ box }) => rectangle(box, zoom));
  const chosen = boxes.map(() => 0);
  const cost = (k: number, choice: number): number => {
    const here = choices[k]![choice]!;
    const others = boxes.flatMap((_, j) =>
      j === k ? [] : [choices[j]![chosen[j]!]!, outlines[j]!],
    );
    const low = Math.max(0, here.y + here.halfHeight - image.shape[0] * zoom);
    const wide = Math.max(0, here.x + here.halfWidth - image.shape[1] * zoom);
    const covered = others.reduce((all, other) => all + common(here, other), 0);
    return choice + 50 * (low + wide) + covered + inkUnder(here, image, zoom);
  };
  // Each in its turn, given the others; twice, since the later ones make room for the earlier.
  for (let turn = 0; turn < 2; ++turn) {
    boxes.forEach((_, k) => {
      const costs = choices[k]!.map((_, choice) => cost(k, choice));
      chosen[k] = costs.indexOf(Math.min(...costs));
    });
  }
  return choices.map((places, k) => places[chosen[k]!]!);
}

function rectangle({ left, top, right, bottom }: NamedBox["box"], zoom: number): Box {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const [halfWidth, halfHeight] = [(right - left) / 2, (bottom - top) / 2];
  return {
    x: x * zoom,
    y: y * zoom,
    halfWidth: halfWidth * zoom,
    halfHeight: halfHeight * zoom,
  };
}

// Square pixels that two boxes have in common.
function common(a: Box, b: Box): number {
  const along = (p: number, half: number, q: number, other: number): number =>
    Math.max(0, Math.min(p + half, q + other) - Math.max(p - half, q - other));
  return along(a.x, a.halfWidth, b.x, b.halfWidth) * along(a.y, a.halfHeight, b.y, b.halfHeight);
}

// Square pixels of ink under a box.
function inkUnder({ x, y, halfWidth, halfHeight }: Box, image: Unpacked, zoom: number): number {
  const [rows, cols] = image.shape;
  const first = (middle: number, half: number): number =>
    Math.max(0, Math.floor((middle - half) / zoom));
  const end = (middle: number, half: number, most: number): number =>
    Math.min(most, Math.ceil((middle + half) / zoom));
  let ink = 0;
  for (let row = first(y, halfHeight); row < end(y, halfHeight, rows); ++row) {
    for (let col = first(x, halfWidth); col < end(x, halfWidth, cols); ++col) {
      ink += image.data[row * cols + col]!;
    }
  }
  return ink * zoom * zoom;
}
