/**
 * @file Which query may look at which key: all that a layer is told about it, as one mask of 0 and 1.
 *
 * Letters for shapes, as in Keras: `B` sequences, `H` heads, `T` queries (target), `S` keys (source).
 */

import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";

/** What can forbid a query to look at a key; all that is given must allow it. */
export interface AttentionMasks {
  /** which queries are tokens, shape `[B, T]` */
  readonly query?: Tensor | null;
  /** which values are tokens, shape `[B, S]` */
  readonly value?: Tensor | null;
  /** which keys are tokens, shape `[B, S]` */
  readonly key?: Tensor | null;
  /** shape `[T, S]`, `[B, T, S]` or `[B, H, T, S]`; 0 or false forbids; a length of 1 holds for all */
  readonly attention?: Tensor | null;
  /** a query sees its own place and those before it */
  readonly causal: boolean;
}

/** The lengths of the scores. */
export type ScoresShape = readonly [B: number, H: number, T: number, S: number];

/**
 * All masks as one, 1 where a query may look at a key, else 0; `undefined` if every query may see all.
 *
 * @param where - the layer that asks, for the message
 * @returns each length that of the scores or 1
 * @throws RangeError if a mask has another shape.
 */
export function combineMasks(
  tf: Tf,
  where: string,
  [B, H, T, S]: ScoresShape,
  masks: AttentionMasks,
): Tensor4D | undefined {
  const parts: Tensor4D[] = [];
  const padding = [
    ["query mask", masks.query, T, "B, T"],
    ["value mask", masks.value, S, "B, S"],
    ["key mask", masks.key, S, "B, S"],
  ] as const;
  for (const [what, mask, length, letters] of padding) {
    if (!mask) continue;
    if (mask.rank !== 2 || !fits(mask.shape, [B, length])) {
      refuse(where, what, letters, [B, length], mask.shape);
    }
    const [batch, places] = mask.shape as [number, number];
    const [T1, S1] = letters === "B, T" ? [places, 1] : [1, places];
    parts.push(tf.reshape(numbers(tf, mask), [batch, 1, T1, S1]));
  }
  if (masks.causal) parts.push(tf.reshape(causal(tf, T, S), [1, 1, T, S]));
  if (masks.attention) parts.push(attentionMask(tf, where, [B, H, T, S], masks.attention));
  if (parts.length === 0) return undefined;
  return parts.reduce((one, other) => tf.mul(one, other));
}

function attentionMask(tf: Tf, where: string, [B, H, T, S]: ScoresShape, mask: Tensor): Tensor4D {
  const shapes = { 2: [T, S], 3: [B, T, S], 4: [B, H, T, S] } as Record<number, number[]>;
  const wanted = shapes[mask.rank];
  if (!wanted || !fits(mask.shape, wanted)) {
    refuse(where, "attention mask", "B, T, S", [B, T, S], mask.shape);
  }
  const [T1, S1] = mask.shape.slice(-2) as [number, number];
  const B1 = mask.rank > 2 ? mask.shape[0]! : 1;
  const H1 = mask.rank > 3 ? mask.shape[1]! : 1;
  return tf.reshape(numbers(tf, mask), [B1, H1, T1, S1]);
}

/** 1 where `j ≤ i`, shape `[T, S]`. */
function causal(tf: Tf, T: number, S: number): Tensor2D {
  const allowed = Float32Array.from({ length: T * S }, (_, k) =>
    k % S <= Math.floor(k / S) ? 1 : 0,
  );
  return tf.tensor2d(allowed, [T, S]);
}

/** 1 for all but 0 and false. */
function numbers(tf: Tf, mask: Tensor): Tensor {
  return tf.cast(mask.dtype === "bool" ? mask : tf.notEqual(mask, 0), "float32");
}

function fits(shape: readonly number[], wanted: readonly number[]): boolean {
  return shape.every((length, axis) => length === 1 || length === wanted[axis]);
}

function refuse(
  where: string,
  what: string,
  letters: string,
  wanted: readonly number[],
  shape: readonly number[],
): never {
  const must = `${what} must have shape [${letters}] = [${wanted.join(", ")}]`;
  throw new RangeError(`${where}: ${must}, got [${shape.join(", ")}]`);
}
