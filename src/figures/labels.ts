/** @file Where the words of a figure stand, so that none covers another. */

import type { Pixel } from "./plot.js";

/** Pixels that `words` take in the sans font, estimated without a browser; markup takes none. */
export function textWidth(words: string, size = 14): number {
  let width = 0;
  for (const letter of words.replace(/<[^>]*>/g, "")) {
    if (/[iljtfrI.,:;|!' ()[\]-]/.test(letter)) width += 0.3;
    else if (/[mwMW%@]/.test(letter)) width += 0.83;
    else if (letter.codePointAt(0)! > 0x2e80) width += 1;
    else width += 0.53;
  }
  return width * size;
}

/**
 * Positions as near as possible to `wanted`, in the same order, at least `gap` apart and within
 * `[low, high]` as far as there is room.
 */
export function spread(
  wanted: readonly number[],
  { gap, low, high }: { gap: number; low: number; high: number },
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const groups: { members: number[]; sum: number }[] = [];
  // A group stands with its middle where its members want to be on average.
  const start = ({ members, sum }: { members: number[]; sum: number }): number => {
    const length = (members.length - 1) * gap;
    const centred = sum / members.length - length / 2;
    return Math.max(low, Math.min(centred, high - length));
  };
  for (const i of order) {
    let group = { members: [i], sum: wanted[i]! };
    let before = groups.at(-1);
    while (before && start(before) + before.members.length * gap > start(group)) {
      group = { members: [...before.members, ...group.members], sum: before.sum + group.sum };
      groups.pop();
      before = groups.at(-1);
    }
    groups.push(group);
  }
  const placed = new Array<number>(wanted.length);
  for (const group of groups) {
    group.members.forEach((i, place) => {
      placed[i] = start(group) + place * gap;
    });
  }
  return placed;
}

/** Words on the plot: their middle, and half of what they take. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** The box of one line of words about a point. */
export function boxOf(words: string, [x, y]: Pixel): Box {
  return { x, y, halfWidth: textWidth(words) / 2 + 3, halfHeight: 9 };
}

/** What words may not cover. */
export interface Surroundings {
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly curves: readonly (readonly Pixel[])[];
  readonly taken: readonly Box[];
  /** pixels by which markers stand out from the curves */
  readonly halo: number;
}

/** Pixels that a box covers of curves and other words, or by which it leaves the plot; 0 if it is free. */
export function trouble(
  box: Box,
  { left, width, height, curves, taken, halo }: Surroundings,
): number {
  const { x, y, halfWidth, halfHeight } = box;
  const outside =
    Math.max(0, left - (x - halfWidth)) +
    Math.max(0, x + halfWidth - width) +
    Math.max(0, halfHeight - y) +
    Math.max(0, y + halfHeight - height);
  // A loop: this is asked of thousands of places, each time of every point.
  let covered = 0;
  for (const curve of curves) {
    for (const [cx, cy] of curve) {
      if (Math.abs(cx - x) < halfWidth + halo && Math.abs(cy - y) < halfHeight + halo) covered += 1;
    }
  }
  const crossed = taken.filter(
    (other) =>
      Math.abs(other.x - x) < other.halfWidth + halfWidth &&
      Math.abs(other.y - y) < other.halfHeight + halfHeight,
  ).length;
  return outside + 6 * covered + 40 * crossed;
}

/**
 * A free place for words beside their curve, near its right end and far from the other curves;
 * `null` if every place covers something.
 */
export function placeBeside(
  words: string,
  curve: readonly Pixel[],
  others: readonly (readonly Pixel[])[],
  around: Surroundings,
): Box | null {
  const { halfWidth } = boxOf(words, [0, 0]);
  let best: { box: Box; cost: number } | null = null;
  for (const [x, y] of curve) {
    for (const dy of [-14 - around.halo, 14 + around.halo]) {
      for (const dx of [-halfWidth, 0, halfWidth]) {
        const box = boxOf(words, [x + dx, y + dy]);
        if (trouble(box, around) > 0) continue;
        const room = Math.min(40, ...others.map((other) => distance(other, box)));
        const cost = (around.width - box.x) / around.width + (40 - room) / 20;
        if (!best || cost < best.cost) best = { box, cost };
      }
    }
  }
  return best?.box ?? null;
}

// Words are wider than high, so what is beside them is nearer than what is above.
function distance(curve: readonly Pixel[], { x, y }: Box): number {
  return Math.min(...curve.map(([cx, cy]) => Math.hypot((cx - x) / 3, cy - y)));
}
