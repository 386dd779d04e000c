/** @file Several maps of attention: one that is chosen, for the hand or a slider, or all side by side. */

import { attentionMap, known, weightsOf } from "./attentionMap.js";
import type { Figure } from "./figure.js";
import type { Grid } from "./grid.js";
import { rowsOf } from "./grid.js";
import { checkEqual, checkWhole, extent } from "./numbers.js";
import { type PackedMatrix, packMatrix, unpackMatrix } from "./packed.js";
import { withSlider } from "./withSlider.js";

export interface AttentionHeadsOptions {
  /** the token of each row, `T` of them */
  readonly queries: readonly string[];
  /** the token of each column, `S` of them */
  readonly keys: readonly string[];
  /** Shape `[T, S]`, 1 where a query may look; defaults to 1 everywhere. */
  readonly mask?: Grid;
  /** A word or two for each head; defaults to 1, 2, 3 … */
  readonly names?: readonly string[];
  /** The head that is seen at first and in print; defaults to the first. */
  readonly head?: number;
}

/** Heads of which one is seen. */
export interface HeadsState {
  readonly queries: readonly string[];
  readonly keys: readonly string[];
  /** weights of each head, shape `[T, S]`, rounded to sixteen bits */
  readonly heads: readonly PackedMatrix[];
  readonly mask?: PackedMatrix;
  readonly names: readonly string[];
  /** the index of the head that is seen */
  readonly head: number;
}

/** A figure for notebooks, and what makes it live in the book. */
export interface LiveHeads {
  /** with a slider that leads through the heads */
  readonly figure: Figure;
  readonly live: { readonly kind: "attention-heads"; readonly state: HeadsState };
}

/**
 * Maps of attention of which the reader chooses one: `const { figure, live } = attentionHeads(…);
 * show(figure, { live, … })`. All have one scale of colours, so that heads can be compared.
 *
 * @param weights - one for each head, shape `[T, S]`
 * @throws RangeError if tokens, names, mask and weights differ in number, or a number is not finite.
 */
export function attentionHeads(
  weights: readonly Grid[],
  { queries, keys, mask, names, head = 0 }: AttentionHeadsOptions,
): LiveHeads {
  const where = "attentionHeads";
  const words = names ?? weights.map((_, i) => String(i + 1));
  checkEqual(where, "heads and names", weights.length, words.length);
  checkWhole(where, "head", head, [0, weights.length - 1]);
  for (const one of weights) weightsOf(where, one, { queries, keys });
  const state: HeadsState = {
    queries,
    keys,
    heads: weights.map(packed),
    ...(mask ? { mask: packed(mask) } : {}),
    names: words,
    head,
  };
  const maps = weights.map((_, i) => attentionHead({ ...state, head: i }));
  const figure = withSlider(maps, { label: "head", values: words, active: head });
  return { figure, live: { kind: "attention-heads", state } };
}

/** The map of the head that is seen. */
export function attentionHead({ queries, keys, heads, mask, head }: HeadsState): Figure {
  const allowed = mask ? unpackMatrix(mask) : undefined;
  const options = { queries, keys, ...(allowed ? { mask: allowed } : {}) };
  const maps = heads.map(unpackMatrix);
  const all = maps.flatMap((map) => weightsOf("attentionHead", map, options).map(known));
  return attentionMap(maps[head]!, { ...options, range: [0, extent(all)[1] || 1] });
}

function packed(grid: Grid): PackedMatrix {
  const rows = rowsOf("attentionHeads", "the weights", grid);
  return packMatrix({ shape: [rows.length, rows[0]!.length], data: rows.flat() });
}
