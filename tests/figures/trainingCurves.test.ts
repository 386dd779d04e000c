import { describe, expect, test } from "vitest";
import { accuracyCurves, lossCurves } from "../../src/figures/index.js";
import { layoutOf, speaking, traces, wordsOf } from "./read.js";

const seeds = [
  [5, 3, 2],
  [7, 1, 4],
  [6, 2, 9],
];

describe("lossCurves", () => {
  test("draws the median of the seeds and the band of all", () => {
    const figure = lossCurves([{ name: "Adam", seeds }]);
    const [curve] = speaking(figure);
    expect([curve.x, curve.y]).toEqual([
      [1, 2, 3],
      [6, 2, 4],
    ]);
    expect(curve.customdata).toEqual([
      [5, 7],
      [1, 3],
      [2, 9],
    ]);
    expect(wordsOf(figure).join()).toContain("3 seeds");
  });

  test("takes the middle of two between an even number", () => {
    const [curve] = speaking(lossCurves([{ name: "Adam", seeds: seeds.slice(0, 2) }]));
    expect(curve.y).toEqual([6, 2, 3]);
  });

  test("draws one seed as a line without a band", () => {
    const figure = lossCurves([{ name: "Adam", seeds: [seeds[0]!] }], {
      x: "step",
      at: [0, 10, 20],
    });
    expect(traces(figure)).toHaveLength(1);
    expect(traces(figure)[0].x).toEqual([0, 10, 20]);
    expect(wordsOf(figure)).toEqual(["loss", "step", "Adam"]);
  });

  test("refuses runs that do not fit together", () => {
    const none = 'lossCurves: "Adam" needs at least one seed, got 0';
    expect(() => lossCurves([{ name: "Adam", seeds: [] }])).toThrow(new RangeError(none));
    const message =
      'lossCurves: values of each seed of "SGD" and places must be equal, got 2 and 3';
    const wrong = () =>
      lossCurves([
        { name: "Adam", seeds },
        { name: "SGD", seeds: [[1, 2]] },
      ]);
    expect(wrong).toThrow(new RangeError(message));
  });
});

test("accuracyCurves are titled so, and keep a given range", () => {
  const figure = accuracyCurves([{ name: "test", seeds: [[0.91, 0.95]] }], { range: [0.9, 1] });
  expect(wordsOf(figure)[0]).toBe("accuracy");
  const { range } = layoutOf(figure).yaxis;
  expect(range[0]).toBeCloseTo(0.9, 2);
  expect(range[1]).toBeCloseTo(1, 2);
});
