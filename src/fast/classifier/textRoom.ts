/**
 * @file Room in the kernel's memory for what one batch of texts passes through.
 *
 * Letters for shapes: `N` texts, `T` tokens of the longest, both padded; `D`, `H`, `K`, `V` as in
 * `parameters.ts`, padded too.
 */

import { padded } from "../layers.js";
import type { KernelMemory } from "../memory.js";
import type { ClassifierPlaces } from "./parameters.js";
import type { Repeated } from "./repeats.js";

/** The next multiple of 4: the rows of a product. */
export function fours(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** The addresses of one batch and of all that is computed from it. */
export interface TextRoom {
  /** how many texts fit */
  readonly rows: number;
  /** how many tokens of each, a multiple of 16 */
  readonly length: number;
  /** tokens of each text that are no padding, and its rows: one a token, or one a different token */
  readonly totals: Int32Array;
  readonly counts: Int32Array;
  /** how often a text holds the tokens of its rows */
  readonly repeated: (readonly Repeated[])[];
  /** label of each text, a 32-bit integer */
  readonly labels: number;
  /** the tokens of the rows, and where they stood if each has its own; 32-bit integers, shape `[N, T]` */
  readonly tokens: number;
  readonly positions: number;
  /** what the tokens are for the attention, shape `[N, T, D]` */
  readonly embedded: number;
  /** queries, then keys, of all heads, shape `[N, T, 2 · H · K]` */
  readonly queryKey: number;
  /** who looked at whom, shape `[N, H, T, T]`, and numbers from row to row */
  readonly weights: number;
  readonly weightsWidth: number;
  /** rows of `mean` and `found` that a text has: `H`, a multiple of 4 */
  readonly heads: number;
  /** the mean of the rows of the weights, shape `[N, heads, T]` */
  readonly mean: number;
  /** what each head finds on the mean, before its projection to values; shape `[N, heads, D]` */
  readonly found: number;
  /** the values of all heads side by side, shape `[N, H · V]` */
  readonly joined: number;
  /** of each dense layer the activations, shape `[N, width]` */
  readonly outputs: readonly number[];
  /** gradients with respect to what they are named after */
  readonly gradFound: number;
  readonly gradJoined: number;
  readonly gradOutputs: readonly number[];
  /** the same, of one text at a time */
  readonly gradEmbedded: number;
  readonly gradQueryKey: number;
  readonly gradMean: number;
  /** room for the transpose of the tokens' embeddings or keys, shape `[D or K, T]` */
  readonly turned: number;
  /** what the scores of a text start from, one row */
  readonly scoreStart: number;
  /** zeros, as long as the widest row */
  readonly zeros: number;
}

/** Room for batches of up to `rows` texts of up to `length` tokens. */
export function allocateTextRoom(
  memory: KernelMemory,
  places: ClassifierPlaces,
  atLeast: number,
  longest: number,
): TextRoom {
  const { embedding, attention, dense } = places;
  const { numHeads = 1, keyWidth = 0, valueWidth = 0 } = attention ?? {};
  const [rows, length] = [fours(atLeast), padded(longest)];
  const [features, heads] = [embedding.width, fours(numHeads)];
  const queryKeyWidth = attention?.queryKey.width ?? 0;
  const joinedWidth = numHeads * valueWidth;
  // An odd number of cache lines from row to row: the rows of a column then spread over the cache.
  const weightsWidth = length | 16;
  const numbers = (count: number) => memory.allocate(4 * count);
  const perLayer = () => dense.map(({ width }) => numbers(rows * width));
  return {
    rows,
    length,
    totals: new Int32Array(rows),
    counts: new Int32Array(rows),
    repeated: Array.from({ length: rows }, () => []),
    labels: numbers(rows),
    tokens: numbers(rows * length),
    positions: numbers(rows * length),
    embedded: numbers(rows * length * features),
    queryKey: numbers(rows * length * queryKeyWidth),
    weights: attention ? numbers(rows * numHeads * length * weightsWidth) : 0,
    weightsWidth,
    heads,
    mean: numbers(rows * heads * length),
    found: numbers(rows * heads * features),
    joined: numbers(rows * joinedWidth),
    outputs: perLayer(),
    gradFound: numbers(rows * heads * features),
    gradJoined: numbers(rows * joinedWidth),
    gradOutputs: perLayer(),
    gradEmbedded: numbers(length * features),
    gradQueryKey: numbers(length * queryKeyWidth),
    gradMean: numbers(heads * length),
    turned: numbers(Math.max(features, keyWidth) * length),
    scoreStart: numbers(length),
    zeros: numbers(
      Math.max(length, features, queryKeyWidth, joinedWidth, ...dense.map(({ width }) => width)),
    ),
  };
}
