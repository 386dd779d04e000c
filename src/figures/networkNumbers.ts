/** @file The weights written on their edges, where they cover each other least. */

import { textWidth } from "./labels.js";
import { readable } from "./numbers.js";
import { lightTokens } from "./template.js";
import type { Unit } from "./unitPlaces.js";

/** An edge between two drawn units. */
export interface Edge {
  readonly from: Unit;
  readonly to: Unit;
  /** 0 where there are no weights */
  readonly weight: number;
  readonly strength: "plain" | "strong" | "faint";
}

/** A number short enough for a unit: two decimals, or two digits where those say nothing. */
export function short(value: number): string {
  const size = Math.abs(value);
  const saysNothing = size !== 0 && (size < 0.005 || size >= 1000);
  return readable(saysNothing ? value : Number(value.toFixed(2)), saysNothing ? 2 : 5);
}

interface Words {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

/** One annotation for each edge that is not faint, on paper so that the edge passes behind it. */
export function edgeNumbers(edges: readonly Edge[], radius: number): object[] {
  const placed: Words[] = [];
  const written = edges.filter(({ strength }) => strength !== "faint");
  for (const edge of written) placed.push(place(edge, written, placed, radius));
  return placed.map(({ text, x, y }, i) => ({
    text,
    showarrow: false,
    x: Math.round(x),
    y: Math.round(y),
    bgcolor: lightTokens.paper,
    borderpad: 1,
    font: { size: 13, color: lightTokens.series[written[i]!.weight < 0 ? 1 : 0]! },
  }));
}

// Along the edge, as far as possible from other numbers and from other edges.
function place(
  edge: Edge,
  edges: readonly Edge[],
  placed: readonly Words[],
  radius: number,
): Words {
  const { from, to, weight } = edge;
  const text = short(weight);
  const half = textWidth(text, 13) / 2 + 3;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const margin = Math.min(0.4, (radius + half + 4) / length);
  let best: { words: Words; cost: number } | null = null;
  for (let k = 0; k <= 24; ++k) {
    const share = margin + ((1 - 2 * margin) * k) / 24;
    const x = from.x + (to.x - from.x) * share;
    const y = from.y + (to.y - from.y) * share;
    const words = { text, x, y, half };
    const collisions = placed.filter(
      (other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 17,
    ).length;
    const crossed = edges.filter((other) => other !== edge && passes(other, words)).length;
    const cost = 10 * collisions + 2 * crossed + Math.abs(share - 0.35);
    if (!best || cost < best.cost) best = { words, cost };
  }
  return best!.words;
}

function passes({ from, to }: Edge, { x, y, half }: Words): boolean {
  const at = (px: number): number => from.y + ((to.y - from.y) * (px - from.x)) / (to.x - from.x);
  const [left, right] = [Math.max(x - half, from.x), Math.min(x + half, to.x)];
  if (left > right) return false;
  const [a, b] = [at(left), at(right)];
  return Math.min(a, b) < y + 9 && Math.max(a, b) > y - 9;
}
