/**
 * @file Numbers in words, English and Chinese: a language to translate of which every sentence is known.
 *
 * Tests hold them to the npm packages `to-words` and `nzh`.
 */

import { checkCount, checkIndex, type Random } from "../matrix/index.js";

/** Numbers below this have words here. */
export const NUMBER_LIMIT = 1_000_000;

const ENGLISH_ONES =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const ENGLISH_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const CHINESE_DIGITS = [..."零一二三四五六七八九"];
const CHINESE_PLACES = ["", "十", "百", "千"];

/**
 * A number in English words: 342 is `three hundred forty-two`.
 *
 * @param n - an integer from 0 to 999,999
 * @throws RangeError if it is none.
 */
export function englishNumber(n: number): string {
  checkIndex("englishNumber", "n", n, NUMBER_LIMIT);
  if (n < 20) return ENGLISH_ONES[n]!;
  if (n < 100) return joined(ENGLISH_TENS[Math.floor(n / 10)]!, "-", n % 10);
  const [unit, name] = n < 1000 ? [100, "hundred"] : [1000, "thousand"];
  return joined(`${englishNumber(Math.floor(n / unit))} ${name}`, " ", n % unit);
}

function joined(head: string, between: string, rest: number): string {
  return rest === 0 ? head : head + between + englishNumber(rest);
}

/**
 * A number in Chinese characters: 342 is `三百四十二`, 20005 is `二万零五`.
 *
 * Zeros between digits become one `零`, at the end none; 10 to 19 at the beginning lose their `一`.
 *
 * @param n - an integer from 0 to 999,999
 * @throws RangeError if it is none.
 */
export function chineseNumber(n: number): string {
  checkIndex("chineseNumber", "n", n, NUMBER_LIMIT);
  if (n === 0) return "零";
  const [above, below] = [Math.floor(n / 10_000), n % 10_000];
  const tens = above === 0 ? "" : `${fourDigits(above)}万`;
  const gap = above > 0 && below > 0 && below < 1000 ? "零" : "";
  return (tens + gap + (below === 0 ? "" : fourDigits(below))).replace(/^一十/, "十");
}

/** 1 to 9,999 in characters, with `一` before every `十`. */
function fourDigits(n: number): string {
  const digits = [...String(n)].map((digit, i, all) => {
    const place = CHINESE_PLACES[all.length - 1 - i]!;
    return digit === "0" ? "零" : CHINESE_DIGITS[Number(digit)]! + place;
  });
  return digits.join("").replace(/零+/g, "零").replace(/零$/, "");
}

/** A number in both languages, cut into tokens. */
export interface NumberPair {
  readonly number: number;
  /** English words: `["twenty", "one"]` */
  readonly source: readonly string[];
  /** Chinese characters: `["二", "十", "一"]` */
  readonly target: readonly string[];
}

/** One number in both languages; words are divided at blanks and hyphens. */
export function numberPair(number: number): NumberPair {
  const source = englishNumber(number).split(/[ -]/);
  return { number, source, target: [...chineseNumber(number)] };
}

export interface NumberPairsOptions {
  /** numbers are drawn from 0 to `below − 1`; at most 1,000,000 */
  readonly below: number;
  /** how many are held out */
  readonly heldOut: number;
  /** how many to learn from; defaults to all others */
  readonly train?: number;
  readonly random: Random;
}

/**
 * Different numbers in random order: those to learn from, and those that are never seen in any form.
 *
 * @throws RangeError unless the counts are positive integers, `train + heldOut` at most `below`, and
 * `below` at most 1,000,000.
 */
export function numberPairs(options: NumberPairsOptions): {
  train: NumberPair[];
  heldOut: NumberPair[];
} {
  const where = "numberPairs";
  const { below, heldOut, random } = options;
  checkIndex(where, "below", below, NUMBER_LIMIT + 1);
  checkCount(where, "heldOut", heldOut);
  const { train = below - heldOut } = options;
  checkCount(where, "train", train);
  if (train + heldOut > below) {
    const must = `train + heldOut must be at most below = ${below}`;
    throw new RangeError(`${where}: ${must}, got ${train} + ${heldOut}`);
  }
  const pairs = Array.from(random.permutation(below).subarray(0, heldOut + train), numberPair);
  return { train: pairs.slice(heldOut), heldOut: pairs.slice(0, heldOut) };
}
