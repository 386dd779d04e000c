import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CostCurves, costCurves, layerCost } from "../../src/figures/index.js";
import { costCurvesKind as kind } from "../../src/figures/live/costCurves.js";
import { layoutOf, speaking, wordsOf } from "./read.js";
import { holdsWhateverIsSet, standsStill } from "./setting.js";

const book: CostCurves = { length: 10, width: 512, expansion: 2 };

describe("layerCost", () => {
  test("counts 2 FLOP a multiply-add: the example 10 × 512 × 1024", () => {
    // 4 · 2 · 10 · 512², 2 · 2 · 10² · 512 and 2 · 2 · 10 · 512 · 1024.
    expect(layerCost(book)).toEqual({
      projections: 20_971_520,
      attention: 204_800,
      feedForward: 20_971_520,
    });
  });

  test("attention costs as much as the feed-forward at T = F, and more from there", () => {
    fc.assert(
      fc.property(fc.constantFrom(64, 512, 2048), fc.constantFrom(1, 2, 4), (width, expansion) => {
        const at = (length: number) => layerCost({ width, expansion, length });
        const hidden = expansion * width;
        expect(at(hidden).attention).toBe(at(hidden).feedForward);
        expect(at(hidden + 1).attention).toBeGreaterThan(at(hidden + 1).feedForward);
      }),
    );
  });
});

describe("costCurves", () => {
  test("draws the three parts, marks length and crossing, and tells the shares", () => {
    const figure = costCurves(book);
    const [projections, attention] = speaking(figure);
    expect(projections.x[6]).toBe(10);
    expect([projections.y[6], attention.y[6]]).toEqual([20_971_520, 204_800]);
    expect(wordsOf(figure)).toEqual(expect.arrayContaining(["10 tokens", "<i>n</i> = 1024"]));
    expect(layoutOf(figure).meta.table.rows).toEqual([
      ["projections", 20_971_520, 49.8],
      ["scores and values", 204_800, 0.486],
      ["feed-forward", 20_971_520, 49.8],
    ]);
  });

  test("keeps its axes while the state changes", () => {
    const other = layoutOf(costCurves({ length: 12_288, width: 4096, expansion: 1 }));
    const { xaxis, yaxis, height } = layoutOf(costCurves(book));
    expect([other.xaxis, other.yaxis, other.height]).toEqual([xaxis, yaxis, height]);
  });

  test("refuses a layer without a length", () => {
    expect(() => costCurves({ ...book, length: 0 })).toThrow(
      new RangeError("costCurves: length must be a whole number from 1 to 16384, got 0"),
    );
  });
});

describe("the kind cost-curves", () => {
  test.each([
    null,
    {},
    { ...book, length: 1.5 },
    { ...book, width: "512" },
    { ...book, expansion: 3 },
  ])("refuses %j", (state) => {
    const need =
      "{ length, width, expansion }, length a whole number from 1 to 16384, width one of 64, 128, 256, 512, 1024, 2048, 4096, expansion one of 1, 2, 4";
    expect(() => kind.read(state)).toThrow(
      new TypeError(`cost-curves: the state must be ${need}, got ${JSON.stringify(state)}`),
    );
  });

  test("has a slider for length and width, and a choice", () => {
    expect(kind.controls(book)).toMatchObject([
      { kind: "slider", name: "length", value: 6, range: [0, 28], shown: "10 tokens" },
      { kind: "slider", name: "width", value: 3, shown: "512 numbers a token" },
      { kind: "choice", name: "feed-forward", value: 1 },
    ]);
    // A length that is not among the places of the slider stands at the nearest.
    expect(kind.controls({ ...book, length: 1025 })[0]).toMatchObject({ value: 20 });
  });

  test("sets each, and leaves the rest", () => {
    expect(kind.set(book, 0, 20)).toEqual({ ...book, length: 1024 });
    expect(kind.set(book, 1, 0)).toEqual({ ...book, width: 64 });
    expect(kind.set(book, 2, 2)).toEqual({ ...book, expansion: 4 });
    expect(kind.set(book, 1, 99)).toEqual(book);
  });

  test("set to what they show, the controls change nothing; whatever is set, it can be read and drawn", () => {
    const settings = { controls: 2, values: 28, settings: 5, numRuns: 30 };
    holdsWhateverIsSet(kind, book, settings, standsStill(kind));
  });

  test("says itself in words", () => {
    expect(kind.words(book)).toBe(
      "10 tokens of width 512, in FLOP: projections 21 million, scores and values 0.205 million, feed-forward 21 million",
    );
  });
});
