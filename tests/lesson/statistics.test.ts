import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  mean,
  median,
  predictionInterval,
  quantile,
  standardDeviation,
  studentProbability,
  studentQuantile,
  wilsonInterval,
} from "../../src/lesson/index.js";

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
  minLength: 2,
  maxLength: 31,
});

describe("mean, standardDeviation, quantile, median", () => {
  test("of a few numbers, by hand", () => {
    expect(mean([2, 3, 7])).toBe(4);
    expect(standardDeviation([2, 3, 7])).toBeCloseTo(Math.sqrt(7), 14); // (4 + 1 + 9) / 2
    expect(median([7, 2, 3])).toBe(3);
    expect(median([7, 2, 3, 5])).toBe(4);
    expect(quantile([10, 20, 30], 0.25)).toBe(15);
  });

  test("a shift moves mean and median and leaves the standard deviation", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -997, max: 997 }), (xs, shift) => {
        const moved = xs.map((x) => x + shift);
        expect(mean(moved)).toBeCloseTo(mean(xs) + shift, 6);
        expect(median(moved)).toBeCloseTo(median(xs) + shift, 6);
        expect(standardDeviation(moved)).toBeCloseTo(standardDeviation(xs), 6);
      }),
    );
  });

  test("say what is missing", () => {
    expect(() => mean([])).toThrow(new RangeError("mean: needs at least 1 value, got 0"));
    expect(() => median([])).toThrow(new RangeError("median: needs at least 1 value, got 0"));
    for (const value of [Number.NaN, Infinity]) {
      for (const [name, of] of Object.entries({ mean, median, standardDeviation })) {
        const message = `${name}: values must be finite, got ${value} at index 1`;
        expect(() => of([1, value])).toThrow(new RangeError(message));
      }
    }
    expect(() => quantile([1], 1.5)).toThrow(
      new RangeError("quantile: fraction must be in [0, 1], got 1.5"),
    );
    expect(() => standardDeviation([1])).toThrow(
      new RangeError("standardDeviation: needs at least 2 values, got 1"),
    );
    expect(() => studentQuantile(0)).toThrow(
      new RangeError("studentQuantile: degrees must be a positive integer, got 0"),
    );
  });
});

describe("predictionInterval", () => {
  // Two values a ± d: half = t · √2 d · √(3/2) = √3 t d. Tables give t to six digits.
  test.each([
    [1, 12.7062],
    [2, 4.302653],
    [3, 3.182446],
    [4, 2.776445],
    [9, 2.262157],
    [30, 2.042272],
    [29, 2.04523],
  ])("uses Student's t with n − 1 = %i degrees: %f", (degrees, t) => {
    const n = degrees + 1;
    const xs = Array.from({ length: n }, (_, i) => i);
    const [low, high] = predictionInterval(xs);
    const expected = t * standardDeviation(xs) * Math.sqrt(1 + 1 / n);
    expect((high - low) / 2 / expected).toBeCloseTo(1, 5);
    expect(studentQuantile(degrees)).toBeCloseTo(t, 4);
    expect((high + low) / 2).toBeCloseTo(mean(xs), 10);
  });

  test("of equal values has no width", () => {
    expect(predictionInterval([0.5, 0.5, 0.5])).toEqual([0.5, 0.5]);
  });

  test("needs two values", () => {
    expect(() => predictionInterval([1])).toThrow(
      new RangeError("predictionInterval: needs at least 2 values, got 1"),
    );
  });
});

describe("wilsonInterval", () => {
  test("of 10 out of 20 is what the closed form gives", () => {
    const [low, high] = wilsonInterval(10, 20); // symmetric about one half
    expect(low + high).toBeCloseTo(1, 14);
    expect(low).toBeCloseTo(0.2993, 4);
  });

  test("solves (p − s/n)² = z² p(1 − p)/n at both ends, inside [0, 1]", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5003 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const successes = Math.floor(share * n);
          for (const p of wilsonInterval(successes, n)) {
            expect(p).toBeGreaterThanOrEqual(0);
            expect(p).toBeLessThanOrEqual(1);
            const z = 1.959963984540054;
            expect((p - successes / n) ** 2).toBeCloseTo((z ** 2 * p * (1 - p)) / n, 12);
          }
        },
      ),
    );
  });

  test("refuses more successes than trials", () => {
    expect(() => wilsonInterval(3, 2)).toThrow(
      new RangeError("wilsonInterval: successes must be in [0, trials], trials ≥ 1, got 3 of 2"),
    );
  });
});

describe("studentProbability", () => {
  test("of one and two degrees, by hand", () => {
    expect(studentProbability(1, 1)).toBeCloseTo(1 / 2, 14); // 2/π · arctan t
    expect(studentProbability(Math.sqrt(2), 2)).toBeCloseTo(Math.SQRT1_2, 14); // t / √(2 + t²)
  });

  test.each([1, 2, 3, 7, 10, 29])("with %i degrees: the quantile holds 95 in 100", (degrees) => {
    expect(studentProbability(studentQuantile(degrees), degrees)).toBeCloseTo(0.95, 11);
    expect(studentProbability(0, degrees)).toBe(0);
  });

  test("grows with t, and toward the normal with the degrees", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 43 }),
        (t, n) => {
          expect(studentProbability(t + 0.1, n)).toBeGreaterThan(studentProbability(t, n));
        },
      ),
    );
    expect(studentProbability(1.959963984540054, 100_003)).toBeCloseTo(0.95, 5);
  });

  test("says what must hold", () => {
    expect(() => studentProbability(-1, 3)).toThrow(
      new RangeError("studentProbability: t must be at least 0, got -1"),
    );
    expect(() => studentProbability(Number.NaN, 3)).toThrow(RangeError);
    expect(() => studentProbability(1, 2.5)).toThrow(
      new RangeError("studentProbability: degrees must be a positive integer, got 2.5"),
    );
  });
});
