import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centreInk, fitToBox, loadMnist } from "../../src/data/index.js";
import { at, generate, Matrix, matrix } from "../../src/matrix/index.js";

/** The drawing with paper around it: `rows` above, `cols` to the left, some to the other sides. */
const moved = (ink: Matrix, rows: number, cols: number): Matrix => {
  const [height, width] = ink.shape;
  return generate([height + rows + 3, width + cols + 2], (i, j) => {
    const [r, c] = [i - rows, j - cols];
    return r >= 0 && c >= 0 && r < height && c < width ? at(ink, r, c) : 0;
  });
};

const drawings = fc
  .tuple(fc.integer({ min: 1, max: 23 }), fc.integer({ min: 1, max: 19 }))
  .chain(([rows, cols]) =>
    fc
      .array(fc.constantFrom(0, 0, 1, 0.25, 1 / 3), {
        minLength: rows * cols,
        maxLength: rows * cols,
      })
      .filter((ink) => ink.some((value) => value > 0))
      .map((ink) => new Matrix(Float64Array.from(ink), [rows, cols])),
  );

describe("fitToBox", () => {
  test("halves and doubles by averages that can be checked by hand", () => {
    // 40 rows of one column: ink in the first three rows and in the last
    const tall = generate([40, 1], (i) => (i < 3 || i === 39 ? 1 : 0));
    const box = fitToBox(tall);
    expect(box.shape).toEqual([20, 20]);
    // two rows go into one, and half of a place is as wide as the column
    expect(at(box, 0, 0)).toBe(0.5);
    expect(at(box, 1, 0)).toBe(0.25);
    expect(at(box, 2, 0)).toBe(0);
    expect(at(box, 19, 0)).toBe(0.25);
    expect(box.data.filter((value) => value > 0)).toHaveLength(3);
    // two by two: each entry becomes ten by ten places
    const small = fitToBox(matrix([[1, 0], [0.5, 1]])); // biome-ignore format: a matrix
    expect(at(small, 9, 9)).toBeCloseTo(1, 12);
    expect(at(small, 9, 10)).toBe(0);
    expect(at(small, 10, 9)).toBeCloseTo(0.5, 12);
  });

  test("fills the box along the longer side, and keeps the proportions", () => {
    const wide = fitToBox(generate([7, 35], () => 1));
    // 7 / 35 of 20 rows are 4
    expect(wide).toEqual(generate([20, 20], (r) => (r < 4 ? 1 : 0)));
  });

  test("keeps ink, counted as area", () => {
    fc.assert(
      fc.property(drawings, (ink) => {
        const inked = [...ink.data].flatMap((value, k) => (value > 0 ? [k] : []));
        const rows = inked.map((k) => Math.floor(k / ink.shape[1]));
        const cols = inked.map((k) => k % ink.shape[1]);
        const side = (places: number[]) => Math.max(...places) - Math.min(...places) + 1;
        const pixel = Math.max(side(rows), side(cols)) / 20;
        const sum = (data: Float64Array) => data.reduce((a, b) => a + b, 0);
        expect(sum(fitToBox(ink).data) * pixel * pixel).toBeCloseTo(sum(ink.data), 9);
      }),
    );
  });

  test("where it was drawn on the sheet makes no difference", () => {
    fc.assert(
      fc.property(drawings, fc.nat(29), fc.nat(31), (ink, rows, cols) => {
        expect(fitToBox(moved(ink, rows, cols))).toEqual(fitToBox(ink));
      }),
    );
  });
});

describe("centreInk", () => {
  test("puts one dot at row 14, column 14, and two of different weight on balance", () => {
    const dot = centreInk(matrix([[0, 0], [0, 1]])); // biome-ignore format: a matrix
    expect(dot[28 * 14 + 14]).toBe(255);
    expect(dot.filter((byte) => byte > 0)).toHaveLength(1);
    // mass 1 in column 0 and 0.2 in column 6: on balance in column 1
    const two = centreInk(matrix([[1, 0, 0, 0, 0, 0, 0.2]]));
    expect(two[28 * 14 + 13]).toBe(255);
    expect(two[28 * 14 + 19]).toBe(51);
  });

  test("holds back at the edge rather than lose ink", () => {
    // nearly all ink in the first row, a thin tail down to the twentieth
    const tail = generate([20, 3], (i, j) => (i === 0 ? 1 : j === 1 ? 0.01 : 0));
    const image = centreInk(tail);
    expect(image[28 * 8 + 14]).toBe(255); // 14 would push the tail out at the bottom
    expect(image[28 * 27 + 14]).toBe(3);
    expect(image.filter((byte) => byte > 0)).toHaveLength(3 + 19);
  });

  test("the whole sheet stays where it is", () => {
    expect(centreInk(generate([28, 28], () => 1))).toEqual(new Uint8Array(784).fill(255));
  });
});

test("MNIST, prepared once more, comes out as it went in", async () => {
  const { test: digits } = await loadMnist();
  const count = 1009;
  let same = 0;
  for (let i = 0; i < count; ++i) {
    const image = digits.images.subarray(784 * i, 784 * (i + 1));
    const ink = new Matrix(
      Float64Array.from(image, (byte) => byte / 255),
      [28, 28],
    );
    if (centreInk(fitToBox(ink)).every((byte, k) => byte === image[k])) same += 1;
  }
  expect(same).toBeGreaterThanOrEqual(count - 2);
});

test("says what it cannot take", () => {
  const cases: [() => unknown, string][] = [
    [
      () => fitToBox(generate([3, 2], () => 0)),
      "fitToBox: ink must have an entry above 0, got none",
    ],
    [
      () => centreInk(generate([3, 2], () => 0)),
      "centreInk: ink must have an entry above 0, got none",
    ],
    [
      () => fitToBox(matrix([[0, 1], [0, 1.5]])), // biome-ignore format: a matrix
      "fitToBox: entry (1, 1) of ink must be in [0, 1], got 1.5",
    ],
    [
      () => centreInk(generate([1, 2], (_, j) => (j === 1 ? Number.NaN : 1))),
      "centreInk: entry (0, 1) of ink must be in [0, 1], got NaN",
    ],
    [() => centreInk(generate([29, 5], () => 1)), "centreInk: ink must fit 28 by 28, got [29, 5]"],
  ];
  for (const [make, message] of cases) expect(make).toThrow(new RangeError(message));
});
