import { describe, expect, test } from "vitest";
import { accuracyCurves, lossCurves, lossFans } from "../../src/figures/index.js";
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

describe("lossFans", () => {
  const runs = [11, 0, 10, 1, 9, 2, 8, 3, 7, 4, 6, 5].slice(0, 11).map((v) => [v, 2 * v]); // 0, 1, … less 5

  test("draws quantiles: all, the middle four fifths, the middle half, the median", () => {
    const values = runs.map(([v]) => v!).sort((a, b) => a - b);
    expect(values).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11]);
    const drawn = traces(lossFans([{ name: "one", runs }]));
    expect(drawn.map(({ y }) => y)).toEqual([
      [11, 22, 0, 0],
      [10, 20, 2, 1],
      [8.5, 17, 5, 2.5],
      [6, 12],
    ]);
  });

  test("gives each fan its panel, all with the same axes", () => {
    const fan = (name: string, factor: number) => ({
      name,
      runs: runs.map((run) => run.map((v) => v * factor)),
    });
    const figure = lossFans([fan("a", 1), fan("b", 2), fan("c", 3), fan("d", 0.1), fan("e", 1)]);
    const { xaxis, xaxis2, xaxis5, yaxis, yaxis4, yaxis5, meta } = layoutOf(figure);
    expect(yaxis4.range).toEqual(yaxis.range);
    expect(xaxis2.range[1]).toBe(xaxis.range[1]);
    // Four in a row: the fifth begins the next row, below the first.
    expect(xaxis5.domain).toEqual(xaxis.domain);
    expect(yaxis5.domain[1]).toBeLessThan(yaxis.domain[0]);
    expect(yaxis4.domain).toEqual(yaxis.domain);
    // On a telephone two in a row.
    expect(meta.phone.layout.yaxis4.domain).not.toEqual(meta.phone.layout.yaxis.domain);
    expect(traces(figure).at(-1)).toMatchObject({ xaxis: "x5", yaxis: "y5", name: "e" });
  });

  test("refuses a value that a logarithmic axis cannot show", () => {
    const message =
      'lossFans: values of "one" must be finite and above 0 on a logarithmic axis, got 0 at index 0';
    expect(() => lossFans([{ name: "one", runs }], { log: true })).toThrow(new RangeError(message));
  });
});
