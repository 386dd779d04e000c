/**
 * @file Masks: which query may look at which key, as a matrix of 1 (may) and 0 (may not).
 *
 * Letters for shapes, as in Keras: `T` queries (target), `S` keys (source). Masks that both must hold
 * are multiplied entry by entry: `multiply(causalMask(T), paddingMask(T, isToken))`.
 *
 * Derived in `notebooks/en/10-attention.ipynb`.
 */

import { checkCount, checkSame, generate, type Matrix, rowViews } from "../matrix/index.js";

/**
 * `mᵢⱼ = 1` where `j ≤ i`, else 0: a token sees itself and what came before, never what comes after.
 *
 * @param length - `T`, the number of tokens
 * @returns shape `[T, T]`
 * @throws RangeError unless `length` is a positive integer.
 */
export function causalMask(length: number): Matrix {
  checkCount("causalMask", "length", length);
  return generate([length, length], (i, j) => (j <= i ? 1 : 0));
}

/**
 * `mᵢⱼ = 1` where key `j` is a token, 0 where it only fills up the sequence.
 *
 * @param queries - `T`
 * @param isToken - for each of the `S` keys whether it is a token
 * @returns shape `[T, S]`, every row the same
 * @throws RangeError unless `queries` is a positive integer and there is at least one key.
 */
export function paddingMask(queries: number, isToken: readonly boolean[]): Matrix {
  checkCount("paddingMask", "queries", queries);
  checkCount("paddingMask", "the number of keys", isToken.length);
  return generate([queries, isToken.length], (_, j) => (isToken[j] ? 1 : 0));
}

/**
 * Refuses a mask that does not say of every key whether a query may look at it, or blinds a query.
 *
 * @param where - the function that asks, for the message
 * @param queries - `T`
 * @param keys - `S`
 * @throws RangeError unless the mask is of shape `[T, S]`, its entries are 0 or 1, and every row has a 1.
 */
export function checkMask(where: string, mask: Matrix, queries: number, keys: number): void {
  checkSame(where, "rows of mask and query", mask.shape[0], queries);
  checkSame(where, "columns of mask and rows of key", mask.shape[1], keys);
  const strange = mask.data.findIndex((entry) => entry !== 0 && entry !== 1);
  if (strange >= 0) {
    const got = `got ${mask.data[strange]} at index ${strange}`;
    throw new RangeError(`${where}: entries of mask must be 0 or 1, ${got}`);
  }
  const blind = rowViews(mask).findIndex((row) => !row.includes(1));
  if (blind >= 0) {
    throw new RangeError(`${where}: row ${blind} of mask must allow a key, got only zeros`);
  }
}
