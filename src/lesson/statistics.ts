/**
 * @file What repeated runs say: medians, and the intervals by which claims are judged.
 *
 * `n` is the number of values.
 */

import { checkCount, checkFinite } from "../matrix/check.js";

/** @throws RangeError unless there are `least` values or more, all finite. */
function checkValues(where: string, values: ArrayLike<number>, least: number): void {
  if (values.length < least) {
    const needed = `${least} ${least === 1 ? "value" : "values"}`;
    throw new RangeError(`${where}: needs at least ${needed}, got ${values.length}`);
  }
  checkFinite(where, "values", values);
}

/** `Σ x / n`. @throws RangeError if there are no values, or one is not finite. */
export function mean(values: ArrayLike<number>): number {
  checkValues("mean", values, 1);
  let sum = 0;
  for (let i = 0; i < values.length; ++i) sum += values[i]!;
  return sum / values.length;
}

/**
 * `√(Σ (x − mean)² / (n − 1))`, of a sample.
 *
 * @throws RangeError if there are fewer than two values, or one is not finite.
 */
export function standardDeviation(values: ArrayLike<number>): number {
  const n = values.length;
  checkValues("standardDeviation", values, 2);
  const center = mean(values);
  let sum = 0;
  for (let i = 0; i < n; ++i) sum += (values[i]! - center) ** 2;
  return Math.sqrt(sum / (n - 1));
}

/**
 * The value below which a share `fraction` of the values lies, linear between neighbours.
 *
 * @param fraction - in [0, 1]; 0.5 is the median
 * @throws RangeError if there are no values, one is not finite, or the fraction is outside [0, 1].
 */
export function quantile(values: ArrayLike<number>, fraction: number): number {
  checkValues("quantile", values, 1);
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new RangeError(`quantile: fraction must be in [0, 1], got ${fraction}`);
  }
  const sorted = Float64Array.from(values).sort();
  const position = (sorted.length - 1) * fraction;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** The middle value. @throws RangeError if there are no values, or one is not finite. */
export function median(values: ArrayLike<number>): number {
  checkValues("median", values, 1);
  return quantile(values, 0.5);
}

/**
 * Where one more run would fall, 95 times in 100, if runs are normal:
 * `mean ± t · s · √(1 + 1/n)`, with `t` the 0.975 quantile of Student's distribution, `n − 1` degrees.
 *
 * It is wider than the interval of the mean: a claim prints one run, not an average.
 *
 * @throws RangeError if there are fewer than two values, or one is not finite.
 */
export function predictionInterval(values: ArrayLike<number>): [low: number, high: number] {
  const n = values.length;
  checkValues("predictionInterval", values, 2);
  const half = studentQuantile(n - 1) * standardDeviation(values) * Math.sqrt(1 + 1 / n);
  const center = mean(values);
  return [center - half, center + half];
}

/**
 * The 95 % interval of a proportion by Wilson:
 * `(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)`, `p = successes/trials`, `z = 1.95996`.
 *
 * Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA (1927).
 *
 * @throws RangeError unless `0 ≤ successes ≤ trials` and `trials ≥ 1`.
 */
export function wilsonInterval(successes: number, trials: number): [low: number, high: number] {
  if (!(trials >= 1 && successes >= 0 && successes <= trials)) {
    throw new RangeError(
      `wilsonInterval: successes must be in [0, trials], trials ≥ 1, got ${successes} of ${trials}`,
    );
  }
  const z = 1.959963984540054;
  const p = successes / trials;
  const center = p + z ** 2 / (2 * trials);
  const half = z * Math.sqrt((p * (1 - p)) / trials + z ** 2 / (4 * trials ** 2));
  const scale = 1 + z ** 2 / trials;
  return [Math.max(0, (center - half) / scale), Math.min(1, (center + half) / scale)];
}

/** Found by many steps each, and asked for again and again by simulations. */
const quantiles = new Map<number, number>();

/**
 * The `t` with `P(|T| ≤ t) = 0.95` for Student's distribution, by bisection.
 *
 * @param degrees - degrees of freedom, an integer from 1
 * @throws RangeError unless it is one.
 */
export function studentQuantile(degrees: number): number {
  checkCount("studentQuantile", "degrees", degrees);
  const known = quantiles.get(degrees);
  if (known !== undefined) return known;
  let low = 0;
  let high = 13; // one degree of freedom needs 12.7, all others less
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (studentProbability(middle, degrees) < 0.95) low = middle;
    else high = middle;
  }
  quantiles.set(degrees, (low + high) / 2);
  return (low + high) / 2;
}

/**
 * `P(|T| ≤ t)` for Student's distribution: the share of runs that an interval of half-width `t` holds.
 *
 * Source: Abramowitz and Stegun (1964), 26.7.3 and 26.7.4; for whole degrees the sum is finite.
 *
 * @param t - 0 or more
 * @param degrees - degrees of freedom, an integer from 1
 * @returns a probability in [0, 1]
 * @throws RangeError unless they are.
 */
export function studentProbability(t: number, degrees: number): number {
  checkCount("studentProbability", "degrees", degrees);
  if (!(t >= 0)) throw new RangeError(`studentProbability: t must be at least 0, got ${t}`);
  const angle = Math.atan(t / Math.sqrt(degrees));
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < degrees; k += 2) {
    term *= (Math.cos(angle) ** 2 * (k - 1)) / k;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
