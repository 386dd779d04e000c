/**
 * @file Numerical gradients, to check those derived by hand.
 *
 * How small `h` should be is measured in `notebooks/en/06-back-propagation.ipynb`.
 */

import { checkPositive, type Matrix, subtract, zeros } from "../matrix/index.js";

/**
 * Central differences `(loss(x + h) − loss(x − h)) / 2h`, entry by entry.
 *
 * An entry is NaN where the loss is infinite or NaN.
 *
 * The error of the formula falls with `h²`, that of rounding grows with `1/h`; in double precision
 * they balance near `h = 1e-5`, at about ten digits.
 *
 * @param loss - reads `x` anew at every call
 * @param x - changed during the call, restored before it returns or throws
 * @returns the gradient, of the shape of `x`
 * @throws RangeError if `h` is not positive, or what `loss` throws.
 */
export function numericalGradient(loss: () => number, x: Matrix, h = 1e-5): Matrix {
  checkPositive("numericalGradient", "h", h);
  const gradient = zeros(x.shape);
  for (const [k, entry] of x.data.entries()) {
    try {
      x.data[k] = entry + h;
      const above = loss();
      x.data[k] = entry - h;
      const below = loss();
      gradient.data[k] = (above - below) / (2 * h);
    } finally {
      x.data[k] = entry;
    }
  }
  return gradient;
}

/** `√(Σ aᵢⱼ²)`. */
function norm(a: Matrix): number {
  return Math.sqrt(a.data.reduce((sum, entry) => sum + entry ** 2, 0));
}

/**
 * `‖a − b‖ / (‖a‖ + ‖b‖)` with Frobenius norms: 0 if equal, 1 if opposite.
 *
 * @throws RangeError if the shapes differ.
 */
export function relativeError(a: Matrix, b: Matrix): number {
  const difference = norm(subtract(a, b));
  return difference === 0 ? 0 : difference / (norm(a) + norm(b));
}
