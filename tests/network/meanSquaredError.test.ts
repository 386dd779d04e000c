import { describe, expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import {
  meanSquaredError,
  meanSquaredErrorBackward,
  numericalGradient,
} from "../../src/network/index.js";
import { expectClose, seeded } from "../helpers.js";

const output = seeded([3, 5], 1);
const target = seeded([3, 5], 2);

test("meanSquaredError is the mean over all entries", () => {
  const output = matrix([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const target = matrix([
    [1, 4],
    [0, 4],
    [5, 5],
  ]);
  expect(meanSquaredError(output, target)).toBeCloseTo((4 + 9 + 1) / 6, 14);
  expect(meanSquaredError(output, output)).toBe(0);
});

test("meanSquaredErrorBackward is the numerical gradient", () => {
  const loss = () => meanSquaredError(output, target);
  expectClose(meanSquaredErrorBackward(output, target), numericalGradient(loss, output));
});

describe.each([
  ["meanSquaredError", meanSquaredError],
  ["meanSquaredErrorBackward", meanSquaredErrorBackward],
] as const)("%s", (name, f) => {
  test("refuses different shapes", () => {
    const message = `${name}: shapes of output and target must be equal, got [3, 5] and [5, 3]`;
    expect(() => f(output, seeded([5, 3], 1))).toThrow(new RangeError(message));
  });
});
