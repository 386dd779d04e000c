/** @file Mails as the numbers that a model reads. */

import { padSequences } from "../text/padding.js";
import { encodeTokens, type Vocabulary } from "../text/vocabulary.js";
import { wordTokens } from "../text/words.js";

/**
 * The ids of the first `length` words of each mail, row after row, filled up with 0 behind.
 *
 * A place holds a word where its id is not 0: that is the mask.
 *
 * @param vocabulary - of the words (`wordTokens`) of the training mails
 * @returns `mails.length · length` ids
 * @throws RangeError if there is no mail, a mail has no word, or `length` is not a positive integer.
 */
export function encodeMails(
  mails: readonly { readonly text: string }[],
  vocabulary: Vocabulary,
  length: number,
): Int32Array {
  const rows = mails.map(({ text }, n) => {
    const words = text === "" ? [] : wordTokens(text);
    if (words.length === 0) {
      const got = `got ${JSON.stringify(text.slice(0, 40))}`;
      throw new RangeError(`encodeMails: mail ${n} must have a word, ${got}`);
    }
    return encodeTokens(vocabulary, words);
  });
  return padSequences(rows, length);
}
