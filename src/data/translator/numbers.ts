/** @file Which numbers the shipped translator has learned from, and which it has never seen. */

import { random } from "../../matrix/index.js";

/** The numbers of one length. */
export interface NumbersOfLength {
  /** digits of these numbers, 1 to 6 */
  readonly digits: number;
  /** seen in training, in every language */
  readonly train: readonly number[];
  /** never seen in any language nor in English */
  readonly heldOut: readonly number[];
}

/** Digits, how many are held out, how many are learned from; of the short ones all that are left. */
const SIZES = [
  [1, 0, 10],
  [2, 18, 72],
  [3, 150, 750],
  [4, 500, 3000],
  [5, 500, 6000],
  [6, 500, 9000],
] as const;

const SEED = 1;

/** The numbers of one to six digits, drawn without repetition; the same at every call. */
export function translatorNumbers(): NumbersOfLength[] {
  const drawn = random(SEED);
  return SIZES.map(([digits, heldOut, train]) => {
    const first = digits === 1 ? 0 : 10 ** (digits - 1);
    const order = drawn.permutation(10 ** digits - first).subarray(0, heldOut + train);
    const numbers = Array.from(order, (place) => first + place);
    return { digits, train: numbers.slice(heldOut), heldOut: numbers.slice(0, heldOut) };
  });
}
