/** @file What the rooms check of their arguments, with one wording for each kind of error. */

/**
 * Refuses two sizes that differ.
 *
 * @param where - the function that asks, for the message
 * @param what - what is compared, for the message
 * @throws RangeError unless `a === b`.
 */
export function checkSame(where: string, what: string, a: number, b: number): void {
  if (a !== b) throw new RangeError(`${where}: ${what} must be equal, got ${a} and ${b}`);
}

/**
 * Refuses two matrices of different shapes.
 *
 * @param what - names both, for the message: `"shapes of a and b"`
 * @throws RangeError unless rows and columns are the same.
 */
export function checkSameShape(
  where: string,
  what: string,
  a: { readonly shape: readonly [number, number] },
  b: { readonly shape: readonly [number, number] },
): void {
  if (a.shape[0] !== b.shape[0] || a.shape[1] !== b.shape[1]) {
    const got = `[${a.shape.join(", ")}] and [${b.shape.join(", ")}]`;
    throw new RangeError(`${where}: ${what} must be equal, got ${got}`);
  }
}

/**
 * Refuses a number of things that is none.
 *
 * @throws RangeError unless `count` is an integer of at least 1.
 */
export function checkCount(where: string, what: string, count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`${where}: ${what} must be a positive integer, got ${count}`);
  }
}

/**
 * Refuses a place that does not exist in a list of `length` things.
 *
 * @throws RangeError unless `index` is an integer in `[0, length)`.
 */
export function checkIndex(where: string, what: string, index: number, length: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= length) {
    throw new RangeError(`${where}: ${what} must be an integer in [0, ${length}), got ${index}`);
  }
}

/**
 * Refuses what a rate, a scale or a width cannot be.
 *
 * @throws RangeError unless `value` is positive and finite.
 */
export function checkPositive(where: string, what: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${where}: ${what} must be positive and finite, got ${value}`);
  }
}

/**
 * Refuses what a size that may be 0 cannot be.
 *
 * @throws RangeError unless `value` is at least 0 and finite.
 */
export function checkNotNegative(where: string, what: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) {
    throw new RangeError(`${where}: ${what} must be at least 0 and finite, got ${value}`);
  }
}

/** Where the first entry is that is infinite or NaN; −1 if there is none. */
export function firstNotFinite(entries: ArrayLike<number>): number {
  // A loop: `findIndex` takes ten times as long, and this is asked at every step.
  for (let k = 0; k < entries.length; ++k) if (!Number.isFinite(entries[k]!)) return k;
  return -1;
}

/**
 * Refuses infinite numbers and NaN, and says where the first one is.
 *
 * @throws RangeError unless all entries are finite.
 */
export function checkFinite(where: string, what: string, entries: ArrayLike<number>): void {
  const k = firstNotFinite(entries);
  if (k >= 0) {
    throw new RangeError(`${where}: ${what} must be finite, got ${entries[k]} at index ${k}`);
  }
}

/**
 * Refuses what cannot be the part of something that is kept.
 *
 * @throws RangeError unless `value` is in `[0, 1)`.
 */
export function checkFraction(where: string, what: string, value: number): void {
  if (!(value >= 0 && value < 1)) {
    throw new RangeError(`${where}: ${what} must be in [0, 1), got ${value}`);
  }
}
