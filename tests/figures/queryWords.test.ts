import { describe, expect, test } from "vitest";
import type { Canvas } from "../../src/figures/figure.js";
import { type Box, boxOf } from "../../src/figures/labels.js";
import { viewPlane } from "../../src/figures/planeView.js";
import { answerOf, type QueryPlane } from "../../src/figures/query.js";
import { queryWords, wholeDisc } from "../../src/figures/queryWords.js";

// The plane of chapter 10: the query points just past a key, and the output lies under another.
const plane: QueryPlane = {
  query: [2, 1],
  keys: [
    [2, 0],
    [0, 2],
    [1, -1],
  ],
  values: [
    [2, -2],
    [-2, -1],
    [-1, 1],
  ],
  names: ["cat", "sees", "itself"],
};

const phone: Canvas = { name: "phone", width: 350, height: 378 };
const text: Canvas = { name: "text", width: 616, height: 390 };

/** Words and drawn things in pixels, as the figure has them. */
function drawn(
  state: QueryPlane,
  canvas: Canvas,
): { words: Box[]; things: Box[]; way: [number, number][] } {
  const view = viewPlane(canvas, [...state.keys, ...state.values]);
  const { box, unit } = view;
  const pixel = ([x, y]: readonly [number, number]): [number, number] => [
    (x - box.x[0]) * unit,
    (box.y[1] - y) * unit,
  ];
  const answer = answerOf(state);
  const { keys, others } = queryWords(state, answer, state.names!, view);
  const square = ([x, y]: readonly [number, number], half: number): Box => ({
    x,
    y,
    halfWidth: half,
    halfHeight: half,
  });
  return {
    words: [keys, others].flatMap(({ text, at }) =>
      text.map((word, i) => boxOf(word, pixel(at[i]!))),
    ),
    things: [
      ...state.keys.map((key, i) =>
        square(pixel(key), (wholeDisc / 2) * Math.sqrt(answer.weights[i]!)),
      ),
      ...[...state.values, answer.output].map((point) => square(pixel(point), 5)),
      square(pixel(state.query), 6),
    ],
    way: Array.from({ length: 50 }, (_, k) =>
      pixel([(state.query[0] * k) / 50, (state.query[1] * k) / 50]),
    ),
  };
}

const meet = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth &&
  Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight;

describe("queryWords", () => {
  test.each([phone, text])(
    "on the $name no word covers a disc, a square, the arrow or another word",
    (canvas) => {
      const { words, things, way } = drawn(plane, canvas);
      words.forEach((word, i) => {
        expect(words.slice(0, i).filter((other) => meet(word, other))).toEqual([]);
        expect(things.filter((thing) => meet(word, thing))).toEqual([]);
        expect(way.filter(([x, y]) => meet(word, { x, y, halfWidth: 0, halfHeight: 0 }))).toEqual(
          [],
        );
      });
    },
  );

  test("words stand in their first places while nothing comes near: keys above, values below", () => {
    const apart: QueryPlane = {
      ...plane,
      keys: [
        [2, 1],
        [-2, 1.2],
        [-2.2, -0.4],
      ],
      values: [
        [2, -2],
        [-2, -2],
        [1, -0.5],
      ],
      query: [0.4, 0.9],
    };
    const view = viewPlane(text, [...apart.keys, ...apart.values]);
    const { keys, others } = queryWords(apart, answerOf(apart), apart.names!, view);
    keys.at.forEach(([x, y], i) => {
      expect([
        x > apart.keys[i]![0] - 1e-9 && x < apart.keys[i]![0] + 1e-9,
        y > apart.keys[i]![1],
      ]).toEqual([true, true]);
    });
    others.at.slice(0, 2).forEach(([, y], i) => {
      expect(y).toBeLessThan(apart.values[i]![1]);
    });
  });

  test("a query of no length has no name", () => {
    const none: QueryPlane = { ...plane, query: [0, 0] };
    const view = viewPlane(text, [...none.keys, ...none.values]);
    expect(queryWords(none, answerOf(none), none.names!, view).others.text.at(-1)).toBe("");
  });
});
