import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinColumns, matrix, splitColumns } from "../../src/matrix/index.js";
import { seeded } from "../helpers.js";

const a = matrix([
  [1, 2, 3, 4, 5, 6],
  [7, 8, 9, 10, 11, 12],
]);

describe("joinColumns", () => {
  test("puts matrices side by side, of whatever width", () => {
    const narrow = matrix([[1], [7]]);
    const wide = matrix([
      [2, 3, 4, 5, 6],
      [8, 9, 10, 11, 12],
    ]);
    expect(joinColumns([narrow, wide])).toEqual(a);
    expect(joinColumns([a])).toEqual(a);
    expect(joinColumns([a])).not.toBe(a);
  });

  test("refuses nothing, and parts of different heights", () => {
    expect(() => joinColumns([])).toThrow(
      new RangeError("joinColumns: the number of parts must be a positive integer, got 0"),
    );
    expect(() => joinColumns([a, a, seeded([3, 5], 1)])).toThrow(
      new RangeError("joinColumns: rows of part 0 and part 2 must be equal, got 2 and 3"),
    );
  });
});

describe("splitColumns", () => {
  test("cuts into blocks of neighbouring columns", () => {
    expect(splitColumns(a, 3)).toEqual([
      matrix([
        [1, 2],
        [7, 8],
      ]),
      matrix([
        [3, 4],
        [9, 10],
      ]),
      matrix([
        [5, 6],
        [11, 12],
      ]),
    ]);
  });

  test("gives copies", () => {
    const source = seeded([2, 3], 1);
    splitColumns(source, 3)[1]!.data[0] = 99;
    expect(source).toEqual(seeded([2, 3], 1));
  });

  test("is undone by joinColumns", () => {
    const size = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(size, size, size, (rows, count, width) => {
        const wide = seeded([rows, count * width], 1);
        const blocks = splitColumns(wide, count);
        expect(blocks.map(({ shape }) => shape)).toEqual(Array(count).fill([rows, width]));
        expect(joinColumns(blocks)).toEqual(wide);
      }),
    );
  });

  test("refuses a count that does not divide the columns, or is none", () => {
    expect(() => splitColumns(a, 4)).toThrow(
      new RangeError("splitColumns: count must divide the number of columns, got 4 and 6"),
    );
    expect(() => splitColumns(a, 0)).toThrow(
      new RangeError("splitColumns: count must be a positive integer, got 0"),
    );
  });
});
