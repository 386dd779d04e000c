/** @file A query among keys in the plane: what it looks at, and what it gets. */

import { type Matrix, matrix } from "../matrix/index.js";
import { attention } from "../network/attention.js";
import type { Point } from "./halfPlane.js";
import { checkEqual, checkNumbers } from "./numbers.js";

/** One query, and keys with their values: vectors of two numbers. */
export interface QueryPlane {
  readonly query: readonly [number, number];
  readonly keys: readonly (readonly [number, number])[];
  /** one for each key */
  readonly values: readonly (readonly [number, number])[];
  /** A word for each key; defaults to k₁, k₂ … */
  readonly names?: readonly string[];
}

/** What attention makes of the query. */
export interface QueryAnswer {
  /** `query · key / √2` */
  readonly scores: readonly number[];
  /** softmax of the scores */
  readonly weights: readonly number[];
  /** `Σ weight · value` */
  readonly output: Point;
}

/**
 * Scaled dot-product attention of the one query.
 *
 * @throws RangeError unless there are as many values and names as keys, all of finite numbers.
 */
export function answerOf(plane: QueryPlane): QueryAnswer {
  const where = "attentionQuery";
  const { query, keys, values, names } = plane;
  if (keys.length === 0) throw new RangeError(`${where}: needs at least one key, got 0`);
  checkEqual(where, "keys and values", keys.length, values.length);
  if (names) checkEqual(where, "keys and names", keys.length, names.length);
  for (const [what, points] of Object.entries({ query: [query], keys, values })) {
    points.forEach((point, i) => {
      checkEqual(where, `numbers of point ${i} of ${what} and 2`, point.length, 2);
      checkNumbers(where, `point ${i} of ${what}`, point);
    });
  }
  const rows = (points: readonly Point[]): Matrix => matrix(points.map((point) => [...point]));
  const { scores, weights, output } = attention({
    query: rows([query]),
    key: rows(keys),
    value: rows(values),
  });
  const [x, y] = output.data;
  return { scores: [...scores.data], weights: [...weights.data], output: [x!, y!] };
}
