/** @file Points of a state: what is one, and where a hand may put it. */

import type { Point } from "../halfPlane.js";

/** True for a number within ±100, the most that a state may hold. */
export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= 100;
}

/** True for a pair of such numbers. */
export function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every(isNumber);
}

/** Two decimals, as they are read: a figure computes with the numbers that it shows. */
export function hundredths(x: number): number {
  return Math.round(x * 100) / 100 + 0;
}

/** The number within ±`most` that is nearest to `x`. */
export function clamp(x: number, most: number): number {
  return Math.min(most, Math.max(-most, x));
}
