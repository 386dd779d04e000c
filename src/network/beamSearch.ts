/**
 * @file Beam search: the few likeliest beginnings are kept, so that a poor first step may still win.
 *
 * Source: Graves, "Sequence Transduction with Recurrent Neural Networks" (2012), algorithm 1, with a beam
 * in which what has ended keeps its place; length normalisation as in Wu et al., "Google's Neural Machine
 * Translation System" (2016), section 7, with `length^α` in place of their `((5 + length)/6)^α`.
 */

import { checkCount, checkNotNegative } from "../matrix/index.js";
import {
  askNext,
  type Decoded,
  type DecodingOptions,
  type NextLogProbabilities,
} from "./decoding.js";

export interface BeamOptions extends DecodingOptions {
  /** how many beginnings are kept */
  readonly beamWidth: number;
  /** `α` in `score = logProbability / length^α`; defaults to 0, which prefers short sequences */
  readonly lengthPenalty?: number;
}

/** A sequence that was found by beam search. */
export interface BeamDecoded extends Decoded {
  /** `logProbability / length^α`, the length with the end id counted in */
  readonly score: number;
}

/** A beginning, from the begin id on; with the end id if it has ended. */
interface Beginning {
  readonly prefix: readonly number[];
  readonly logProbability: number;
  readonly ended: boolean;
  readonly score: number;
}

/**
 * The `beamWidth` best sequences that were found, best first; all that are possible if they are fewer.
 *
 * At each step every beginning that has not ended is continued by every id, and the best `beamWidth` by
 * score are kept, those that have ended among them. Of two as good the one continued from the better
 * beginning stays, then the one with the smaller id. Width 1 is `greedyDecode`.
 *
 * @throws RangeError if an option is not in its range, or the model's answer is empty, has an entry that
 * is NaN or above 0, or allows no id.
 */
export function beamSearch(next: NextLogProbabilities, options: BeamOptions): BeamDecoded[] {
  const where = "beamSearch";
  const { begin, maxLength, beamWidth, lengthPenalty = 0 } = options;
  checkCount(where, "maxLength", maxLength);
  checkCount(where, "beamWidth", beamWidth);
  checkNotNegative(where, "lengthPenalty", lengthPenalty);
  let beam: Beginning[] = [{ prefix: [begin], logProbability: 0, ended: false, score: 0 }];
  for (let step = 0; step < maxLength && beam.some(({ ended }) => !ended); ++step) {
    beam = beam
      .flatMap((one) =>
        one.ended ? [one] : continued(askNext(where, next, one.prefix, options), one, options),
      )
      .sort((a, b) => b.score - a.score) // stable: of two as good the first stays first
      .slice(0, beamWidth);
  }
  return beam.map(({ prefix, ended, ...rest }) => {
    return { ids: prefix.slice(1, ended ? -1 : undefined), ended, ...rest };
  });
}

/** All beginnings that are longer by one id, but those that cannot be. */
function continued(
  answer: ArrayLike<number>,
  { prefix, logProbability }: Beginning,
  { end, lengthPenalty = 0 }: BeamOptions,
): Beginning[] {
  return Array.from(answer, (logOfId, id): Beginning => {
    const sum = logProbability + logOfId;
    const score = sum / prefix.length ** lengthPenalty;
    return { prefix: [...prefix, id], logProbability: sum, ended: id === end, score };
  }).filter(({ score }) => score > Number.NEGATIVE_INFINITY);
}
