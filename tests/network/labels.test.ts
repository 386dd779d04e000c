import { describe, expect, test } from "vitest";
import {
  accuracy,
  checkLabels,
  crossEntropy,
  crossEntropyBackward,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";

describe("checkLabels", () => {
  test("accepts one class a row, the first and the last included", () => {
    checkLabels("here", [0, 4, 2], [3, 5]);
    checkLabels("here", Uint8Array.of(0, 4, 2), [3, 5]);
  });

  test.each([-1, 5, 0.5, Number.NaN])("refuses the label %d of five classes", (label) => {
    const message = `here: label 2 must be an integer in [0, 5), got ${label}`;
    expect(() => checkLabels("here", [0, 4, label], [3, 5])).toThrow(new RangeError(message));
  });

  test.each([2, 4])("refuses %d labels for three rows", (count) => {
    const message = `here: the number of rows and of labels must be equal, got 3 and ${count}`;
    expect(() => checkLabels("here", new Uint8Array(count), [3, 5])).toThrow(
      new RangeError(message),
    );
  });
});

test.each([
  ["accuracy", accuracy],
  ["crossEntropy", crossEntropy],
  ["crossEntropyBackward", crossEntropyBackward],
  ["softmaxCrossEntropy", softmaxCrossEntropy],
  ["softmaxCrossEntropyBackward", softmaxCrossEntropyBackward],
] as const)("%s refuses a label that names no class", (name, f) => {
  const message = `${name}: label 1 must be an integer in [0, 3), got 3`;
  expect(() => f(seeded([2, 3], 1), [0, 3])).toThrow(new RangeError(message));
});
