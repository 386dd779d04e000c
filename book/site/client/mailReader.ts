/** @file The classifier of a chapter in the page: the library's own forward pass, with its weights. */

import type { MailScorer } from "../../../src/figures/mailScorer.js";
import { loadLibrary } from "./library.js";

/** A word of a mail that the classifier reads. */
export interface ReadWord {
  /** indices of its first character and of the first behind it, in UTF-16 units */
  readonly start: number;
  readonly end: number;
  /** false for a word that the vocabulary does not have */
  readonly isKnown: boolean;
}

/** What the classifier makes of a mail. */
export interface MailReading {
  /** of label 1 */
  readonly probability: number;
  /** the log-odds of label 1 */
  readonly logit: number;
  /** the words that were read, the first `length` of the mail */
  readonly words: readonly ReadWord[];
  /** words behind those */
  readonly unread: number;
  /** of all the attention how much each word got, the mean over heads and words that look: sum 1 */
  readonly attention: readonly number[];
}

export interface MailReader {
  /** What the mail is read as; `null` if it has no word. */
  read(text: string): MailReading | null;
  /**
   * The logit of the mail without one of its words; `null` if it is the only one.
   *
   * @param word - index of a word that `read` has named
   */
  without(text: string, word: number): number | null;
}

/** @throws RangeError if the state is not what `mailScorer` made. */
export async function loadMailReader(state: MailScorer["state"]): Promise<MailReader> {
  const [text, packed, packedRows, matrices, activations, network] = await Promise.all([
    loadLibrary("data/text/words.js"),
    loadLibrary("figures/packed.js"),
    loadLibrary("figures/packedRows.js"),
    loadLibrary("matrix/index.js"),
    loadLibrary("network/activations.js"),
    loadLibrary("network/attentionClassifier.js"),
  ]);
  type Packed = Parameters<typeof packed.unpackMatrix>[0];
  const { Matrix } = matrices;
  const unpack = (numbers: Packed) => {
    const { data, shape } = packed.unpackMatrix(numbers);
    return new Matrix(data, shape);
  };
  const project = ({ weight, bias }: { weight: Packed; bias?: Packed }) => ({
    weight: unpack(weight),
    ...(bias ? { bias: unpack(bias) } : {}),
  });
  const table = packedRows.unpackRows(state.embedding);
  const classifier = {
    embedding: { weight: new Matrix(table.data, table.shape) },
    attention: {
      heads: state.heads.map(({ query, key, value }) => ({
        query: project(query),
        key: project(key),
        value: project(value),
      })),
      output: project(state.output),
    },
    dense: {
      layers: state.dense.map(({ weight, bias, activation }) => ({
        weight: unpack(weight),
        bias: unpack(bias),
        activation: activation === "relu" ? activations.relu : activations.identity,
      })),
    },
  };
  const ids = new Map(state.vocabulary.split("\n").map((token, id) => [token, id]));
  const wordsOf = (mail: string) => text.wordPlaces(mail);
  const idsOf = (mail: string): number[] =>
    wordsOf(mail)
      .slice(0, state.length)
      .map(({ word }) => ids.get(word) ?? UNKNOWN);
  const forward = (tokens: readonly number[]) => {
    const { logit, attention } = network.attentionClassifier({ tokens }, classifier);
    return { attention, logit: logit.data[0]! };
  };

  return {
    read(mail) {
      const all = wordsOf(mail);
      if (all.length === 0) return null;
      const words = all.slice(0, state.length).map(({ word, end }, k) => {
        // Small letters may be more than the large ones they come from.
        const start = Math.max(all[k - 1]?.end ?? 0, end - word.length);
        return { start, end, isKnown: ids.has(word) };
      });
      const { attention, logit } = forward(idsOf(mail));
      const probability = 1 / (1 + Math.exp(-logit));
      const got = words.map((_, j) =>
        mean(
          attention.heads.flatMap(({ weights }) => words.map((_, i) => matrices.at(weights, i, j))),
        ),
      );
      return { probability, logit, words, unread: all.length - words.length, attention: got };
    },
    without(mail, word) {
      const rest = idsOf(mail).filter((_, k) => k !== word);
      return rest.length === 0 ? null : forward(rest).logit;
    },
  };
}

/** The id of a word that the vocabulary does not have. */
const UNKNOWN = 1;

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
