/** @file Text cut into words. */

import { checkText } from "./checkText.js";

// An apostrophe joins what stands on both sides of it; Chinese has no blanks, so a sign is a word.
const WORD =
  /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+(?:'(?:(?!\p{Script=Han})[\p{L}\p{M}])+)*/gu;

/**
 * The words of a text in lower case: runs of letters and digits, an apostrophe within kept (`don't`).
 *
 * A Chinese character is a word of its own. Punctuation and blanks are left out; an emoji too.
 *
 * @returns empty if the text has no word
 * @throws RangeError if the text is empty.
 */
export function wordTokens(text: string): string[] {
  checkText("wordTokens", text);
  return wordPlaces(text).map(({ word }) => word);
}

/** A word, and where in the text it ends. */
export interface WordPlace {
  readonly word: string;
  /** index of the first character behind it, in UTF-16 units */
  readonly end: number;
}

/** The words of `wordTokens`, with their ends. */
export function wordPlaces(text: string): WordPlace[] {
  const found = text.replaceAll("’", "'").matchAll(WORD);
  return Array.from(found, ({ 0: word, index }) => ({
    word: word.toLowerCase(),
    end: index + word.length,
  }));
}
