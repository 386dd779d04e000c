import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attentionQuery, type QueryPlane, turningQuery } from "../../src/figures/index.js";
import { attentionQueryKind as kind } from "../../src/figures/live/attentionQuery.js";
import { answerOf } from "../../src/figures/query.js";
import { layoutOf, traces } from "./read.js";

const book: QueryPlane = {
  query: [1.2, 0.6],
  keys: [
    [2, 0.5],
    [-1, 1.8],
    [-0.5, -1.5],
  ],
  values: [
    [-1.8, -0.8],
    [1, 1.9],
    [1.6, -1.4],
  ],
};

describe("answerOf", () => {
  test("a query at right angles to the difference of two keys takes half of each value", () => {
    const plane = {
      query: [0, 1.1],
      keys: [
        [1, 0.5],
        [-1, 0.5],
      ],
      values: [
        [2, 0],
        [0, 1],
      ],
    } as const;
    const { scores, weights, output } = answerOf(plane);
    expect(scores).toEqual([0.55 / Math.SQRT2, 0.55 / Math.SQRT2]);
    expect(weights).toEqual([0.5, 0.5]);
    expect(output).toEqual([1, 0.5]);
  });

  test("divides by the root of 2: e^(q·k/√2) to the other", () => {
    const plane = {
      query: [1, 0],
      keys: [
        [Math.SQRT2, 0],
        [0, 1],
      ],
      values: [
        [1, 0],
        [0, 0],
      ],
    } as const;
    expect(answerOf(plane).weights[0]).toBeCloseTo(Math.E / (Math.E + 1), 12);
  });

  test.each([
    [{ ...book, keys: [] }, "attentionQuery: needs at least one key, got 0"],
    [{ ...book, values: [[1, 2]] }, "attentionQuery: keys and values must be equal, got 3 and 1"],
    [{ ...book, names: ["a"] }, "attentionQuery: keys and names must be equal, got 3 and 1"],
    [
      { ...book, query: [1, Number.NaN] },
      "attentionQuery: point 0 of query must be finite, got NaN at index 1",
    ],
  ])("refuses %j", (plane, message) => {
    expect(() => answerOf(plane as unknown as QueryPlane)).toThrow(new RangeError(message));
  });
});

describe("attentionQuery", () => {
  test("the area of a disc is the weight of its key", () => {
    const { weights } = answerOf(book);
    const [, , discs] = traces(attentionQuery(book));
    const areas = discs.marker.size.map((size: number) => (size / 64) ** 2);
    for (const [i, area] of areas.entries()) expect(area).toBeCloseTo(weights[i]!, 3);
  });

  test("says the sum with its numbers, and scores and weights in its table", () => {
    const figure = attentionQuery(book);
    expect(traces(figure).at(-1).text[0]).toBe(
      "output = 0.84 <i>v</i><sub>1</sub> + 0.11 <i>v</i><sub>2</sub> + 0.04 <i>v</i><sub>3</sub> = (−1.33, −0.52)",
    );
    expect(layoutOf(figure).meta.table.rows[0]).toEqual(["<i>k</i><sub>1</sub>", "1.91", "0.84"]);
  });

  test("keeps its layout while the query moves", () => {
    const other = layoutOf(attentionQuery({ ...book, query: [-2, -2.2] }));
    const { meta, ...own } = layoutOf(attentionQuery(book));
    expect({ ...other, meta: null }).toEqual({ ...own, meta: null });
    expect(meta.phone).toEqual(expect.objectContaining({ layout: other.meta.phone.layout }));
  });

  test("in a notebook a slider turns the query and keeps its length", () => {
    const { frames } = turningQuery(book);
    expect(frames).toHaveLength(24);
    const [, quarter] = [0, 6].map((k) => JSON.stringify(frames![k]!.data));
    // A quarter turn leads (1.2, 0.6) to (−0.6, 1.2).
    expect(quarter).toContain("[0,-0.6]");
  });
});

describe("the kind attention-query", () => {
  test.each([
    null,
    { ...book, query: [1] },
    { ...book, keys: [] },
    { ...book, values: [[1, 2]] },
    { ...book, names: ["a", "b", 3] },
    { ...book, names: ["a"] },
    {
      ...book,
      keys: [
        [1, 2],
        [1, 1e9],
        [1, 2],
      ],
    },
  ])("refuses %j", (state) => {
    const need =
      "{ query: [q1, q2], keys: [[k1, k2], …], values: [[v1, v2], …], names?: [word, …] }, finite numbers within ±100, one to 12 keys with a value each";
    expect(() => kind.read(state)).toThrow(
      new TypeError(`attention-query: the state must be ${need}, got ${JSON.stringify(state)}`),
    );
  });

  test("reads a state, with names or without, and takes nothing else along", () => {
    expect(kind.read({ ...book, more: 1 })).toEqual(book);
    const named = { ...book, names: ["cat", "sat", "mat"] };
    expect(kind.read(named)).toEqual(named);
  });

  test("dragged to where it is, the query stays; arrow keys move it by 0.1", () => {
    const [handle] = kind.handles(book);
    expect(kind.move(book, 0, handle!.at!)).toEqual(book);
    expect(kind.step(book, 0, 1, -5).query).toEqual([1.3, 0.1]);
  });

  test("wherever it is dragged, the state can be read and drawn, and the handle is in sight", () => {
    const far = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(far, far, (x, y) => {
        const state = kind.move(book, 0, [x, y]);
        expect(kind.read(JSON.parse(JSON.stringify(state)))).toEqual(state);
        expect(JSON.stringify(kind.figure(state))).not.toMatch(/NaN/);
        const [handle] = kind.handles(state);
        expect(Math.abs(handle!.at![0])).toBeLessThanOrEqual(2.4);
        expect(Math.abs(handle!.at![1])).toBeLessThanOrEqual(2.2);
      }),
      { numRuns: 50 },
    );
  });

  test("a query of no length takes an equal part of each value", () => {
    const none = kind.move(book, 0, [0.004, -0.004]);
    expect(none.query).toEqual([0, 0]);
    expect(kind.words(none)).toBe(
      "query 0.00, 0.00; weights k1 0.33, k2 0.33, k3 0.33; output 0.27, −0.10",
    );
    expect(kind.handles(none)[0]).not.toHaveProperty("beside");
  });
});
