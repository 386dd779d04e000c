/** @file What a classifier in the kernel's memory sees in one text, for display. */

import { checkFinite, type Matrix } from "../../matrix/index.js";
import { sigmoid } from "../../network/index.js";
import { logitsOf } from "./evaluate.js";
import type { FastClassifier } from "./fastClassifier.js";
import { forward } from "./passes.js";
import { countTexts, loadTexts } from "./texts.js";
import { textViews } from "./textViews.js";

/** Letters for shapes: `T` tokens of the text that are no padding, `H` heads. */
export interface FastClassifierForward {
  /** positive for label 1 */
  readonly logit: number;
  /** of label 1: the sigmoid of the logit */
  readonly probability: number;
  /** where the `T` tokens stood in the text */
  readonly positions: readonly number[];
  /** of each head who looked at whom, shape `[T, T]`; none without attention */
  readonly weights: readonly Matrix[];
  /** how much each token counts in the mean: for each head the mean of the rows of its weights, shape `[H, T]`; without attention one row of `1/T` */
  readonly shares: Matrix;
}

/**
 * The forward pass of one text; the readable form is `attentionClassifier`.
 *
 * @param tokens - integers in `[0, vocabularySize)`, 0 for padding
 * @returns one logit and its probability; `weights` of each head, shape `[T, T]`, `shares`, shape `[H, T]`
 * @throws RangeError as `fastPredictClassifier`.
 */
export function fastClassifierForward(
  fast: FastClassifier,
  tokens: ArrayLike<number>,
): FastClassifierForward {
  const where = "fastClassifierForward";
  const input = { data: tokens, shape: [1, tokens.length] } as const;
  countTexts(where, fast, input);
  const room = loadTexts(fast, input, [0], true);
  forward(fast, room, 1);
  const logits = logitsOf(fast, room, 1);
  checkFinite(where, "logits", logits);
  const logit = logits[0]!;
  const { memory, places } = fast;
  const { count, weights, mean, positions } = textViews(fast, room, 0);
  const numHeads = places.attention?.numHeads ?? 0;
  return {
    logit,
    probability: sigmoid.value(logit),
    positions: [...memory.integers(positions, count)],
    weights: Array.from({ length: numHeads }, (_, h) => {
      const { address, row } = weights(h);
      return memory.read(address, [count, count], row / 4);
    }),
    shares: memory.read(mean.address, [Math.max(1, numHeads), count], mean.row / 4),
  };
}
