import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Matrix,
  matMul,
  matrix,
  row,
  rowViews,
  toRows,
  transpose,
} from "../../src/matrix/index.js";
import {
  logSoftmax,
  numericalGradient,
  softmax,
  softmaxBackward,
  softmaxJacobian,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";

const logits = fc.array(fc.double({ min: -700, max: 700, noNaN: true }), { minLength: 1 });

describe("softmax", () => {
  test("turns ratios of exponentials into parts of 1", () => {
    const [one, two] = [Math.log(1), Math.log(2)];
    expectClose(
      softmax(
        matrix([
          [one, two],
          [two, two],
          [two, one],
        ]),
      ),
      matrix([
        [1 / 3, 2 / 3],
        [1 / 2, 1 / 2],
        [2 / 3, 1 / 3],
      ]),
      { rtol: 1e-15 },
    );
  });

  test("sums to 1 and does not change when a constant is added to the row", () => {
    fc.assert(
      fc.property(logits, fc.integer({ min: -99, max: 99 }), (logits, constant) => {
        const probabilities = softmax(matrix([logits]));
        expect(probabilities.data.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        const shifted = softmax(matrix([logits.map((z) => z + constant)]));
        expectClose(shifted, probabilities, { rtol: 1e-9, atol: 1e-300 });
      }),
    );
  });

  test("works row by row", () => {
    const z = seeded([3, 5], 1);
    for (const i of [0, 1, 2]) expectClose(row(softmax(z), i), softmax(row(z, i)), { rtol: 1e-15 });
  });

  test("does not overflow, and gives a logit of −∞ no probability", () => {
    expect(softmax(matrix([[1e300, -1e300, -Infinity]]))).toEqual(matrix([[1, 0, 0]]));
  });
});

describe("logSoftmax", () => {
  test("is the logarithm of the softmax", () => {
    const log = Math.log;
    const z = matrix([
      [0, log(3)],
      [log(5), log(2)],
    ]);
    const expected = [-log(4), log(3 / 4), log(5 / 7), log(2 / 7)];
    expectClose(logSoftmax(z), new Matrix(Float64Array.from(expected), [2, 2]), { rtol: 1e-14 });
  });

  test("stays exact where the softmax underflows, and where the logits are huge", () => {
    const z = matrix([
      [1e300, 1e300, 0],
      [-2000, 0, -Infinity],
    ]);
    expect([...logSoftmax(z).data]).toEqual([
      ...[-Math.LN2, -Math.LN2, -1e300],
      ...[-2000, 0, -Infinity],
    ]);
  });
});

test.each([softmax, logSoftmax])("%o refuses a row without a finite largest logit", (f) => {
  const row = (text: string) =>
    new RangeError(`softmax: the largest logit of row 1 must be finite, got ${text}`);
  expect(() =>
    f(
      matrix([
        [0, 0],
        [-Infinity, -Infinity],
      ]),
    ),
  ).toThrow(row("-Infinity"));
  expect(() =>
    f(
      matrix([
        [0, 0],
        [0, Infinity],
      ]),
    ),
  ).toThrow(row("Infinity"));
  const broken = matrix([
    [0, 0],
    [0, 0],
  ]);
  broken.data[2] = Number.NaN;
  expect(() => f(broken)).toThrow(row("NaN"));
});

describe("softmaxBackward", () => {
  test("is the numerical gradient", () => {
    const z = seeded([3, 5], 1);
    const gradOutput = seeded([3, 5], 2);
    const loss = () => innerProduct(softmax(z), gradOutput);
    expectClose(softmaxBackward(softmax(z), gradOutput), numericalGradient(loss, z));
  });

  test("is 0 under a constant gradient: the probabilities always sum to 1", () => {
    const gradient = softmaxBackward(softmax(seeded([1, 3], 1)), matrix([[2, 2, 2]]));
    expectClose(gradient, matrix([[0, 0, 0]]), { atol: 1e-15 });
  });

  test("refuses different shapes", () => {
    const message =
      "softmaxBackward: shapes of probabilities and gradOutput must be equal, got [2, 3] and [3, 2]";
    expect(() => softmaxBackward(seeded([2, 3], 1), seeded([3, 2], 1))).toThrow(
      new RangeError(message),
    );
  });
});

describe("softmaxJacobian", () => {
  test("of two equal logits is a quarter up, a quarter down", () => {
    expect(softmaxJacobian(matrix([[1 / 2, 1 / 2]]))).toEqual(
      matrix([
        [1 / 4, -1 / 4],
        [-1 / 4, 1 / 4],
      ]),
    );
  });

  test("has in row i the numerical gradient of probability i", () => {
    const logits = seeded([1, 7], 1);
    const jacobian = softmaxJacobian(softmax(logits));
    for (const i of [0, 3, 6]) {
      const gradient = numericalGradient(() => softmax(logits).data[i]!, logits);
      expectClose(row(jacobian, i), gradient);
    }
  });

  test("is symmetric, its rows sum to 0, and softmaxBackward is the product with it", () => {
    const probabilities = softmax(seeded([1, 7], 1));
    const jacobian = softmaxJacobian(probabilities);
    expect(transpose(jacobian)).toEqual(jacobian);
    for (const row of rowViews(jacobian)) expect(row.reduce((a, b) => a + b)).toBeCloseTo(0, 15);
    const gradOutput = seeded([1, 7], 2);
    expectClose(matMul(gradOutput, jacobian), softmaxBackward(probabilities, gradOutput), {
      rtol: 1e-12,
    });
  });

  test("vanishes where one logit takes all: a saturated softmax passes no gradient on", () => {
    const rows = toRows(softmaxJacobian(softmax(matrix([[1000, 0, 0]]))));
    expect(rows.flat().every((slope) => Math.abs(slope) === 0)).toBe(true);
  });

  test("refuses more than one row, and what is not finite", () => {
    expect(() => softmaxJacobian(seeded([2, 3], 1))).toThrow(
      new RangeError("softmaxJacobian: rows of probabilities and 1 must be equal, got 2 and 1"),
    );
    const strange = seeded([1, 3], 1);
    strange.data[2] = Number.NaN;
    expect(() => softmaxJacobian(strange)).toThrow(
      new RangeError("softmaxJacobian: probabilities must be finite, got NaN at index 2"),
    );
  });
});
