import { describe, expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { numericalGradient, relativeError } from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";

describe("numericalGradient", () => {
  test("of Σ xᵢⱼ² is 2 xᵢⱼ", () => {
    const x = matrix([
      [1, -2, 3],
      [0, 5, 0.5],
    ]);
    const gradient = numericalGradient(() => innerProduct(x, x), x);
    const expected = matrix([
      [2, -4, 6],
      [0, 10, 1],
    ]);
    expectClose(gradient, expected, { rtol: 1e-9, atol: 1e-9 });
  });

  test("has an error of h², as the third derivative says", () => {
    const x = matrix([[2]]);
    const error = (h: number) => numericalGradient(() => x.data[0]! ** 3, x, h).data[0]! - 12;
    expect(error(0.1)).toBeCloseTo(0.01, 10);
    expect(error(0.01)).toBeCloseTo(0.0001, 10);
  });

  test("takes h = 1e-5 unless told", () => {
    const x = matrix([[7]]);
    const seen: number[] = [];
    numericalGradient(() => seen.push(x.data[0]!), x);
    expect(seen).toEqual([7 + 1e-5, 7 - 1e-5]);
  });

  test("restores every entry, also when the loss throws", () => {
    const x = seeded([3, 5], 1);
    numericalGradient(() => 0, x);
    expect(x).toEqual(seeded([3, 5], 1));
    let calls = 0;
    const loss = () => {
      calls += 1;
      if (calls === 4) throw new Error("no");
      return 0;
    };
    expect(() => numericalGradient(loss, x)).toThrow(new Error("no"));
    expect(x).toEqual(seeded([3, 5], 1));
  });

  test("refuses an h that is not positive", () => {
    const message = "numericalGradient: h must be positive and finite, got 0";
    expect(() => numericalGradient(() => 0, matrix([[1]]), 0)).toThrow(new RangeError(message));
  });
});

describe("relativeError", () => {
  test("compares the norms of difference and sides", () => {
    // ‖(3, 4)‖ = 5 and ‖(6, 8)‖ = 10
    expect(relativeError(matrix([[3, 4]]), matrix([[6, 8]]))).toBeCloseTo(5 / 15, 14);
  });

  test("is 0 for equal and 1 for opposite matrices", () => {
    const a = matrix([[3], [-4]]);
    expect(relativeError(a, a)).toBe(0);
    expect(relativeError(a, matrix([[-3], [4]]))).toBe(1);
    expect(relativeError(matrix([[0]]), matrix([[0]]))).toBe(0);
  });

  test("refuses different shapes", () => {
    const message = "subtract: shapes of a and b must be equal, got [1, 2] and [2, 1]";
    expect(() => relativeError(seeded([1, 2], 1), seeded([2, 1], 1))).toThrow(
      new RangeError(message),
    );
  });
});
