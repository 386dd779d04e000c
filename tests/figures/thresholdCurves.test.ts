import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calledCounts, type ThresholdCurves, thresholdCurves } from "../../src/figures/index.js";
import { liveKind } from "../../src/figures/live/index.js";
import { thresholdCurvesKind as kind } from "../../src/figures/live/thresholdCurves.js";

// By hand: 3 of 5 spam above 0, 1 of 7 others.
const book: ThresholdCurves = {
  positive: [3, 2, 1, -1, -2],
  negative: [0.5, -1, -2, -3, -4, -5, -6],
  threshold: 0,
};

interface Drawn {
  data: { name?: string; x: number[]; y: number[] }[];
  layout: { meta: { table: { rows: unknown[][] } } };
}
const draw = (state: ThresholdCurves) => thresholdCurves(state) as unknown as Drawn;

describe("thresholdCurves", () => {
  test("counts by hand; a score at the threshold is not called", () => {
    expect(calledCounts(book)).toEqual({
      truePositives: 3,
      falsePositives: 1,
      falseNegatives: 2,
      trueNegatives: 6,
    });
    expect(calledCounts({ ...book, threshold: 1 }).truePositives).toBe(2);
    expect(draw(book).layout.meta.table.rows).toEqual([
      ["of the class", 3, 2],
      ["others", 1, 6],
    ]);
  });

  test("precision 3/4 and recall 3/5 at 0; precision ends where nothing is called", () => {
    const [precision, recall] = draw(book).data;
    const at = (curve: Drawn["data"][0], place: number) => curve.y[curve.x.indexOf(place)];
    expect(at(precision!, 0)).toBe(0.75);
    expect(at(recall!, 0)).toBe(0.6);
    expect(at(recall!, -8)).toBe(1);
    expect(precision!.x.at(-1)).toBe(2.75);
    expect(recall!.y.at(-1)).toBe(0);
  });

  test("a higher threshold never calls more, and the four counts are all there are", () => {
    const score = fc.double({ min: -7, max: 20, noNaN: true });
    const scores = fc.array(score);
    fc.assert(
      fc.property(scores, scores, score, score, (positive, negative, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((threshold) =>
          calledCounts({ positive, negative, threshold }),
        );
        expect(high!.truePositives).toBeLessThanOrEqual(low!.truePositives);
        expect(high!.falsePositives).toBeLessThanOrEqual(low!.falsePositives);
        const all = Object.values(high!).reduce((sum, count) => sum + count, 0);
        expect(all).toBe(positive.length + negative.length);
      }),
    );
  });

  test("refuses a class without an example, and scores of which none can be called", () => {
    expect(() => thresholdCurves({ ...book, positive: [] })).toThrow(
      new RangeError("thresholdCurves: needs an example of each class, got 0 and 7"),
    );
    expect(() => thresholdCurves({ positive: [-9], negative: [-9], threshold: 0 })).toThrow(
      new RangeError("thresholdCurves: no score lies above -8, so nothing is called"),
    );
    expect(() => thresholdCurves({ ...book, threshold: 9 })).toThrow(
      new RangeError("thresholdCurves: threshold must be within ±8, got 9"),
    );
  });
});

describe("threshold-curves", () => {
  test("is found by its name, reads a state and takes nothing else along", () => {
    expect(liveKind("threshold-curves")).toBe(kind);
    expect(kind.read({ ...book, more: 1 })).toEqual(book);
  });

  test.each([
    null,
    { ...book, positive: [] },
    { ...book, negative: ["1"] },
    { ...book, threshold: 9 },
  ])("refuses %j", (state) => {
    const need =
      "{ positive: [score, …], negative: [score, …], threshold }, 1 to 5000 scores each, threshold within ±8";
    expect(() => kind.read(state)).toThrow(
      new TypeError(`threshold-curves: the state must be ${need}, got ${JSON.stringify(state)}`),
    );
  });

  test("the slider sets the threshold; the words follow", () => {
    const moved = kind.set(book, 0, 2);
    expect(kind.controls(moved)[0]).toMatchObject({ value: 2, shown: "2.00" });
    expect(kind.words(moved)).toBe(
      "Threshold 2: 1 rightly called, 0 wrongly, 4 missed; precision 1, recall 0.2",
    );
    expect(kind.set(book, 0, "far")).toBe(book);
    const never = kind.set(book, 0, 8);
    expect(kind.words(never)).toContain("precision none, recall 0");
    expect(() => kind.figure(never)).not.toThrow();
  });
});
