/** @file The query that can be dragged among keys. */

import { attentionQuery, namesOf } from "../attentionQuery.js";
import type { Point } from "../halfPlane.js";
import { decimals } from "../numbers.js";
import { answerOf, type QueryPlane } from "../query.js";
import type { DraggedKind } from "./kind.js";
import { clamp, hundredths, isPoint } from "./points.js";
import { refusal } from "./refusal.js";

/** A part of the plane that is seen on every canvas: the handle stays within it. */
const [mostX, mostY] = [2.4, 2.2];
const keyStep = 0.1;

/** Drag the tip of the query. */
export const attentionQueryKind: DraggedKind<QueryPlane> = {
  hint: "Drag the tip of the query.",
  read(state) {
    const { query, keys, values, names } = Object(state) as Record<string, unknown>;
    const isList = (list: unknown, is: (one: unknown) => boolean): boolean =>
      Array.isArray(list) && list.length > 0 && list.length <= 12 && list.every(is);
    const fits =
      isPoint(query) &&
      isList(keys, isPoint) &&
      isList(values, isPoint) &&
      (names === undefined || isList(names, (name) => typeof name === "string"));
    const plane = { query, keys, values, ...(names === undefined ? {} : { names }) } as QueryPlane;
    const count = fits ? plane.keys.length : 0;
    if (!fits || plane.values.length !== count || (plane.names?.length ?? count) !== count) {
      const need =
        "{ query: [q1, q2], keys: [[k1, k2], …], values: [[v1, v2], …], names?: [word, …] }, finite numbers within ±100, one to 12 keys with a value each";
      throw refusal("attention-query", need, state);
    }
    return plane;
  },
  figure: attentionQuery,
  handles({ query }) {
    const length = Math.hypot(...query);
    const beside: Point = [query[0] / length, query[1] / length];
    return [
      {
        name: "query",
        at: [clamp(query[0], mostX), clamp(query[1], mostY)],
        ...(length > 0 ? { beside } : {}),
        value: hundredths(length),
        range: [0, hundredths(Math.hypot(mostX, mostY))],
      },
    ];
  },
  move: (plane, _, to) => withQuery(plane, to),
  step(plane, _, right, up) {
    const [x, y] = plane.query;
    return withQuery(plane, [x + keyStep * right, y + keyStep * up]);
  },
  words(plane) {
    const { weights, output } = answerOf(plane);
    const names = plane.names ?? namesOf(plane).map((name) => name.replace(/<[^>]*>/g, ""));
    const said = weights.map((weight, i) => `${names[i]} ${decimals(weight)}`);
    return `query ${plane.query.map(decimals).join(", ")}; weights ${said.join(", ")}; output ${output.map(decimals).join(", ")}`;
  },
};

function withQuery(plane: QueryPlane, [x, y]: Point): QueryPlane {
  return { ...plane, query: [hundredths(clamp(x, mostX)), hundredths(clamp(y, mostY))] };
}
