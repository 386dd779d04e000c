/** @file Where one text of a batch lies in the room. Letters for shapes as in `attend.ts`. */

import { padded } from "../layers.js";
import type { FastClassifier } from "./fastClassifier.js";
import type { Repeated } from "./repeats.js";
import { fours, type TextRoom } from "./textRoom.js";
import { type View, viewOf } from "./view.js";

/** Where one text lies in the room, and its sizes. */
export interface TextViews {
  /** tokens that are no padding */
  readonly total: number;
  /** rows, one a token, and how often the text holds those */
  readonly count: number;
  readonly repeated: readonly Repeated[];
  /** `count` as rows of a product, and as columns */
  readonly rows: number;
  readonly width: number;
  readonly tokens: number;
  readonly positions: number;
  /** shape `[T, D]` */
  readonly embedded: View;
  /** shape `[T, 2 · H · K]` */
  readonly queryKey: View;
  /** of each head, shape `[T, T]` */
  readonly weights: (head: number) => View;
  /** shape `[H, T]` */
  readonly mean: View;
  /** shape `[H, D]` */
  readonly found: View;
  readonly gradFound: View;
}

/** Text `i` of the batch. */
export function textViews({ places }: FastClassifier, room: TextRoom, i: number): TextViews {
  const { length, heads, weightsWidth } = room;
  const features = places.embedding.width;
  const { numHeads = 0, queryKey } = places.attention ?? {};
  const count = room.counts[i]!;
  const at = (start: number, numbers: number) => start + 4 * i * numbers;
  const headNumbers = length * weightsWidth;
  return {
    total: room.totals[i]!,
    count,
    repeated: room.repeated[i]!,
    rows: fours(count),
    width: padded(count),
    tokens: at(room.tokens, length),
    positions: at(room.positions, length),
    embedded: viewOf(at(room.embedded, length * features), features),
    queryKey: viewOf(at(room.queryKey, length * (queryKey?.width ?? 0)), queryKey?.width ?? 0),
    weights: (h) =>
      viewOf(at(room.weights, numHeads * headNumbers) + 4 * h * headNumbers, weightsWidth),
    mean: viewOf(at(room.mean, heads * length), length),
    found: viewOf(at(room.found, heads * features), features),
    gradFound: viewOf(at(room.gradFound, heads * features), features),
  };
}
