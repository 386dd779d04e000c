import { describe, expect, test } from "vitest";
import {
  checkCount,
  checkFinite,
  checkFraction,
  checkIndex,
  checkNotNegative,
  checkPositive,
  checkSame,
  checkSameShape,
  zeros,
} from "../../src/matrix/index.js";

test("checkSame accepts equal sizes only", () => {
  checkSame("here", "sizes", 3, 3);
  const message = "here: sizes must be equal, got 3 and 5";
  expect(() => checkSame("here", "sizes", 3, 5)).toThrow(new RangeError(message));
});

describe("checkSameShape", () => {
  test("accepts equal shapes", () =>
    checkSameShape("here", "shapes", zeros([2, 3]), zeros([2, 3])));

  test.each([
    [3, 3],
    [2, 2],
    [3, 2],
  ])("refuses [2, 3] and [%i, %i]", (rows, cols) => {
    const message = `here: shapes must be equal, got [2, 3] and [${rows}, ${cols}]`;
    const check = () => checkSameShape("here", "shapes", zeros([2, 3]), zeros([rows, cols]));
    expect(check).toThrow(new RangeError(message));
  });
});

/** What a check says of a value; nothing if it accepts it. */
function message(check: () => void): string {
  try {
    check();
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as RangeError).message;
  }
}

test("checkCount accepts 1, 2, 3, … only", () => {
  const said = (n: number) => message(() => checkCount("here", "n", n));
  expect([1, 2, 1e9].map(said)).toEqual(["", "", ""]);
  for (const n of [0, -1, 0.5, 1.5, Number.NaN, Infinity]) {
    expect(said(n)).toBe(`here: n must be a positive integer, got ${n}`);
  }
});

test("checkIndex accepts 0 … length − 1 only", () => {
  const said = (i: number) => message(() => checkIndex("here", "i", i, 3));
  expect([0, 1, 2].map(said)).toEqual(["", "", ""]);
  for (const i of [-1, 3, 4, 0.5, Number.NaN, undefined as unknown as number]) {
    expect(said(i)).toBe(`here: i must be an integer in [0, 3), got ${i}`);
  }
});

test("checkPositive accepts positive finite numbers only", () => {
  const said = (x: number) => message(() => checkPositive("here", "x", x));
  expect([1e-300, 1, 1e300].map(said)).toEqual(["", "", ""]);
  for (const x of [0, -1, Infinity, Number.NaN]) {
    expect(said(x)).toBe(`here: x must be positive and finite, got ${x}`);
  }
});

test("checkNotNegative accepts 0 and positive finite numbers only", () => {
  const said = (x: number) => message(() => checkNotNegative("here", "x", x));
  expect([0, 1e-300, 1e300].map(said)).toEqual(["", "", ""]);
  for (const x of [-1e-300, Infinity, Number.NaN]) {
    expect(said(x)).toBe(`here: x must be at least 0 and finite, got ${x}`);
  }
});

test("checkFinite accepts finite entries only, and says where another is", () => {
  const said = (entries: number[]) => message(() => checkFinite("here", "entries", entries));
  expect([[], [0], [-1e308, 1e308]].map(said)).toEqual(["", "", ""]);
  for (const x of [Infinity, -Infinity, Number.NaN]) {
    expect(said([x, 1])).toBe(`here: entries must be finite, got ${x} at index 0`);
    expect(said([1, 2, x])).toBe(`here: entries must be finite, got ${x} at index 2`);
  }
});

test("checkFraction accepts 0 and what is below 1 only", () => {
  const said = (x: number) => message(() => checkFraction("here", "x", x));
  expect([0, 0.5, 1 - 2 ** -53].map(said)).toEqual(["", "", ""]);
  for (const x of [-1e-9, 1, 2, Number.NaN]) {
    expect(said(x)).toBe(`here: x must be in [0, 1), got ${x}`);
  }
});
