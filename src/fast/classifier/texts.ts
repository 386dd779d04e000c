/** @file Texts on their way into the kernel's memory: their tokens without padding. */

import { checkCount, checkIndex, checkSame } from "../../matrix/index.js";
import type { FastClassifier } from "./fastClassifier.js";
import { differentRows } from "./repeats.js";
import type { TextRoom } from "./textRoom.js";

/** The token that only fills up a text; as Keras's `mask_zero` has it. */
const PADDING = 0;

/** Texts of the same length, one after the other: what `encodeMails` makes. */
export interface TokenIds {
  /** `N · T` integers in `[0, vocabularySize)`; 0 only fills up: nobody looks at it, no mean counts it */
  readonly data: ArrayLike<number>;
  /** texts, and tokens of each, padding counted in */
  readonly shape: readonly [texts: number, length: number];
}

/** Texts with the class of each. */
export interface LabeledTokenIds {
  readonly input: TokenIds;
  /** `N` numbers, 0 or 1 */
  readonly labels: ArrayLike<number>;
}

/**
 * The number of texts.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError if there are none, a token is not in the vocabulary, a text holds nothing but
 * padding, or is longer than the positions of the classifier.
 */
export function countTexts(where: string, { places }: FastClassifier, input: TokenIds): number {
  const { data, shape } = input;
  const [texts, length] = shape;
  checkSame(where, "texts · length and the number of tokens", texts * length, data.length);
  checkCount(where, "the number of texts", texts);
  checkCount(where, "the length of the texts", length);
  const { vocabularySize, longest } = places;
  if (places.positions && length > longest) {
    const must = `texts must be at most as long as the ${longest} positions`;
    throw new RangeError(`${where}: ${must}, got ${length}`);
  }
  for (let i = 0; i < texts; ++i) {
    let count = 0;
    for (let t = 0; t < length; ++t) {
      const token = data[i * length + t]!;
      if (token !== PADDING) count += 1;
      if (Number.isInteger(token) && token >= 0 && token < vocabularySize) continue;
      checkIndex(where, `token ${t} of text ${i}`, token, vocabularySize);
    }
    if (count > 0) continue;
    throw new RangeError(`${where}: text ${i} must hold a token, got only padding (${PADDING})`);
  }
  return texts;
}

/**
 * The number of texts, each with a label.
 *
 * @throws RangeError as `countTexts`, or unless there is one label a text, each 0 or 1.
 */
export function countLabeledTexts(
  where: string,
  fast: FastClassifier,
  { input, labels }: LabeledTokenIds,
): number {
  const count = countTexts(where, fast, input);
  checkSame(where, "the number of texts and of labels", count, labels.length);
  for (let i = 0; i < count; ++i) {
    if (labels[i] !== 0 && labels[i] !== 1) {
      throw new RangeError(`${where}: label ${i} must be 0 or 1, got ${labels[i]}`);
    }
  }
  return count;
}

/**
 * Brings the texts with the given indices to a room, in that order, without their padding.
 *
 * @param allPlaces - a row for every token, also where one for each different token would do
 */
export function loadTexts(
  fast: FastClassifier,
  { data, shape }: TokenIds,
  indices: ArrayLike<number>,
  allPlaces: boolean = fast.causal || fast.places.positions !== undefined,
): TextRoom {
  const length = shape[1];
  const room = fast.room(indices.length, length);
  for (let i = 0; i < indices.length; ++i) {
    const text: number[] = [];
    const stood: number[] = [];
    for (let t = 0; t < length; ++t) {
      const token = data[indices[i]! * length + t]!;
      if (token === PADDING) continue;
      text.push(token);
      stood.push(t);
    }
    const all = { tokens: text, repeated: [{ start: 0, end: text.length, times: 1 }] };
    const { tokens, repeated } = allPlaces ? all : differentRows(text, fast.times);
    const start = 4 * i * room.length;
    fast.memory.integers(room.tokens + start, tokens.length).set(tokens);
    if (allPlaces) fast.memory.integers(room.positions + start, text.length).set(stood);
    room.totals[i] = text.length;
    room.counts[i] = tokens.length;
    room.repeated[i] = repeated;
  }
  return room;
}

/** The same, with their labels. */
export function loadLabeledTexts(
  fast: FastClassifier,
  { input, labels }: LabeledTokenIds,
  indices: ArrayLike<number>,
): TextRoom {
  const room = loadTexts(fast, input, indices);
  const integers = fast.memory.integers(room.labels, indices.length);
  for (let i = 0; i < indices.length; ++i) integers[i] = labels[indices[i]!]!;
  return room;
}
