import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { at, generate, Matrix, matrix, toRows, zeros } from "../../src/matrix/index.js";

const a = matrix([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("Matrix", () => {
  test("takes the data as they are", () => {
    const data = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(new Matrix(data, [3, 2]).data).toBe(data);
  });

  test("refuses data that do not fill the shape", () => {
    const message = "Matrix: rows · cols and the length of data must be equal, got 6 and 5";
    expect(() => new Matrix(new Float64Array(5), [2, 3])).toThrow(new RangeError(message));
  });

  test("refuses a shape without rows or columns", () => {
    const data = new Float64Array(0);
    expect(() => new Matrix(data, [0, 3])).toThrow(
      new RangeError("Matrix: the number of rows must be a positive integer, got 0"),
    );
    expect(() => new Matrix(data, [3, 0])).toThrow(
      new RangeError("Matrix: the number of columns must be a positive integer, got 0"),
    );
  });

  test("prints itself as text, in a notebook too", () => {
    const text = "Matrix [2, 3]\n  1  2  3\n  4  5  6";
    expect(String(a)).toBe(text);
    expect(inspect(a)).toBe(text);
  });
});

describe("matrix", () => {
  test("lays the rows one after the other", () => {
    expect(a.shape).toEqual([2, 3]);
    expect(a.data).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  test("refuses rows of different lengths", () => {
    const message = "matrix: lengths of row 0 and row 2 must be equal, got 2 and 1";
    expect(() => matrix([[1, 2], [3, 4], [5]])).toThrow(new RangeError(message));
  });

  test.each([
    ["NaN", Number.NaN],
    ["2", "2" as unknown as number],
    ["undefined", undefined as unknown as number],
  ])("refuses an entry that is %s and not a number", (text, entry) => {
    const message = `matrix: entry (1, 0) must be a number, got ${text}`;
    expect(() => matrix([[1], [entry]])).toThrow(new RangeError(message));
  });

  test("accepts infinite entries, which masks are made of", () => {
    expect(matrix([[-Infinity, Infinity]]).data).toEqual(Float64Array.of(-Infinity, Infinity));
  });

  test("refuses no rows and empty rows", () => {
    expect(() => matrix([])).toThrow(
      new RangeError("Matrix: the number of rows must be a positive integer, got 0"),
    );
    expect(() => matrix([[], []])).toThrow(
      new RangeError("Matrix: the number of columns must be a positive integer, got 0"),
    );
  });
});

test("toRows is the inverse of matrix", () => {
  expect(toRows(a)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test("zeros has the shape asked for", () => {
  expect(zeros([2, 3])).toEqual(new Matrix(new Float64Array(6), [2, 3]));
});

test("zeros refuses a shape that no matrix has", () => {
  expect(() => zeros([-2, 3])).toThrow(
    new RangeError("zeros: the number of rows must be a positive integer, got -2"),
  );
  expect(() => zeros([2, 0])).toThrow(
    new RangeError("zeros: the number of columns must be a positive integer, got 0"),
  );
});

test("generate calls its function with row and column, row after row", () => {
  const calls: string[] = [];
  const made = generate([2, 3], (i, j) => {
    calls.push(`${i}${j}`);
    return 10 * i + j;
  });
  expect(toRows(made)).toEqual([
    [0, 1, 2],
    [10, 11, 12],
  ]);
  expect(calls).toEqual(["00", "01", "02", "10", "11", "12"]);
});

describe("at", () => {
  test("reads row and column", () => {
    expect([at(a, 0, 0), at(a, 0, 2), at(a, 1, 0), at(a, 1, 2)]).toEqual([1, 3, 4, 6]);
  });

  test("refuses a row or column that is not there", () => {
    expect(() => at(a, 2, 0)).toThrow(
      new RangeError("at: the row must be an integer in [0, 2), got 2"),
    );
    expect(() => at(a, 0, 3)).toThrow(
      new RangeError("at: the column must be an integer in [0, 3), got 3"),
    );
  });
});
