/** @file Speakers for tests: random numbers that do not scatter, a voice with round numbers. */

import { type Random, random } from "../../src/matrix/index.js";
import { meanVoice, type Voice } from "../../src/sound/index.js";

/** Normal numbers are their mean plus `deviations` standard deviations; the uniform ones are drawn. */
export function still(deviations = 0, seed = 1): Random {
  return {
    ...random(seed),
    normal: (mean = 0, standardDeviation = 1) => mean + deviations * standardDeviation,
  };
}

/** A man at ordinary speed whose consonants have twice the formants of the table. */
export const voice: Voice = { ...meanVoice("men"), scale: 2 };
