/** @file Sequences of different lengths made the same length, so that they fit one tensor. */

import { checkCount } from "../../matrix/index.js";
import { PADDING } from "./vocabulary.js";

/**
 * Sequences of ids row after row, each cut behind or filled up with `PADDING` to `length`.
 *
 * A place counts for the model where its id is not `PADDING`.
 *
 * @returns `sequences.length · length` ids
 * @throws RangeError if a sequence is empty, an id is padding or no positive integer, or `length` is not
 * a positive integer.
 */
export function padSequences(sequences: readonly ArrayLike<number>[], length: number): Int32Array {
  const where = "padSequences";
  checkCount(where, "length", length);
  checkCount(where, "the number of sequences", sequences.length);
  const padded = new Int32Array(sequences.length * length).fill(PADDING);
  sequences.forEach((ids, n) => {
    checkCount(where, `the length of sequence ${n}`, ids.length);
    for (let i = 0; i < ids.length; ++i) {
      checkCount(where, `id ${i} of sequence ${n}`, ids[i]!);
      if (i < length) padded[n * length + i] = ids[i]!;
    }
  });
  return padded;
}
