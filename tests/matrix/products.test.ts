import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  at,
  generate,
  type Matrix,
  map,
  matMul,
  matMulTransposeA,
  matMulTransposeB,
  matrix,
  transpose,
} from "../../src/matrix/index.js";
import { expectClose, seeded } from "../helpers.js";

/** The definition, entry by entry. */
function product(a: Matrix, b: Matrix): Matrix {
  return generate([a.shape[0], b.shape[1]], (i, j) => {
    let sum = 0;
    for (let p = 0; p < a.shape[1]; ++p) sum += at(a, i, p) * at(b, p, j);
    return sum;
  });
}

const exact = { rtol: 1e-13, atol: 1e-14 };

test("transpose turns rows into columns", () => {
  expect(
    transpose(
      matrix([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ),
  ).toEqual(
    matrix([
      [1, 4],
      [2, 5],
      [3, 6],
    ]),
  );
});

describe("matMul", () => {
  test("is the product that one can work out on paper", () => {
    const a = matrix([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const b = matrix([
      [1, 0, 2],
      [0, 1, 3],
    ]);
    expect(matMul(a, b)).toEqual(
      matrix([
        [1, 2, 8],
        [3, 4, 18],
        [5, 6, 28],
      ]),
    );
  });

  // Sums of 1 to 13 terms: fewer than four at a time, four, and what is left over.
  test.each([1, 2, 3, 4, 5, 7, 8, 13])("is its definition for %i terms a sum", (inner) => {
    const a = seeded([5, inner], 1);
    const b = seeded([inner, 3], 2);
    expectClose(matMul(a, b), product(a, b), exact);
  });

  test("is its definition whatever entries are zero", () => {
    const shapes = fc.tuple(fc.nat(8), fc.nat(12), fc.nat(8), fc.nat(1e6));
    fc.assert(
      fc.property(shapes, ([m, k, n, seed]) => {
        const a = map(seeded([m + 1, k + 1], seed), (x) => (x < 0.2 ? 0 : x));
        const b = seeded([k + 1, n + 1], seed + 1);
        expectClose(matMul(a, b), product(a, b), exact);
      }),
    );
  });

  test("distributes over sums", () => {
    const a = seeded([5, 7], 1);
    const [b, c] = [seeded([7, 3], 2), seeded([7, 3], 3)];
    expectClose(matMul(a, add(b, c)), add(matMul(a, b), matMul(a, c)), exact);
  });

  test("refuses inner sizes that differ", () => {
    const message = "matMul: columns of a and rows of b must be equal, got 3 and 2";
    expect(() => matMul(seeded([2, 3], 1), seeded([2, 3], 1))).toThrow(new RangeError(message));
  });
});

describe("matMulTransposeA", () => {
  test("is aᵀ · b", () => {
    const [a, b] = [seeded([5, 7], 1), seeded([5, 3], 2)];
    expectClose(matMulTransposeA(a, b), product(transpose(a), b), exact);
  });

  test("refuses different numbers of rows", () => {
    const message = "matMulTransposeA: rows of a and b must be equal, got 5 and 7";
    expect(() => matMulTransposeA(seeded([5, 3], 1), seeded([7, 3], 1))).toThrow(
      new RangeError(message),
    );
  });
});

describe("matMulTransposeB", () => {
  test("is a · bᵀ", () => {
    const [a, b] = [seeded([5, 7], 1), seeded([3, 7], 2)];
    expectClose(matMulTransposeB(a, b), product(a, transpose(b)), exact);
  });

  test("refuses different numbers of columns", () => {
    const message = "matMulTransposeB: columns of a and b must be equal, got 3 and 7";
    expect(() => matMulTransposeB(seeded([5, 3], 1), seeded([5, 7], 1))).toThrow(
      new RangeError(message),
    );
  });
});

test("0 · ∞ and 0 · NaN are not a number, as in NumPy", () => {
  const b = matrix([[1], [Infinity], [2]]);
  expect(matMul(matrix([[3, 0, 5]]), b).data[0]).toBeNaN();
  expect(matMul(matrix([[3, 2, 0]]), b)).toEqual(matrix([[Infinity]]));
  b.data.set([Number.NaN, 1, 2]);
  expect(matMul(matrix([[0, 3, 5]]), b).data[0]).toBeNaN();
});
