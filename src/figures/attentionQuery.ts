/**
 * @file A query among keys, seen from above: how much of each value it takes.
 *
 * Told in `notebooks/en/10-attention.ipynb`.
 */

import { type Figure, forEachCanvas } from "./figure.js";
import { decimals } from "./numbers.js";
import { planeLayout, viewPlane } from "./planeView.js";
import { answerOf, type QueryPlane } from "./query.js";
import { queryParts } from "./queryParts.js";
import { withSlider } from "./withSlider.js";

const titles = [
  "<i>q</i><sub>1</sub>, <i>k</i><sub>1</sub>",
  "<i>q</i><sub>2</sub>, <i>k</i><sub>2</sub>",
] as const;

/**
 * The plane of query and keys: the disc round a key has the area of its weight, the values are
 * squares, and the filled square among them is what the query gets, `Σ weight · value`.
 *
 * @throws RangeError unless there are as many values and names as keys, all of finite numbers.
 */
export function attentionQuery(plane: QueryPlane): Figure {
  const answer = answerOf(plane);
  const { keys, values } = plane;
  const names = namesOf(plane);
  const rows = keys.map((_, i) => [
    names[i]!,
    decimals(answer.scores[i]!),
    decimals(answer.weights[i]!),
  ]);
  return forEachCanvas({ table: { columns: ["key", "score", "weight"], rows } }, (canvas) => {
    const view = viewPlane(canvas, [...keys, ...values], titles);
    return {
      data: queryParts(plane, answer, names, view),
      layout: planeLayout(view),
    };
  });
}

/** The names of the keys, with plotly's markup. */
export function namesOf({ keys, names }: QueryPlane): readonly string[] {
  return names ?? keys.map((_, i) => `<i>k</i><sub>${i + 1}</sub>`);
}

/**
 * `attentionQuery` with a slider under it that turns the query, its length kept: for notebooks, where
 * no hand can drag it.
 *
 * @throws RangeError as `attentionQuery` does.
 */
export function turningQuery(plane: QueryPlane): Figure {
  const turns = Array.from({ length: 24 }, (_, k) => 15 * k);
  const [x, y] = plane.query;
  return withSlider(
    turns.map((degrees) => {
      const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      return attentionQuery({ ...plane, query: [c * x - s * y, s * x + c * y] });
    }),
    { label: "query turned by", values: turns.map((degrees) => `${degrees}°`) },
  );
}
