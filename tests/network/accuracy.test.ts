import { expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { accuracy } from "../../src/network/index.js";

test("accuracy is the fraction of rows whose largest entry is at the label", () => {
  const logits = matrix([
    [1, 3, 2],
    [5, 0, 0],
    [0, 0, 1],
    [2, 1, 0],
  ]);
  expect(accuracy(logits, [1, 0, 2, 0])).toBe(1);
  expect(accuracy(logits, Uint8Array.of(1, 1, 2, 2))).toBe(0.5);
  expect(accuracy(logits, [0, 1, 0, 1])).toBe(0);
});
