/**
 * @file Attention of one text and the mean over its tokens, forward and backward.
 *
 * The mean over the queries is taken before the values are: with `wᵢⱼ` the weights of a head,
 * `1/T Σᵢ Σⱼ wᵢⱼ (xⱼ · Wᵥ + bᵥ) = (Σⱼ wⱼ xⱼ) · Wᵥ + bᵥ`, where `wⱼ = 1/T Σᵢ wᵢⱼ`. One row for each head
 * instead of `T`, forward and backward; and of the products that are as large as the weights, there are
 * three instead of six. The readable form takes the values of all tokens, then the mean.
 *
 * A token that the text repeats has one row where `repeats.ts` allows it.
 *
 * Letters for shapes: `T` rows of the text, `D` features, `H` heads, `K` features of a query or key.
 */

import type { FastClassifier } from "./fastClassifier.js";
import type { AttentionPlace } from "./parameters.js";
import { addWeightGradient, inputGradient, type Projected, project } from "./projection.js";
import { logTimes } from "./repeats.js";
import type { TextRoom } from "./textRoom.js";
import type { TextViews } from "./textViews.js";
import { from, product, repeated, transposed, type View, viewOf } from "./view.js";

/** The queries and the keys of a head, columns of the same matrix. */
function headViews(queryKey: View, { numHeads, keyWidth }: AttentionPlace, h: number) {
  return {
    query: from(queryKey, h * keyWidth),
    key: from(queryKey, (numHeads + h) * keyWidth),
  };
}

function projected({ zeros }: TextRoom, { embedded, queryKey, count }: TextViews): Projected {
  return { input: embedded, output: queryKey, rows: count, zeros };
}

/** From the embedded tokens to what each head finds on the mean; `mean` is zero before. */
export function attendForward(fast: FastClassifier, room: TextRoom, text: TextViews): void {
  const { kernel } = fast.memory;
  const { attention, embedding } = fast.places;
  const { total, count, embedded, mean } = text;
  const zeros = repeated(room.zeros);
  if (attention) {
    project(kernel, attention.queryKey, projected(room, text));
    const scores = fast.memory.floats(room.scoreStart, count);
    const root = Math.sqrt(attention.keyDim);
    for (const { start, end, times } of text.repeated) {
      scores.fill(logTimes(times, root), start, end);
    }
    for (let h = 0; h < attention.numHeads; ++h) weightsOfHead(fast, room, text, attention, h);
  } else {
    const shares = fast.memory.floats(mean.address, count); // as if all looked at all alike
    for (const { start, end, times } of text.repeated) shares.fill(times / total, start, end);
  }
  const factors = { a: mean, b: embedded, start: zeros, out: text.found };
  product(kernel, factors, [room.heads, count, embedding.width]);
}

/** `softmax(Q · Kᵀ / √K)` of a head, and the mean of its rows. */
function weightsOfHead(
  { memory: { kernel }, causal }: FastClassifier,
  { turned, length, scoreStart }: TextRoom,
  { total, count, repeated: runs, rows, width, queryKey, weights, mean }: TextViews,
  attention: AttentionPlace,
  h: number,
): void {
  const { keyDim } = attention;
  const { query, key } = headViews(queryKey, attention, h);
  const scores = weights(h);
  kernel.transpose(key.address, key.row, turned, 4 * length, count, keyDim);
  const factors = { a: query, b: viewOf(turned, length), start: repeated(scoreStart), out: scores };
  product(kernel, factors, [rows, keyDim, width]);
  for (const { start, end, times } of runs) {
    kernel.softmaxRows(
      scores.address + start * scores.row,
      scores.row,
      end - start,
      count,
      4 * width,
      1 / Math.sqrt(keyDim),
      causal ? 1 : 0,
      times / total,
      mean.address + h * mean.row,
    );
  }
}

/**
 * From the gradient of `found` to that of the query and key projections, added to what is there, and
 * to that of the embedded tokens, which `room.gradEmbedded` holds then; the weights are overwritten.
 */
export function attendBackward(fast: FastClassifier, room: TextRoom, text: TextViews): void {
  const { kernel } = fast.memory;
  const { attention, features, embedding } = fast.places;
  const { rows, width, embedded, gradFound } = text;
  const zeros = repeated(room.zeros);
  const gradEmbedded = viewOf(room.gradEmbedded, embedding.width);
  const averaged = { a: transposed(text.mean), b: gradFound, start: zeros, out: gradEmbedded };
  product(kernel, averaged, [rows, attention?.numHeads ?? 1, embedding.width]);
  if (!attention) return;

  const gradMean = viewOf(room.gradMean, room.length);
  const tokens = viewOf(room.turned, room.length);
  kernel.transpose(embedded.address, embedded.row, tokens.address, tokens.row, width, features);
  const toMean = { a: gradFound, b: tokens, start: zeros, out: gradMean };
  product(kernel, toMean, [room.heads, features, width]);
  for (let h = 0; h < attention.numHeads; ++h) gradOfHead(fast, room, text, attention, h);

  const gradient = {
    ...projected(room, text),
    output: viewOf(room.gradQueryKey, attention.queryKey.width),
  };
  addWeightGradient(kernel, attention.queryKey, gradient);
  inputGradient(kernel, attention.queryKey, gradient, gradEmbedded, gradEmbedded);
}

/** The gradient `G` of the scores in the place of the weights, then `G · K` and `Gᵀ · Q`. */
function gradOfHead(
  { memory: { kernel } }: FastClassifier,
  room: TextRoom,
  { total, count, repeated: runs, rows, width, queryKey, weights }: TextViews,
  attention: AttentionPlace,
  h: number,
): void {
  const { keyDim, keyWidth } = attention;
  const scores = weights(h);
  const gradMean = room.gradMean + 4 * h * room.length;
  for (const { start, end, times } of runs) {
    const first = scores.address + start * scores.row;
    const factor = times / Math.sqrt(keyDim) / total;
    kernel.softmaxRowsBackward(first, scores.row, end - start, 4 * width, factor, gradMean);
  }
  const { query, key } = headViews(queryKey, attention, h);
  const grad = headViews(viewOf(room.gradQueryKey, attention.queryKey.width), attention, h);
  const start = repeated(room.zeros);
  product(kernel, { a: scores, b: key, start, out: grad.query }, [rows, count, keyWidth]);
  const turned = transposed(scores);
  product(kernel, { a: turned, b: query, start, out: grad.key }, [rows, count, keyWidth]);
}
