/**
 * @file A vocabulary: which tokens a model knows, and the number of each.
 *
 * Ids as in Keras's `TextVectorization`: 0 fills a sequence up, 1 stands for every unknown token, then
 * what was asked for specially, then the tokens from the most frequent on.
 */

import { checkCount, checkIndex } from "../../matrix/index.js";

/** The id that fills up a sequence; a mask is `id !== PADDING`. */
export const PADDING = 0;
/** The id of every token that the vocabulary does not have. */
export const UNKNOWN = 1;

/** The tokens that a model knows. */
export interface Vocabulary {
  /** the token of each id; `""` for padding and `"[UNK]"` for unknown */
  readonly tokens: readonly string[];
  /** how often each was seen; 0 for padding and special ones, the number left out for unknown */
  readonly counts: readonly number[];
  /** the id of each token, from 2 on */
  readonly ids: ReadonlyMap<string, number>;
}

export interface VocabularyOptions {
  /** the most ids, padding and unknown counted in; defaults to as many as there are tokens */
  readonly maxTokens?: number;
  /** how often a token must be seen to get an id; defaults to 1 */
  readonly minCount?: number;
  /** tokens that get the ids 2, 3, … whether seen or not: `["[START]", "[END]"]` */
  readonly special?: readonly string[];
}

/**
 * The most frequent tokens of `sequences`; of two as frequent the one first in UTF-16 order.
 *
 * @param sequences - lists of tokens, of the training data only
 * @throws RangeError if there is no token at all, an option is no positive integer, a special token is
 * named twice or is one of the two that every vocabulary has, or `maxTokens` has no room for it.
 */
export function createVocabulary(
  sequences: Iterable<readonly string[]>,
  options: VocabularyOptions = {},
): Vocabulary {
  const where = "createVocabulary";
  const { maxTokens = Number.MAX_SAFE_INTEGER, minCount = 1, special = [] } = options;
  checkCount(where, "maxTokens", maxTokens);
  checkCount(where, "minCount", minCount);
  const first = ["", "[UNK]", ...special];
  if (new Set(first).size < first.length) {
    const got = `got ${JSON.stringify(special)}`;
    throw new RangeError(`${where}: special tokens must differ, also from "" and "[UNK]", ${got}`);
  }
  if (maxTokens < first.length) {
    const must = `maxTokens must be at least ${first.length}, for padding, unknown and special ones`;
    throw new RangeError(`${where}: ${must}, got ${maxTokens}`);
  }
  const seen = countTokens(sequences);
  if (seen.size === 0) throw new RangeError(`${where}: sequences must have a token, got none`);
  const taken = new Set(first);
  const ranked = [...seen]
    .filter(([token, count]) => !taken.has(token) && count >= minCount)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, maxTokens - first.length);
  const tokens = [...first, ...ranked.map(([token]) => token)];
  const ids = new Map(tokens.map((token, id) => [token, id]));
  ids.delete("");
  ids.delete("[UNK]");
  const counts = tokens.map((token) => (ids.has(token) ? (seen.get(token) ?? 0) : 0));
  for (const [token, count] of seen) if (!ids.has(token)) counts[UNKNOWN]! += count;
  return { tokens, counts, ids };
}

/** The id of each token; `UNKNOWN` for one that the vocabulary does not have. */
export function encodeTokens(vocabulary: Vocabulary, tokens: readonly string[]): number[] {
  return tokens.map((token) => vocabulary.ids.get(token) ?? UNKNOWN);
}

/**
 * The token of each id; `""` for padding, `"[UNK]"` for unknown.
 *
 * @throws RangeError if an id is not of the vocabulary.
 */
export function decodeTokens(vocabulary: Vocabulary, ids: ArrayLike<number>): string[] {
  const { tokens } = vocabulary;
  return Array.from(ids, (id, i) => {
    checkIndex("decodeTokens", `id ${i}`, id, tokens.length);
    return tokens[id]!;
  });
}

function countTokens(sequences: Iterable<readonly string[]>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sequence of sequences) {
    for (const token of sequence) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return counts;
}
