/** @file Training of the attention classifier, by hand from end to end. */

import {
  type AttentionClassifier,
  attentionClassifier,
  attentionClassifierBackward,
  type TokenSequence,
} from "./attentionClassifier.js";
import { binaryCrossEntropy, binaryCrossEntropyBackward } from "./binaryCrossEntropy.js";
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

/** A text and whether it belongs to the class. */
export interface LabeledText extends TokenSequence {
  /** 0 or 1 */
  readonly label: number;
}

/** Binary cross-entropy of one text; right where the logit is positive for label 1 alone. */
function answerOf(text: LabeledText, layer: AttentionClassifier) {
  const forward = attentionClassifier(text, layer);
  const { loss, probabilities } = binaryCrossEntropy(forward.logit, [text.label]);
  const answer: Answers = {
    loss,
    count: 1,
    right: forward.logit.data[0]! > 0 === (text.label === 1) ? 1 : 0,
  };
  return { forward, probabilities, answer };
}

function taskOf(where: string, layer: AttentionClassifier): SequenceTask<LabeledText> {
  return {
    where,
    layer,
    check: (where, { tokens, padding, label }) => {
      checkTokens(where, tokens, layer.embedding);
      isTokenOf(where, "a text", tokens, padding);
      if (label !== 0 && label !== 1) {
        throw new RangeError(`${where}: label must be 0 or 1, got ${label}`);
      }
    },
    answer: (text) => answerOf(text, layer).answer,
    learn: (text) => {
      const { forward, probabilities, answer } = answerOf(text, layer);
      const gradLogit = binaryCrossEntropyBackward(probabilities, [text.label]);
      return { ...answer, ...attentionClassifierBackward(text, layer, forward, gradLogit) };
    },
  };
}

/**
 * Binary cross-entropy and accuracy, each the mean over the texts.
 *
 * @throws RangeError if there are no texts, or one does not fit the classifier.
 */
export function evaluateClassifier(
  layer: AttentionClassifier,
  texts: readonly LabeledText[],
): Evaluation {
  return evaluateSequences(taskOf("evaluateClassifier", layer), texts);
}

/**
 * Minimises the binary cross-entropy of the classifier's logit; changes its parameters in place.
 *
 * @returns one record an epoch
 * @throws RangeError if there are no texts, one does not fit the classifier, a label is not 0 or 1, or
 * an option is out of its range.
 */
export function trainClassifier(
  layer: AttentionClassifier,
  texts: readonly LabeledText[],
  options: TrainSequencesOptions<LabeledText>,
): EpochRecord[] {
  return trainSequences(taskOf("trainClassifier", layer), texts, options);
}
