/**
 * @file Decoding: a sequence written token by token, each drawn from what a model thinks comes next.
 *
 * Source: Sutskever, Vinyals, Le, "Sequence to Sequence Learning with Neural Networks" (2014), section 3.2.
 */

import { checkCount, checkIndex } from "../matrix/index.js";

/**
 * What a model thinks comes next: `log p(id | prefix)` for each id, −∞ for one that cannot come.
 *
 * @param prefix - the ids so far, from the begin id on
 */
export type NextLogProbabilities = (prefix: readonly number[]) => ArrayLike<number>;

export interface DecodingOptions {
  /** the id that every prefix begins with */
  readonly begin: number;
  /** the id after which nothing comes */
  readonly end: number;
  /** the most ids to write, the end id counted in */
  readonly maxLength: number;
}

/** A sequence that was written. */
export interface Decoded {
  /** without the begin and the end id */
  readonly ids: readonly number[];
  /** `Σ log p` of its ids, the end id counted in if it was reached; at most 0 */
  readonly logProbability: number;
  /** whether the end id was reached; else `maxLength` has cut it off */
  readonly ended: boolean;
}

/**
 * The likeliest id at each step, whatever it leads to; of two as likely the smaller.
 *
 * @throws RangeError if an option is not an integer in its range, or the model's answer is empty, has an
 * entry that is NaN or above 0, or allows no id.
 */
export function greedyDecode(next: NextLogProbabilities, options: DecodingOptions): Decoded {
  const where = "greedyDecode";
  const { begin, end, maxLength } = options;
  checkCount(where, "maxLength", maxLength);
  const prefix = [begin];
  let logProbability = 0;
  while (prefix.length <= maxLength) {
    const answer = askNext(where, next, prefix, options);
    let best = 0;
    for (let id = 1; id < answer.length; ++id) if (answer[id]! > answer[best]!) best = id;
    logProbability += answer[best]!;
    if (best === end) return { ids: prefix.slice(1), logProbability, ended: true };
    prefix.push(best);
  }
  return { ids: prefix.slice(1), logProbability, ended: false };
}

/** Sums of 32-bit numbers may come out above 0 by this much. */
const ROUNDING = 1e-5;

/** The model's answer, checked. */
export function askNext(
  where: string,
  next: NextLogProbabilities,
  prefix: readonly number[],
  { begin, end }: DecodingOptions,
): ArrayLike<number> {
  const answer = next(prefix);
  checkIndex(where, "begin", begin, answer.length);
  checkIndex(where, "end", end, answer.length);
  let allowed = false;
  for (let id = 0; id < answer.length; ++id) {
    if (!(answer[id]! <= ROUNDING)) {
      const must = `log-probability of id ${id} after [${prefix.join(", ")}] must be at most 0`;
      throw new RangeError(`${where}: ${must}, got ${answer[id]}`);
    }
    allowed ||= answer[id]! > Number.NEGATIVE_INFINITY;
  }
  if (!allowed) {
    const got = `got −∞ for all ${answer.length} after [${prefix.join(", ")}]`;
    throw new RangeError(`${where}: next must allow an id, ${got}`);
  }
  return answer;
}
