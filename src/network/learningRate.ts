/** @file The learning rate of a step, be it one number or a schedule. */

import { checkNotNegative } from "../matrix/index.js";
import type { Schedule } from "./schedules.js";

/**
 * The rate of a step; the first step is 0.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError if the rate is negative, infinite or NaN.
 */
export function rateOf(where: string, learningRate: number | Schedule, step: number): number {
  const rate = typeof learningRate === "number" ? learningRate : learningRate(step);
  checkNotNegative(where, `learningRate of step ${step}`, rate);
  return rate;
}
