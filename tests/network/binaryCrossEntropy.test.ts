import { describe, expect, test } from "vitest";
import { matrix, scale } from "../../src/matrix/index.js";
import {
  binaryCrossEntropy,
  binaryCrossEntropyBackward,
  numericalGradient,
  softmaxCrossEntropy,
} from "../../src/network/index.js";
import { expectClose, seeded } from "../helpers.js";

const logits = scale(seeded([7, 1], 1), 3); // [N, 1]
const labels = [1, 0, 0, 1, 1, 0, 1];

describe("binaryCrossEntropy", () => {
  test("is the surprise at the right answer", () => {
    // σ(ln 3) = 3/4: surprise ln 4/3 at label 1, ln 4 at label 0
    const { loss, probabilities } = binaryCrossEntropy(
      matrix([[Math.log(3)], [Math.log(3)]]),
      [1, 0],
    );
    expect(loss).toBeCloseTo((Math.log(4 / 3) + Math.log(4)) / 2, 15);
    expectClose(probabilities, matrix([[3 / 4], [3 / 4]]), { rtol: 1e-15 });
  });

  test("is the softmax cross-entropy of the logits 0 and z", () => {
    const pairs = matrix([...logits.data].map((z) => [0, z]));
    const { loss } = softmaxCrossEntropy(pairs, labels);
    expect(binaryCrossEntropy(logits, labels).loss).toBeCloseTo(loss, 14);
  });

  test("of huge logits is their size where they are wrong, and tiny but not 0 where right", () => {
    const loss = (z: number, label: number) => binaryCrossEntropy(matrix([[z]]), [label]).loss;
    expect(loss(1e308, 0)).toBe(1e308);
    expect(loss(-1e308, 1)).toBe(1e308);
    expect(loss(40, 1)).toBeCloseTo(Math.exp(-40), 30);
    expect(loss(40, 1)).toBeGreaterThan(0);
    expect(loss(1e308, 1)).toBe(0);
    expect(binaryCrossEntropy(matrix([[1e308], [1e308]]), [0, 0]).loss).toBe(1e308);
  });
});

describe("binaryCrossEntropyBackward", () => {
  test("is the numerical gradient", () => {
    const { probabilities } = binaryCrossEntropy(logits, labels);
    const gradient = binaryCrossEntropyBackward(probabilities, labels);
    const loss = () => binaryCrossEntropy(logits, labels).loss;
    expectClose(gradient, numericalGradient(loss, logits));
  });

  test("is a half up or down at logit 0", () => {
    const { probabilities } = binaryCrossEntropy(matrix([[0], [0]]), [1, 0]);
    expect(binaryCrossEntropyBackward(probabilities, [1, 0])).toEqual(matrix([[-1 / 4], [1 / 4]]));
  });
});

describe("binary cross-entropy refuses", () => {
  const refused = (logits: Parameters<typeof matrix>[0], labels: number[], message: string) =>
    expect(() => binaryCrossEntropy(matrix(logits), labels)).toThrow(
      new RangeError(`binaryCrossEntropy: ${message}`),
    );

  test("labels that are not 0 or 1, or not one for each example", () => {
    refused([[1], [2]], [1, 2], "label 1 must be 0 or 1, got 2");
    refused([[1], [2]], [1], "the number of rows and of labels must be equal, got 2 and 1");
    expect(() => binaryCrossEntropyBackward(logits, [0.5, ...labels.slice(1)])).toThrow(
      new RangeError("binaryCrossEntropyBackward: label 0 must be 0 or 1, got 0.5"),
    );
  });

  test("a probability that is not finite", () => {
    const strange = matrix([[0.5], [0.5]]);
    strange.data[1] = Number.NaN;
    expect(() => binaryCrossEntropyBackward(strange, [1, 0])).toThrow(
      new RangeError(
        "binaryCrossEntropyBackward: probabilities must be finite, got NaN at index 1",
      ),
    );
  });

  test("two logits an example, and a logit that is not finite", () => {
    refused([[1, 2]], [1], "columns of logits and 1 must be equal, got 2 and 1");
    refused(
      [[1], [Number.POSITIVE_INFINITY]],
      [1, 0],
      "logits must be finite, got Infinity at index 1",
    );
  });
});
