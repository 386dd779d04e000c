import { describe, expect, test } from "vitest";
import {
  add,
  largestDifference,
  Matrix,
  map,
  matrix,
  multiply,
  scale,
  subtract,
} from "../../src/matrix/index.js";
import { seeded } from "../helpers.js";

const a = matrix([
  [1, 2, 3],
  [4, 5, 6],
]);
const b = matrix([
  [7, 0, -1],
  [2, 3, 10],
]);

test("map takes the function of every entry and leaves the matrix as it was", () => {
  const before = seeded([5, 7], 1);
  const a = seeded([5, 7], 1);
  expect(map(a, (x) => x ** 2)).toEqual(
    new Matrix(
      before.data.map((x) => x ** 2),
      [5, 7],
    ),
  );
  expect(a).toEqual(before);
});

test("map asks once for every entry, row after row", () => {
  const asked: number[] = [];
  map(a, (x) => asked.push(x));
  expect(asked).toEqual([1, 2, 3, 4, 5, 6]);
});

test("add, subtract, multiply work entry by entry", () => {
  expect(add(a, b)).toEqual(
    matrix([
      [8, 2, 2],
      [6, 8, 16],
    ]),
  );
  expect(subtract(a, b)).toEqual(
    matrix([
      [-6, 2, 4],
      [2, 2, -4],
    ]),
  );
  expect(multiply(a, b)).toEqual(
    matrix([
      [7, 0, -3],
      [8, 15, 60],
    ]),
  );
});

test("scale multiplies every entry", () => {
  expect(scale(a, -2)).toEqual(
    matrix([
      [-2, -4, -6],
      [-8, -10, -12],
    ]),
  );
});

describe("largestDifference", () => {
  test("is the largest absolute difference, whichever is greater", () => {
    expect(largestDifference(a, b)).toBe(6);
    expect(largestDifference(b, a)).toBe(6);
    expect(largestDifference(a, a)).toBe(0);
  });

  test("is NaN where an entry is NaN, so that no comparison passes", () => {
    const broken = new Matrix(Float64Array.of(1, Number.NaN, 3, 4, 5, 6), [2, 3]);
    expect(largestDifference(a, broken)).toBeNaN();
  });
});

test.each([
  ["add", add],
  ["subtract", subtract],
  ["multiply", multiply],
  ["largestDifference", largestDifference],
])("%s refuses different shapes", (name, operation) => {
  const message = `${name}: shapes of a and b must be equal, got [2, 3] and [3, 2]`;
  expect(() => operation(a, seeded([3, 2], 1))).toThrow(new RangeError(message));
});
