/** @file The mails that program 2 learns from, as rows of numbers. */

import { createVocabulary, encodeMails, loadMails, wordTokens } from "large-models";

/** Words of each mail that are read. */
export const LENGTH = 128;
/** Ids that there are, padding and unknown counted in. */
export const VOCABULARY = 10_000;

/** The training mails as ids, `LENGTH` each, 0 for padding, and whether each is unwanted (1). */
export async function loadMailRows(): Promise<{ ids: Int32Array; labels: Uint8Array }> {
  const { train } = await loadMails();
  const words = train.map(({ text }) => wordTokens(text));
  const vocabulary = createVocabulary(words, { maxTokens: VOCABULARY });
  return {
    ids: encodeMails(train, vocabulary, LENGTH),
    labels: Uint8Array.from(train, ({ spam }) => spam),
  };
}
