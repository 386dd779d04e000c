import { describe, expect, test } from "vitest";
import {
  addRow,
  argmaxRows,
  matrix,
  pickRows,
  row,
  rowViews,
  sumRows,
} from "../../src/matrix/index.js";
import { seeded } from "../helpers.js";

const a = matrix([
  [1, 2, 3],
  [4, 5, 6],
]);

test("rowViews are windows on the entries of the matrix", () => {
  const a = matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const views = rowViews(a);
  expect(views).toEqual([Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)]);
  views[1]![2] = 99;
  expect(a.data[5]).toBe(99);
});

describe("row", () => {
  test("is a copy of one row, with the shape of one example", () => {
    const second = row(a, 1);
    expect(second).toEqual(matrix([[4, 5, 6]]));
    second.data[0] = 99;
    expect(a.data[3]).toBe(4);
  });

  test("refuses a row that is not there", () => {
    const message = "row: the row must be an integer in [0, 2), got 2";
    expect(() => row(a, 2)).toThrow(new RangeError(message));
  });
});

describe("pickRows", () => {
  test("takes the rows in the order of the indices, also twice", () => {
    expect(pickRows(a, Uint32Array.of(1, 0, 1))).toEqual(
      matrix([
        [4, 5, 6],
        [1, 2, 3],
        [4, 5, 6],
      ]),
    );
  });

  test("refuses an index that is not there", () => {
    const message = "pickRows: index 1 must be an integer in [0, 2), got 2";
    expect(() => pickRows(a, [0, 2])).toThrow(new RangeError(message));
  });
});

describe("addRow", () => {
  test("adds the row to every row", () => {
    expect(addRow(a, matrix([[10, 20, 30]]))).toEqual(
      matrix([
        [11, 22, 33],
        [14, 25, 36],
      ]),
    );
  });

  test("refuses more than one row, and a row of another length", () => {
    expect(() => addRow(a, seeded([2, 3], 1))).toThrow(
      new RangeError("addRow: rows of row and 1 must be equal, got 2 and 1"),
    );
    expect(() => addRow(a, seeded([1, 2], 1))).toThrow(
      new RangeError("addRow: columns of a and row must be equal, got 3 and 2"),
    );
  });
});

test("sumRows adds the rows up", () => {
  expect(sumRows(a)).toEqual(matrix([[5, 7, 9]]));
});

test("argmaxRows finds each row's largest entry, the first of equals", () => {
  const scores = matrix([
    [1, 3, 2],
    [9, 3, 9],
    [-3, -2, -1],
    [5, 5, 5],
  ]);
  expect(argmaxRows(scores)).toEqual([1, 0, 2, 0]);
});

test("argmaxRows refuses what cannot be compared", () => {
  const scores = matrix([
    [1, Infinity],
    [-Infinity, 0],
  ]);
  expect(argmaxRows(scores)).toEqual([1, 1]);
  for (const column of [1, 0]) {
    scores.data[2 + column] = Number.NaN;
    const message = `argmaxRows: entry (1, ${column}) must be a number, got NaN`;
    expect(() => argmaxRows(scores)).toThrow(new RangeError(message));
  }
});
