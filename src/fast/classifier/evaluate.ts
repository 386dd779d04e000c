/** @file What a classifier in the kernel's memory says of texts, and how well it does. */

import { checkFinite, Matrix } from "../../matrix/index.js";
import type { Evaluation } from "../../network/index.js";
import type { FastClassifier } from "./fastClassifier.js";
import { backward, forward, loss } from "./passes.js";
import { type ClassifierParameters, readClassifier } from "./readable.js";
import type { TextRoom } from "./textRoom.js";
import {
  countLabeledTexts,
  countTexts,
  type LabeledTokenIds,
  loadLabeledTexts,
  loadTexts,
  type TokenIds,
} from "./texts.js";

/** Texts in one go: more of them are not faster, only larger. */
const CHUNK = 32;

/**
 * The logits, positive for label 1; the readable form is `attentionClassifier(text, layer).logit`.
 *
 * @returns shape `[N, 1]`
 * @throws RangeError if a token is not in the vocabulary, a text is nothing but padding, or a logit is
 * not finite.
 */
export function fastPredictClassifier(fast: FastClassifier, input: TokenIds): Matrix {
  const where = "fastPredictClassifier";
  const count = countTexts(where, fast, input);
  const logits = new Matrix(new Float64Array(count), [count, 1]);
  for (const indices of chunks(count)) {
    const room = loadTexts(fast, input, indices);
    forward(fast, room, indices.length);
    logits.data.set(logitsOf(fast, room, indices.length), indices[0]!);
  }
  checkFinite(where, "logits", logits.data);
  return logits;
}

/**
 * Loss and accuracy; the readable form is `evaluateClassifier`.
 *
 * @throws RangeError if the texts do not fit the classifier, or the loss is not finite.
 */
export function fastEvaluateClassifier(fast: FastClassifier, texts: LabeledTokenIds): Evaluation {
  const count = countLabeledTexts("fastEvaluateClassifier", fast, texts);
  let sum = 0;
  let right = 0;
  for (const indices of chunks(count)) {
    const room = loadLabeledTexts(fast, texts, indices);
    forward(fast, room, indices.length);
    sum += loss(fast, room, indices.length);
    right += countRight(fast, room, indices.length);
  }
  return { loss: sum / count, accuracy: right / count };
}

/**
 * Loss and gradients of one batch, the parameters unchanged; the readable form is
 * `attentionClassifierBackward`, averaged over the texts.
 *
 * @returns the mean loss, and the gradient in the structure of the classifier
 * @throws RangeError if the texts do not fit the classifier, or the loss is not finite.
 */
export function fastClassifierGradients<C extends ClassifierParameters>(
  fast: FastClassifier<C>,
  texts: LabeledTokenIds,
): { loss: number; gradLayer: C } {
  const count = countLabeledTexts("fastClassifierGradients", fast, texts);
  const room = loadLabeledTexts(
    fast,
    texts,
    Uint32Array.from({ length: count }, (_, i) => i),
  );
  forward(fast, room, count);
  const sum = loss(fast, room, count);
  backward(fast, room, count);
  return { loss: sum / count, gradLayer: readClassifier(fast, "gradients") };
}

/** How many of the first `rows` texts have a positive logit where their label is 1, and only there. */
export function countRight(fast: FastClassifier, room: TextRoom, rows: number): number {
  const labels = fast.memory.integers(room.labels, rows);
  const answers = logitsOf(fast, room, rows).map((logit) => (logit > 0 ? 1 : 0));
  return answers.reduce((right, answer, i) => right + Number(answer === labels[i]), 0);
}

/** The logits of the first `rows` texts. */
export function logitsOf(
  { memory, places }: FastClassifier,
  room: TextRoom,
  rows: number,
): Float32Array {
  const { width } = places.dense.at(-1)!;
  const outputs = memory.floats(room.outputs.at(-1)!, rows * width);
  return Float32Array.from({ length: rows }, (_, i) => outputs[i * width]!);
}

function* chunks(count: number): Generator<Uint32Array> {
  for (let start = 0; start < count; start += CHUNK) {
    const length = Math.min(CHUNK, count - start);
    yield Uint32Array.from({ length }, (_, i) => start + i);
  }
}
