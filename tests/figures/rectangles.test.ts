import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rectangles } from "../../src/figures/index.js";
import { layoutOf, traces, wordsOf } from "./read.js";

const one = (width: number, height: number, name = "a") => ({ name, width, height });

/** Left, top, right and bottom of each rectangle, in pixels. */
const boxes = (figure: ReturnType<typeof rectangles>) =>
  traces(figure).map(({ x, y }) => [x[0], y[0], x[1], y[2]] as [number, number, number, number]);

describe("rectangles", () => {
  test("draws areas in proportion, whatever their number and sizes", () => {
    const side = fc.integer({ min: 1, max: 2000 });
    const row = fc.array(fc.tuple(side, side), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 3 }), fc.boolean(), (rows, square) => {
        const figure = rectangles(
          rows.map((sizes) => sizes.map(([width, height]) => one(width, height))),
          { unit: "numbers", square },
        );
        const drawn = boxes(figure).map(([l, t, r, b]) => [r - l, b - t]);
        const wanted = rows.flat();
        for (const axis of [0, 1]) {
          const most = Math.max(...wanted.map((sizes) => sizes[axis]!));
          const scale = Math.max(...drawn.map((sizes) => sizes[axis]!)) / most;
          // Corners are given to a hundredth of a pixel.
          for (const [n, sizes] of drawn.entries()) {
            expect(Math.abs(sizes[axis]! - wanted[n]![axis]! * scale)).toBeLessThan(0.04);
          }
        }
      }),
    );
  });

  test("draws a square as a square, and one row under the other without covering words", () => {
    const figure = rectangles([[one(512, 512), one(512, 512, "b")], [one(1024, 512, "c")]], {
      unit: "parameters",
    });
    const [a, b, c] = boxes(figure);
    expect(a![2] - a![0]).toBeCloseTo(a![3] - a![1], 3);
    expect(b![0]).toBeGreaterThan(a![2]);
    expect(c![1] - a![3]).toBeGreaterThanOrEqual(44);
    expect(layoutOf(figure).height).toBeGreaterThanOrEqual(c![3] + 44);
  });

  test("names each, and tells its area below and in the table", () => {
    const figure = rectangles([[{ ...one(3, 5, "<i>W</i>"), note: "3 × 5" }, one(7, 2, "b")]], {
      unit: "parameters",
    });
    expect(wordsOf(figure)).toEqual(["<i>W</i>", "3 × 5", "b", "14"]);
    expect(layoutOf(figure).meta.table).toEqual({
      columns: ["rectangle", "parameters"],
      rows: [
        ["W", 15],
        ["b", 14],
      ],
    });
  });

  test("keeps its place and its scale where the largest is told", () => {
    const largest = [100, 50] as const;
    const small = rectangles([[one(1, 1), one(1, 1)]], { unit: "u", largest, square: false });
    const large = rectangles([[one(100, 50), one(50, 25)]], { unit: "u", largest, square: false });
    expect(layoutOf(small).height).toBe(layoutOf(large).height);
    expect(boxes(small)[1]![0]).toBe(boxes(large)[1]![0]);
    expect(boxes(large)[0]![3]).toBe(boxes(small)[0]![3]); // they stand on one line
  });

  test("refuses an empty row and a size that is none", () => {
    expect(() => rectangles([[one(1, 1)], []], { unit: "u" })).toThrow(
      new RangeError("rectangles: every row needs a rectangle, got an empty one"),
    );
    expect(() => rectangles([[one(0, 2)]], { unit: "u" })).toThrow(
      new RangeError("rectangles: sizes of a must be finite and above 0, got 0 and 2"),
    );
  });
});
