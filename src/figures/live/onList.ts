/** @file A slider that goes through a list of numbers. */

import type { Slider } from "./control.js";

/** How far apart two numbers above 0 are on a logarithmic axis. */
const byRatio = (a: number, b: number): number => Math.abs(Math.log(a / b));

/**
 * The slider; a value that is not on the list stands at the nearest place.
 *
 * @param places - rising
 * @param shown - the value as it is to be read, with its unit
 * @param apart - what is near; defaults to the ratio, which needs numbers above 0
 */
export function onList(
  name: string,
  places: readonly number[],
  value: number,
  shown: string,
  apart: (place: number, value: number) => number = byRatio,
): Slider {
  const off = places.map((place) => apart(place, value));
  const nearest = off.reduce((best, one, k) => (one < off[best]! ? k : best), 0);
  return { kind: "slider", name, value: nearest, range: [0, places.length - 1], step: 1, shown };
}
