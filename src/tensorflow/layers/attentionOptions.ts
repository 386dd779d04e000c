/**
 * @file What multi-head attention is told, what it gives, and what it refuses.
 *
 * Letters for shapes, as in Keras: `B` sequences, `T` queries (target), `S` keys and values (source),
 * `D` features of a token, `H` heads, `K` features of a query or key, `V` of a value.
 */

import type { Tensor, Tensor3D, Tensor4D } from "@tensorflow/tfjs";
import { checkCount, checkFraction, checkSame } from "../../matrix/check.js";
import type { AttentionMasks } from "./attentionMask.js";
import {
  type CallOptions,
  checkFeatures,
  checkRank,
  type Layer,
  type LayerOptions,
  type LayerShape,
} from "./layerClass.js";
import { checkSeed } from "./seeds.js";

export interface MultiHeadAttentionOptions extends LayerOptions {
  /** `H`: attentions side by side, each with projections of its own */
  readonly numHeads: number;
  /** `K`: features of a query and of a key, in each head */
  readonly keyDim: number;
  /** `V`: features of a value, in each head; defaults to `keyDim` */
  readonly valueDim?: number;
  /** features of a token of the output; defaults to those of the query */
  readonly outputShape?: number;
  /** whether the four projections add a bias; defaults to true */
  readonly useBias?: boolean;
  /** share of the attention weights that a training step drops, in `[0, 1)`; defaults to 0 */
  readonly dropout?: number;
  /** lets a query see its own place and those before it only; defaults to false */
  readonly useCausalMask?: boolean;
  /** gives the attention weights as a second output, shape `[B, H, T, S]`; defaults to false */
  readonly returnAttentionScores?: boolean;
  /** an integer in `[0, 2³²)` from which the weights are drawn, and what is dropped */
  readonly seed: number;
}

/** What `attend` may be told beside query and value. */
export interface AttendOptions {
  /** by what the values are found, shape `[B, S, D]`; defaults to the values */
  readonly key?: Tensor3D;
  /** shape `[T, S]` or `[B, T, S]`: 0 or false where a query may not look at a key */
  readonly attentionMask?: Tensor;
  /** lets a query see its own place and those before it only; defaults to the layer's own */
  readonly useCausalMask?: boolean;
}

/** What each token has taken, and from where. */
export interface Attended {
  /** shape `[B, T, D]` */
  readonly output: Tensor3D;
  /** how much each query takes of each value, shape `[B, H, T, S]`; each row sums to 1 */
  readonly scores: Tensor4D;
}

/**
 * The layer that `multiHeadAttention` makes. In a model: `layer.apply(x)`, where each token looks at
 * all of its own sequence, or `layer.apply([query, value])`, or `layer.apply([query, value, key])`, or
 * with a fourth input `[B, T, S]` that forbids where it is 0.
 */
export interface MultiHeadAttention extends Layer {
  /**
   * Output and attention weights for tensors, outside of a model.
   *
   * @param query - what looks, shape `[B, T, D]`
   * @param value - what is looked at, shape `[B, S, D]`
   * @throws RangeError if the shapes do not fit; if a number that is given, or the output, is not finite,
   * where the tensors can be read at little cost: on every backend that `loadTensorFlow` gives.
   */
  attend(query: Tensor3D, value: Tensor3D, options?: AttendOptions): Attended;
}

/** The layer as a part of a block, which knows all masks itself. */
export interface AttentionPart extends MultiHeadAttention {
  /** The layer's formula, with all masks given. */
  run(
    inputs: Sources<Tensor>,
    masks: AttentionMasks,
    options: CallOptions,
    wantsScores?: boolean,
  ): { output: Tensor; scores: Tensor4D | undefined };
}

/** Query, value and key, in Keras's order. */
export type Sources<T> = readonly [query: T, value: T, key: T];

/**
 * What a layer's inputs are: one for all three, or query and value, or all three, or a mask as well.
 *
 * @throws RangeError unless there are one to four.
 */
export function sourcesOf<T>(where: string, inputs: readonly T[]): Sources<T> {
  const [query, value, key] = inputs;
  if (query === undefined || inputs.length > 4) {
    const must = "inputs must be [query, value, key, attention mask] or the first of them";
    throw new RangeError(`${where}: ${must}, got ${inputs.length}`);
  }
  return [query, value ?? query, key ?? value ?? query];
}

/**
 * Refuses inputs that do not fit together, or not to the weights.
 *
 * @param built - features that the weights of each are for; absent while the layer is built
 * @throws RangeError unless each has three lengths and these features, and keys and values are equally many.
 */
export function checkSources(
  where: string,
  [query, value, key]: Sources<LayerShape>,
  built?: Sources<number>,
): void {
  const named = { query, value, key };
  for (const [k, [what, shape]] of Object.entries(named).entries()) {
    checkRank(where, what, shape, what === "query" ? "B, T, D" : "B, S, D");
    checkFeatures(where, what, shape, built?.[k]);
  }
  for (const [axis, what] of ["batch sizes", "lengths"].entries()) {
    const [ofKey, ofValue] = [key[axis] ?? null, value[axis] ?? null];
    if (ofKey === null || ofValue === null) continue;
    checkSame(where, `${what} of key and value`, ofKey, ofValue);
  }
  const [ofQuery, ofValue] = [query[0] ?? null, value[0] ?? null];
  if (ofQuery !== null && ofValue !== null) {
    checkSame(where, "batch sizes of query and value", ofQuery, ofValue);
  }
}

/** @throws RangeError if an option is out of its range. */
export function checkAttention(where: string, options: MultiHeadAttentionOptions): void {
  const { numHeads, keyDim, valueDim, outputShape, dropout, seed } = options;
  checkCount(where, "numHeads", numHeads);
  checkCount(where, "keyDim", keyDim);
  checkCount(where, "valueDim", valueDim ?? keyDim);
  checkCount(where, "outputShape", outputShape ?? 1);
  checkFraction(where, "dropout", dropout ?? 0);
  checkSeed(where, seed);
}
