/** @file How far two results are apart, whatever their form. */

/** Numbers in any form that a formula returns: one, a list, or a matrix. */
export type Numbers = number | ArrayLike<number> | { readonly data: ArrayLike<number> };

/**
 * `max |aₖ − bₖ| / max(1, |bₖ|)`: absolute below 1, relative above.
 *
 * @returns `NaN` if an element is not a number or the lengths differ: neither is ever close
 */
export function distance(a: Numbers, b: Numbers): number {
  const left = flat(a);
  const right = flat(b);
  if (left.length !== right.length) return Number.NaN;
  let largest = 0;
  for (let k = 0; k < left.length; ++k) {
    const error = Math.abs(left[k]! - right[k]!) / Math.max(1, Math.abs(right[k]!));
    if (Number.isNaN(error)) return Number.NaN;
    if (error > largest) largest = error;
  }
  return largest;
}

/**
 * `max aₖ / bₖ`, for bounds `b` above 0.
 *
 * @returns `NaN` if an element is not a number, a bound is not above 0, or the lengths differ
 */
export function largestShare(a: Numbers, b: Numbers): number {
  const values = flat(a);
  const bounds = flat(b);
  if (values.length !== bounds.length) return Number.NaN;
  return Array.from(values, (value, k) =>
    bounds[k]! > 0 ? value / bounds[k]! : Number.NaN,
  ).reduce((largest, share) => Math.max(largest, share), 0);
}

function flat(numbers: Numbers): ArrayLike<number> {
  if (typeof numbers === "number") return [numbers];
  return "data" in numbers ? numbers.data : numbers;
}
