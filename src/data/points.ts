/** @file Points in the plane that no straight line divides: small data sets for pictures. */

import type { Random } from "../matrix/index.js";
import { checkCount, checkNotNegative, Matrix } from "../matrix/index.js";

/** Points with the class of each. */
export interface Points {
  /** coordinates, shape `[N, 2]` */
  readonly input: Matrix;
  /** class of each point, 0 to the number of classes − 1; `N` of them */
  readonly labels: Uint8Array;
}

export interface PointsOptions {
  /** points of each class */
  readonly perClass: number;
  /** standard deviation of the normal noise on each coordinate, at least 0 */
  readonly noise: number;
  readonly random: Random;
}

/**
 * Two half circles of radius 1 that interlock: class 0 above, `(cos t, sin t)`, and class 1 below,
 * `(1 − cos t, ½ − sin t)`, with `t` even over `[0, π]`; noise on top.
 *
 * @returns class 0 first: `N = 2 · perClass`
 * @throws RangeError unless `perClass` is a positive integer and `noise` at least 0.
 */
export function moons(options: PointsOptions): Points {
  return scatter("moons", 2, options, (label, fraction) => {
    const t = Math.PI * fraction;
    return label === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), 0.5 - Math.sin(t)];
  });
}

/**
 * Arms of a spiral, each a full turn from the centre to radius 1, one for each class:
 * `(r cos φ, r sin φ)` with `φ = 2π (r + label / classes)` and `r` even over `[0, 1]`; noise on top.
 *
 * @param options - besides those of `moons` the number of `classes`, 2 to 255
 * @returns one class after the other: `N = classes · perClass`
 * @throws RangeError unless the counts are positive integers in range and `noise` at least 0.
 */
export function spirals(options: PointsOptions & { readonly classes: number }): Points {
  const { classes } = options;
  if (!Number.isInteger(classes) || classes < 2 || classes > 255) {
    throw new RangeError(`spirals: classes must be an integer from 2 to 255, got ${classes}`);
  }
  return scatter("spirals", classes, options, (label, radius) => {
    const angle = 2 * Math.PI * (radius + label / classes);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function scatter(
  where: string,
  classes: number,
  { perClass, noise, random }: PointsOptions,
  point: (label: number, fraction: number) => [number, number],
): Points {
  checkCount(where, "perClass", perClass);
  checkNotNegative(where, "noise", noise);
  const count = classes * perClass;
  const data = new Float64Array(count * 2);
  const labels = Uint8Array.from({ length: count }, (_, i) => Math.floor(i / perClass));
  for (let i = 0; i < count; ++i) {
    const fraction = perClass === 1 ? 0 : (i % perClass) / (perClass - 1);
    const [x, y] = point(labels[i]!, fraction);
    data[2 * i] = x + random.normal(0, noise);
    data[2 * i + 1] = y + random.normal(0, noise);
  }
  return { input: new Matrix(data, [count, 2]), labels };
}
