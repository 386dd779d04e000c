import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrix, toRows } from "../../src/matrix/index.js";
import {
  crossEntropy,
  crossEntropyBackward,
  numericalGradient,
  softmax,
  softmaxBackward,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
} from "../../src/network/index.js";
import { expectClose, seeded } from "../helpers.js";

const logits = seeded([3, 5], 1);
const labels = [4, 0, 2];

describe("crossEntropy", () => {
  test("is the mean of −log p at the labels", () => {
    const probabilities = matrix([
      [0.5, 0.25, 0.25],
      [0.1, 0.1, 0.8],
    ]);
    const expected = (Math.log(2) + Math.log(10)) / 2;
    expect(crossEntropy(probabilities, [0, 1])).toBeCloseTo(expected, 14);
  });

  test("is log C of C equal probabilities", () => {
    expect(crossEntropy(softmax(matrix([[7, 7, 7, 7]])), [3])).toBeCloseTo(Math.log(4), 14);
  });

  test("is infinite where the right class has no probability", () => {
    expect(crossEntropy(matrix([[1, 0]]), [1])).toBe(Infinity);
    expect(crossEntropyBackward(matrix([[1, 0]]), [1])).toEqual(matrix([[0, -Infinity]]));
  });

  test.each([-0.1, Number.NaN])("refuses the probability %d at a label", (probability) => {
    const probabilities = matrix([
      [0.5, 0.5],
      [1, 0],
    ]);
    probabilities.data[2] = probability;
    const message = `the probability of row 1 must not be negative, got ${probability}`;
    expect(() => crossEntropy(probabilities, [1, 0])).toThrow(
      new RangeError(`crossEntropy: ${message}`),
    );
    expect(() => crossEntropyBackward(probabilities, [1, 0])).toThrow(
      new RangeError(`crossEntropyBackward: ${message}`),
    );
  });
});

test("crossEntropyBackward is the numerical gradient", () => {
  const probabilities = softmax(logits);
  const loss = () => crossEntropy(probabilities, labels);
  expectClose(crossEntropyBackward(probabilities, labels), numericalGradient(loss, probabilities), {
    atol: 1e-8,
  });
});

describe("softmaxCrossEntropy", () => {
  test("is the cross-entropy of the softmax, whatever the logits", () => {
    const logit = fc.double({ min: -30, max: 30, noNaN: true });
    const rows = fc.array(fc.tuple(logit, logit, logit), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(rows, fc.nat(2), (rows, label) => {
        const logits = matrix(rows);
        const labels = rows.map((_, i) => (i + label) % 3);
        const { loss, probabilities } = softmaxCrossEntropy(logits, labels);
        expect(probabilities).toEqual(softmax(logits));
        expect(loss).toBeCloseTo(crossEntropy(probabilities, labels), 10);
      }),
    );
  });

  test("stays finite where the probability of the right class underflows", () => {
    const { loss, probabilities } = softmaxCrossEntropy(matrix([[2000, 0]]), [1]);
    expect(probabilities.data[1]).toBe(0);
    expect(loss).toBe(2000);
  });

  test("is log 2 for two equal logits and none beside, however large", () => {
    expect(softmaxCrossEntropy(matrix([[2 ** 99, 2 ** 99, 0]]), [0]).loss).toBe(Math.LN2);
  });
});

describe("softmaxCrossEntropyBackward", () => {
  const backward = () => softmaxCrossEntropyBackward(softmax(logits), labels);

  test("is the numerical gradient", () => {
    const loss = () => softmaxCrossEntropy(logits, labels).loss;
    expectClose(backward(), numericalGradient(loss, logits));
  });

  test("is what the two separate steps give", () => {
    const probabilities = softmax(logits);
    const separate = softmaxBackward(probabilities, crossEntropyBackward(probabilities, labels));
    expectClose(backward(), separate, { rtol: 1e-13, atol: 1e-15 });
  });

  test("sums to 0 in every row: what the right class gains the others lose", () => {
    for (const row of toRows(backward())) {
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(0, 15);
    }
  });

  test("leaves the probabilities as they were", () => {
    const probabilities = softmax(logits);
    softmaxCrossEntropyBackward(probabilities, labels);
    expect(probabilities).toEqual(softmax(logits));
  });
});
