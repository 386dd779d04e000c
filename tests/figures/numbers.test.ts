import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkNumbers,
  logTicks,
  niceTicks,
  readable,
  round5,
  tickWords,
} from "../../src/figures/numbers.js";

test("round5 keeps five significant digits and whole numbers whole", () => {
  expect([1 / 3, -123.456789, 1.000004e-8, 1_234_567].map(round5)).toEqual([
    0.33333, -123.46, 1e-8, 1_234_567,
  ]);
});

test("niceTicks enclose the numbers in steps of 1, 2 or 5", () => {
  expect(niceTicks(0.13, 2.31, 5)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(niceTicks(-7, 7, 4)).toEqual([-10, -5, 0, 5, 10]);
  expect(niceTicks(0.97, 0.97, 4)).toEqual([0.5, 1]);
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, span) => {
      const ticks = niceTicks(low, low + span, 5);
      const slack = 1e-6 * (Math.abs(low) + span);
      expect(ticks[0]!).toBeLessThanOrEqual(low + slack);
      expect(ticks.at(-1)!).toBeGreaterThanOrEqual(low + span - slack);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }),
  );
});

test("niceTicks of counted things are whole", () => {
  expect(niceTicks(1, 5, 8)).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
  expect(niceTicks(1, 5, 8, true)).toEqual([1, 2, 3, 4, 5]);
  expect(niceTicks(0, 1, 8, true)).toEqual([0, 1]);
});

test("logTicks are powers of ten, of few decades also 2 and 5 times them", () => {
  expect(logTicks(1e-15, 1, 8)).toEqual([1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1]);
  expect(logTicks(0.03, 0.4, 5)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5]);
  expect(logTicks(1, 1000, 5)).toEqual([1, 10, 100, 1000]);
});

test("readable writes numbers as in print", () => {
  expect([0, -0.5, 12.345, 2e-11, -1e6, 123_456].map((x) => readable(x))).toEqual([
    "0",
    "−0.5",
    "12.3",
    "2 × 10<sup>−11</sup>",
    "−10<sup>6</sup>",
    "1.23 × 10<sup>5</sup>",
  ]);
});

test("tickWords have one number of decimals, groups of three, or powers", () => {
  expect(tickWords([-0.5, 0, 0.5], false)).toEqual(["−0.5", "0.0", "0.5"]);
  expect(tickWords([0, 20_000], false)).toEqual(["0", "20\u202f000"]);
  expect(tickWords([1e-4, 1, 1e4], true)).toEqual(["10<sup>−4</sup>", "1", "10<sup>4</sup>"]);
  expect(tickWords([0.1, 1, 10], true)).toEqual(["0.1", "1", "10"]);
});

test("checkNumbers names the first number that cannot be drawn", () => {
  const message = "here: y must be finite, got NaN at index 1";
  expect(() => checkNumbers("here", "y", [1, Number.NaN])).toThrow(new RangeError(message));
  const positive = "here: y must be finite and above 0 on a logarithmic axis, got 0 at index 2";
  const check = () => checkNumbers("here", "y", [1, 2, 0], { log: true });
  expect(check).toThrow(new RangeError(positive));
  expect(() => checkNumbers("here", "y", [1, 2, 0])).not.toThrow();
});
