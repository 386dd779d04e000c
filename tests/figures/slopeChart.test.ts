import { expect, test } from "vitest";
import { slopeChart } from "../../src/figures/index.js";
import { annotation, layoutOf, speaking, wordsOf } from "./read.js";

const slopes = [
  { name: "alpha", before: 16, after: 2, series: 0 },
  { name: "beta", before: 4, after: 1 },
  { name: "gamma", before: 4, after: 4, series: 1 },
];
const options = { ends: ["old", "new"], y: { title: "tax", log: true } } as const;

test("joins both values of each, those in colour on top, and names all before and those in colour after", () => {
  const figure = slopeChart(slopes, options);
  expect(speaking(figure).map(({ x, y }) => [x, y])).toEqual([
    [
      [0, 1],
      [4, 1],
    ],
    [
      [0, 1],
      [16, 2],
    ],
    [
      [0, 1],
      [4, 4],
    ],
  ]);
  expect(wordsOf(figure)).toEqual([
    "old",
    "new",
    "tax",
    "alpha 16",
    "beta 4",
    "gamma 4",
    "2 alpha",
    "4 gamma",
  ]);
  expect(layoutOf(figure).meta.table).toEqual({
    columns: ["", "old", "new"],
    rows: [
      ["alpha", 16, 2],
      ["beta", 4, 1],
      ["gamma", 4, 4],
    ],
  });
});

test("a name stands at the height of its value, or moves aside with a line that leads to it", () => {
  const figure = slopeChart(slopes, options);
  // 300 pixels from 16 down to 1: log 4 / log 16 is one half.
  expect(annotation(figure, "alpha 16").yshift).toBe(0);
  expect(annotation(figure, "2 alpha").yshift).toBe(-225);
  const [beta, gamma] = ["beta 4", "gamma 4"].map((text) => -annotation(figure, text).yshift);
  expect(gamma! - beta!).toBeGreaterThanOrEqual(18);
  expect((beta! + gamma!) / 2).toBeCloseTo(150, -0.5);
  const [atStart] = figure.data as { x: number[]; y: number[] }[];
  expect(atStart!.y.slice(0, 3)).toEqual([16, 16, null]);
  expect(atStart!.y[4]).toBeGreaterThan(4);
  expect(atStart!.x[1]).toBeLessThan(0);
});

test("thirty slopes keep their names apart on every width", () => {
  const many = Array.from({ length: 29 }, (_, i) => ({
    name: `thing ${i}`,
    before: 1 + (i % 7) / 3,
    after: 1,
  }));
  const { annotations, meta } = layoutOf(slopeChart(many, options));
  for (const { layout } of [{ layout: {} }, meta.text, meta.phone]) {
    const heights = (layout.annotations ?? annotations)
      .filter(({ text }: { text: string }) => text.startsWith("thing"))
      .map(({ yshift }: { yshift: number }) => -yshift)
      .sort((a: number, b: number) => a - b);
    const gaps = heights.slice(1).map((height: number, i: number) => height - heights[i]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(16);
  }
});

test("refuses nothing, and what has no logarithm", () => {
  expect(() => slopeChart([], options)).toThrow(
    new RangeError("slopeChart: needs at least one slope, got 0"),
  );
  expect(() => slopeChart([{ name: "a", before: 0, after: 1 }], options)).toThrow(RangeError);
});
