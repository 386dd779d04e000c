import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attentionHeads,
  attentionLines,
  attentionMap,
  headGallery,
  weightedTokens,
} from "../../src/figures/index.js";
import { attentionHeadsKind as kind } from "../../src/figures/live/attentionHeads.js";
import { lightTokens, tint } from "../../src/figures/template.js";
import { layoutOf, traces, wordsOf } from "./read.js";

const queries = ["a", "b"];
const keys = ["x", "y", "z"];
const weights = [
  [1, 0, 0],
  [0.25, 0.5, 0.25],
];
const mask = [
  [1, 1, 0],
  [1, 1, 1],
];
const options = { queries, keys, mask };

describe("attentionMap", () => {
  test("a weight of 0 is a cell, what is masked is a slanted line and none", () => {
    const [cells, lines] = traces(attentionMap(weights, options));
    expect(cells.z).toEqual([[1, 0, null], weights[1]]);
    expect(cells.text).toEqual([
      ["1.00", "0.00", ""],
      ["0.25", "0.50", "0.25"],
    ]);
    // Through the cell of row 0, column 2, upward to the right; y runs downward.
    expect(lines.x).toEqual([1.7, 2.3, null]);
    expect(lines.y).toEqual([0.3, -0.3, null]);
    const [[at, palest]] = cells.colorscale;
    expect(at).toBe(0);
    expect(palest).not.toBe("#fdfcf9");
  });

  test("names every token: upright where the words do not fit across", () => {
    const long = ["a long token", "another", "third"];
    const { xaxis, margin } = layoutOf(attentionMap(weights, { ...options, keys: long }));
    expect([xaxis.tickangle, xaxis.ticktext]).toEqual([-90, long]);
    const short = layoutOf(attentionMap(weights, options));
    expect([short.xaxis.tickangle, short.xaxis.ticktext]).toEqual([0, keys]);
    expect(margin.t).toBeGreaterThan(short.margin.t + 30);
  });

  test("prints its numbers where they fit, else a strip of colours; and tells them in a table", () => {
    const many = Array.from({ length: 30 }, (_, i) => String(i));
    const row = many.map(() => 1 / 30);
    const [cells] = traces(attentionMap([row], { queries: ["q"], keys: many }));
    expect([cells.texttemplate, cells.showscale, cells.zmax]).toEqual(["", true, 1 / 30]);
    const small = attentionMap(weights, options);
    expect(traces(small)[0].showscale).toBe(false);
    expect(layoutOf(small).meta.table.rows[0]).toEqual(["a", "1.00", "0.00", "masked"]);
  });

  test.each([
    [
      { ...options, queries: ["a"] },
      "attentionMap: rows of the weights and queries must be equal, got 2 and 1",
    ],
    [
      { ...options, keys: ["x"] },
      "attentionMap: columns of the weights and keys must be equal, got 3 and 1",
    ],
    [
      { ...options, mask: [[1, 1, 1]] },
      "attentionMap: rows of the mask and queries must be equal, got 1 and 2",
    ],
  ])("refuses what does not fit together: %j", (wrong, message) => {
    expect(() => attentionMap(weights, wrong)).toThrow(new RangeError(message));
  });
});

describe("headGallery", () => {
  test("has one scale for all heads, each with its name and its masked places", () => {
    const other = [
      [0.4, 0.6, 0],
      [0, 0, 1],
    ];
    const figure = headGallery([weights, other], { ...options, names: ["left", "right"] });
    const maps = traces(figure).filter(({ type }) => type === "heatmap");
    expect(maps.map(({ name, zmax }) => [name, zmax])).toEqual([
      ["left", 1],
      ["right", 1],
    ]);
    expect(maps[1].x0).toBeGreaterThan(maps[0].x0 + 2 * maps[0].dx);
    expect(layoutOf(figure).meta.table.rows).toEqual([
      ["left", "a", "x", "1.00"],
      ["left", "b", "y", "0.50"],
      ["right", "a", "y", "0.60"],
      ["right", "b", "z", "1.00"],
    ]);
    expect(wordsOf(figure)).toEqual(["left", "right", "a", "b", "x", "y", "z", "x", "y", "z"]);
  });

  test("refuses none", () => {
    expect(() => headGallery([], options)).toThrow(
      new RangeError("headGallery: needs at least one head, got 0"),
    );
  });
});

describe("attentionLines", () => {
  test("a line for each weight, wider and darker by its grade", () => {
    const figure = attentionLines(weights, options);
    const lines = traces(figure).filter(({ mode }) => mode === "lines");
    expect(lines.map(({ x }) => (x.length - 1) / 3)).toEqual([0, 0, 2, 0, 1, 0, 0, 1]);
    const widths = lines.map(({ line }) => line.width);
    expect([...widths].sort((a, b) => a - b)).toEqual(widths);
    expect(layoutOf(figure).meta.table.rows).toEqual([
      ["a", "x", "1.00"],
      ["b", "x", "0.25"],
      ["b", "y", "0.50"],
      ["b", "z", "0.25"],
    ]);
  });

  test("of one query alone with its numbers", () => {
    const figure = attentionLines(weights, { ...options, query: 0 });
    expect(traces(figure).at(-1).text).toEqual(["x <b>1.00</b>", "y <b>0.00</b>", "z"]);
    expect(() => attentionLines(weights, { ...options, query: 2 })).toThrow(
      new RangeError("attentionLines: query must be a whole number from 0 to 1, got 2"),
    );
  });
});

describe("weightedTokens", () => {
  test("a ground as full as the weight, blue above 0 and red below, and the largest as numbers", () => {
    const figure = weightedTokens(["free", "money", "now"], [0.5, -1, 0], { numbers: 1 });
    const grounds = layoutOf(figure).shapes.filter(
      ({ y1, y0 }: Record<string, number>) => y1! - y0! > 5,
    );
    // 0.42 of the colour for the largest weight, 0.21 for half of it.
    expect(grounds.map(({ fillcolor }: { fillcolor: string }) => fillcolor)).toEqual([
      tint(lightTokens.series[0]!, 0.21),
      tint(lightTokens.series[1]!, 0.42),
    ]);
    expect(traces(figure)[1].text).toEqual(["−1.00"]);
  });

  test("breaks its lines on a phone, and keeps every token", () => {
    const tokens = Array.from({ length: 29 }, (_, i) => `token${i}`);
    const figure = weightedTokens(
      tokens,
      tokens.map(() => 1),
    );
    const [words] = traces(figure);
    const { phone } = layoutOf(figure).meta;
    expect(words.text).toEqual(tokens);
    expect(new Set(phone.data[0].y).size).toBeGreaterThan(new Set(words.y).size);
    expect(Math.max(...phone.data[0].x)).toBeLessThan(350);
  });
});

describe("the kind attention-heads", () => {
  const second = [
    [0.75, 0.25, 0],
    [0, 0.125, 0.875],
  ];
  const { figure, live } = attentionHeads([weights, second], options);
  const { state } = live;

  test("in a notebook a slider leads through the heads", () => {
    expect(figure.frames!.map(({ name }) => name)).toEqual(["1", "2"]);
  });

  test("packs the weights, and shows them again", () => {
    const json = JSON.parse(JSON.stringify(state));
    expect(kind.read(json)).toEqual(state);
    const [cells] = traces(kind.figure(kind.set(state, 0, 1)));
    expect(cells.z[1][2]).toBeCloseTo(0.875, 4);
    expect([cells.z[0][2], cells.zmax]).toEqual([null, 1]);
  });

  test("offers the heads by their names", () => {
    expect(kind.controls(state)).toEqual([
      { kind: "choice", name: "head", options: ["1", "2"], value: 0 },
    ]);
    expect(kind.set(state, 0, 7)).toBe(state);
    expect(kind.words(kind.set(state, 0, 1))).toBe(
      "head 2; each query looks most: a at x 0.75, b at z 0.88",
    );
  });

  test.each([
    null,
    { ...state, head: 2 },
    { ...state, names: ["1"] },
    { ...state, keys: ["x", "y"] },
    { ...state, heads: [...state.heads, { shape: [2, 3], scale: 1, multiples: "AA" }] },
    { ...state, mask: { ...state.heads[0], shape: [3, 2] } },
  ])("refuses %j", (wrong) => {
    expect(() => kind.read(wrong)).toThrow(
      /^attention-heads: the state must be what attentionHeads gives: /,
    );
  });

  test("any weights come back to within a ten-thousandth, and are drawn", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const row = fc.tuple(share, share, share);
    fc.assert(
      fc.property(fc.array(fc.tuple(row, row), { minLength: 1, maxLength: 5 }), (heads) => {
        const { live: made } = attentionHeads(heads, { queries, keys });
        for (const [h, head] of heads.entries()) {
          const [cells] = traces(kind.figure({ ...made.state, head: h }));
          head.flat().forEach((weight, k) => {
            expect(Math.abs(cells.z.flat()[k] - weight)).toBeLessThan(1e-4);
          });
        }
      }),
      { numRuns: 20 },
    );
  });
});
