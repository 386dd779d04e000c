/** @file Which tokens of a sequence are some, and which only fill it up. */

/**
 * Of each token whether it is another than `padding`; `undefined` where there is no padding at all.
 *
 * @param where - the function that asks, for the message
 * @param what - names the sequence, for the message
 * @throws RangeError if there is nothing but padding.
 */
export function isTokenOf(
  where: string,
  what: string,
  tokens: ArrayLike<number>,
  padding: number | undefined,
): boolean[] | undefined {
  if (padding === undefined) return undefined;
  const isToken = Array.from(tokens, (token) => token !== padding);
  if (isToken.includes(true)) return isToken;
  throw new RangeError(`${where}: ${what} must hold a token, got only padding (${padding})`);
}
