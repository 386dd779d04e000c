/**
 * @file Training of a Transformer with teacher forcing, by hand from end to end.
 *
 * Letters for shapes: `T` tokens that the decoder reads, `W` words of the target.
 */

import { argmaxRows, type Matrix, pickRows, rowViews, scale, zeros } from "../matrix/index.js";
import { softmaxCrossEntropy, softmaxCrossEntropyBackward } from "./crossEntropy.js";
import { checkTokens } from "./embedding.js";
import { isTokenOf } from "./padding.js";
import type { EpochRecord, Evaluation } from "./train.js";
import {
  type Answers,
  evaluateSequences,
  type SequenceTask,
  type TrainSequencesOptions,
  trainSequences,
} from "./trainSequences.js";
import { type Transformer, transformer, transformerBackward } from "./transformer.js";
import type { TargetTokens } from "./transformerDecoder.js";

/** A source and its translation; `target` goes from the token that starts to the one that ends. */
export type TranslationPair = TargetTokens;

/** What the decoder reads, what it should say after each token, and where it should say anything. */
interface Lesson {
  /** all of the target but its last token, `T` of them */
  readonly input: TargetTokens;
  /** the rows of the logits that count: those before another token than padding */
  readonly rows: readonly number[];
  /** the token that comes after each of these rows */
  readonly labels: readonly number[];
}

/** Teacher forcing: whatever the decoder says, it reads the right tokens. */
function lessonOf(where: string, pair: TranslationPair): Lesson {
  const target = Array.from(pair.target);
  if (target.length < 2) {
    throw new RangeError(
      `${where}: a target must hold a token that starts and one to say, got ${target.length}`,
    );
  }
  const next = target.slice(1);
  const rows = next.flatMap((token, t) => (token === pair.padding ? [] : [t]));
  if (rows.length === 0) {
    throw new RangeError(`${where}: a target must hold a token to say, got only padding`);
  }
  const input = { ...pair, target: target.slice(0, -1) };
  return { input, rows, labels: rows.map((t) => next[t]!) };
}

/** Cross-entropy over the tokens to be said, padding left out. */
function answerOf({ input, rows, labels }: Lesson, layer: Transformer) {
  const forward = transformer(input, layer);
  const logits = pickRows(forward.logits, rows);
  const { loss, probabilities } = softmaxCrossEntropy(logits, labels);
  const best = argmaxRows(logits);
  const right = labels.filter((label, i) => label === best[i]).length;
  const answer: Answers = { loss: loss * labels.length, count: labels.length, right };
  return { forward, probabilities, answer };
}

/** The gradient of the summed loss with respect to all logits; 0 in the rows that do not count. */
function gradLogitsOf({ rows, labels }: Lesson, probabilities: Matrix, logits: Matrix): Matrix {
  const gradient = scale(softmaxCrossEntropyBackward(probabilities, labels), labels.length);
  const gradLogits = zeros(logits.shape);
  const results = rowViews(gradLogits);
  for (const [i, row] of rowViews(gradient).entries()) results[rows[i]!]!.set(row);
  return gradLogits;
}

function taskOf(where: string, layer: Transformer): SequenceTask<TranslationPair> {
  return {
    where,
    layer,
    check: (where, pair) => {
      checkTokens(`${where}: source`, pair.source, layer.encoder.tokens.embedding);
      checkTokens(`${where}: target`, pair.target, layer.decoder.tokens.embedding);
      isTokenOf(where, "a source", pair.source, pair.padding);
      lessonOf(where, pair);
    },
    answer: (pair) => answerOf(lessonOf(where, pair), layer).answer,
    learn: (pair) => {
      const lesson = lessonOf(where, pair);
      const { forward, probabilities, answer } = answerOf(lesson, layer);
      const gradLogits = gradLogitsOf(lesson, probabilities, forward.logits);
      return { ...answer, ...transformerBackward(lesson.input, layer, forward, gradLogits) };
    },
  };
}

/**
 * Cross-entropy and fraction of right tokens, with teacher forcing: means over all tokens to be said.
 *
 * @throws RangeError if there are no pairs, or one does not fit the Transformer.
 */
export function evaluateTransformer(
  layer: Transformer,
  pairs: readonly TranslationPair[],
): Evaluation {
  return evaluateSequences(taskOf("evaluateTransformer", layer), pairs);
}

/**
 * Minimises the cross-entropy of the next token of the target, padding left out; changes the
 * parameters in place.
 *
 * A batch's loss is the mean over its tokens, so a long target weighs more, as in Keras with a mask.
 *
 * @returns one record an epoch; its accuracy is the fraction of tokens that were right
 * @throws RangeError if there are no pairs, one does not fit the Transformer, a target has nothing to
 * say, or an option is out of its range.
 */
export function trainTransformer(
  layer: Transformer,
  pairs: readonly TranslationPair[],
  options: TrainSequencesOptions<TranslationPair>,
): EpochRecord[] {
  return trainSequences(taskOf("trainTransformer", layer), pairs, options);
}
