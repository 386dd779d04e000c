/**
 * @file The two vocabularies of the shipped translator: English words behind the token of a language,
 * and the tokens of all languages together.
 */

import { numberPair } from "../numberWords.js";
import { createVocabulary, encodeTokens, type Vocabulary } from "../text/index.js";
import { type LanguageTag, NUMBER_LANGUAGES } from "./languages.js";
import { translatorNumbers } from "./numbers.js";

export interface TranslatorVocabularies {
  /** English; before it a token for each language: `[de]` */
  readonly source: Vocabulary;
  /** all languages in one; 二 is the same in Chinese and in Japanese */
  readonly target: Vocabulary;
}

const languageToken = (tag: LanguageTag): string => `[${tag}]`;

/** What the numbers that were learned from hold. */
export function translatorVocabularies(): TranslatorVocabularies {
  const numbers = translatorNumbers().flatMap(({ train }) => train);
  const tags = NUMBER_LANGUAGES.map(({ tag }) => languageToken(tag));
  return {
    source: createVocabulary(
      numbers.map((n) => numberPair(n).source),
      { special: ["[END]", ...tags] },
    ),
    target: createVocabulary(
      NUMBER_LANGUAGES.flatMap(({ tokens }) => numbers.map(tokens)),
      { special: ["[START]", "[END]"] },
    ),
  };
}

/** The ids that the encoder reads: into which language, the words, the end. */
export function translatorSource(
  vocabulary: Vocabulary,
  tag: LanguageTag,
  words: readonly string[],
): number[] {
  return encodeTokens(vocabulary, [languageToken(tag), ...words, "[END]"]);
}
