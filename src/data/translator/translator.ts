/**
 * @file A translator of numbers below 1,000,000 from English to four languages, trained and shipped.
 *
 * Source: trained for this course on numbers by rule (`languages.ts`), in TensorFlow.js, by
 * `COURSE_PACK=1` before `tests/tensorflow/translator.test.ts`. What it has learned from and what it
 * has never seen says `translatorNumbers`. `translator.gz` has its weights in eight bits.
 */

import { random } from "../../matrix/index.js";
import { createTransformer, type Transformer } from "../../network/index.js";
import { readPacked } from "../readPacked.js";
import type { Vocabulary } from "../text/index.js";
import { type PackedWeights, unpackWeights } from "../weights.js";
import { TRANSLATOR_SIZES } from "./sizes.js";

/** What `translator.gz` holds, as JSON. */
export interface PackedTranslator extends PackedWeights {
  /** the tokens of English, and of all other languages together; the place of each is its id */
  readonly source: readonly string[];
  readonly target: readonly string[];
}

/** A trained Transformer with its vocabularies. */
export interface NumberTranslator {
  /** English words, `[END]`, and a token for each language: `[de]` */
  readonly source: Vocabulary;
  /** the tokens of all languages in one, `[START]` and `[END]` */
  readonly target: Vocabulary;
  readonly model: Transformer;
}

const FILE = {
  path: "src/data/translator/translator.gz",
  sha256: "27ccbdd5906fad6232609a4329ad419c6b8d482e0debf7be45f0ae976475b09d",
};

/**
 * The translator, read from the file that comes with this library and checked byte for byte.
 *
 * In a page the file is asked for under `packages/large-models/`.
 *
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function loadNumberTranslator(): Promise<NumberTranslator> {
  return unpackTranslator(await readPacked<PackedTranslator>("loadNumberTranslator", FILE));
}

/**
 * The translator that a file holds.
 *
 * @throws RangeError if its matrices do not fit its vocabularies and the sizes of the translator.
 */
export function unpackTranslator(packed: PackedTranslator): NumberTranslator {
  const { source, target } = packed;
  const drawn = createTransformer({
    ...TRANSLATOR_SIZES,
    sourceVocabularySize: source.length,
    targetVocabularySize: target.length,
    random: random(1),
  });
  return {
    source: vocabularyOf(source),
    target: vocabularyOf(target),
    model: unpackWeights(packed, drawn),
  };
}

function vocabularyOf(tokens: readonly string[]): Vocabulary {
  const ids = new Map(tokens.map((token, id) => [token, id]));
  ids.delete("");
  ids.delete("[UNK]");
  return { tokens, counts: tokens.map(() => 0), ids };
}
