import { describe, expect, test } from "vitest";
import { matrix, toRows } from "../../src/matrix/index.js";
import { meanPooling, meanPoolingBackward, numericalGradient } from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";

const input = seeded([5, 3], 1); // [T, D]
const isToken = [true, true, false, true, false];
const tokens = matrix([
  [1, 20],
  [2, 40],
  [6, 0],
]);

describe("meanPooling", () => {
  test("is the mean of the rows", () => {
    expectClose(meanPooling(tokens), matrix([[3, 20]]), { rtol: 1e-15 });
  });

  test("leaves out what only fills up, whatever stands there", () => {
    expect(meanPooling(tokens, [true, true, false])).toEqual(matrix([[1.5, 30]]));
    expect(meanPooling(tokens, [true, true, true])).toEqual(meanPooling(tokens));
  });

  test("of one token is the token", () => {
    expect(meanPooling(input, [false, false, false, true, false])).toEqual(
      matrix([toRows(input)[3]!]),
    );
  });
});

describe("meanPoolingBackward", () => {
  test.each([
    ["all tokens", undefined],
    ["some", isToken],
  ])("is the numerical gradient over %s", (_, isToken) => {
    const gradOutput = seeded([1, 3], 2);
    const loss = () => innerProduct(meanPooling(input, isToken), gradOutput);
    const gradient = meanPoolingBackward(input, gradOutput, isToken);
    expectClose(gradient, numericalGradient(loss, input));
  });
});

describe("mean pooling refuses", () => {
  test("a list of tokens that does not fit, or names none", () => {
    expect(() => meanPooling(input, [true])).toThrow(
      new RangeError(
        "meanPooling: rows of input and the length of isToken must be equal, got 5 and 1",
      ),
    );
    const none = [false, false, false, false, false];
    expect(() => meanPooling(input, none)).toThrow(
      new RangeError("meanPooling: isToken must name a token, got only false"),
    );
    expect(() => meanPoolingBackward(input, seeded([1, 3], 1), none)).toThrow(
      new RangeError("meanPoolingBackward: isToken must name a token, got only false"),
    );
  });

  test("what is not finite, and a gradient that does not fit", () => {
    const strange = seeded([5, 3], 1);
    strange.data[8] = Number.NaN;
    expect(() => meanPooling(strange)).toThrow(
      new RangeError("meanPooling: input must be finite, got NaN at index 8"),
    );
    expect(() => meanPoolingBackward(input, seeded([5, 3], 1))).toThrow(
      new RangeError("meanPoolingBackward: rows of gradOutput and 1 must be equal, got 5 and 1"),
    );
    expect(() => meanPoolingBackward(input, seeded([1, 5], 1))).toThrow(
      new RangeError(
        "meanPoolingBackward: columns of input and gradOutput must be equal, got 3 and 5",
      ),
    );
  });
});
