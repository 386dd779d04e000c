import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random, xoshiro128 } from "../../src/matrix/index.js";

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);
const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b) / numbers.length;

// Statistics are held to five standard deviations; the seeds are fixed, so they pass or fail forever.
const N = 20_000;

test("xoshiro128 gives the numbers of the authors' program", () => {
  // xoshiro128starstar.c 1.1 with state {1, 2, 3, 4}, as in the tests of Rust's rand_xoshiro
  expect(draw(10, xoshiro128([1, 2, 3, 4]))).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
    4258142804,
  ]);
});

describe("random", () => {
  // Computed with Python's integers from the same definitions.
  test.each([
    [0, [3809008728, 1133695204, 53579671, 2891528803, 139681546]],
    [1, [2442144158, 3238099751, 3819917871, 2104621829, 2021136066]],
    [2 ** 32 - 1, [835879718, 1921286648, 2356205009, 1885780724, 980451116]],
  ])("gives seed %d the same numbers for ever", (seed, expected) => {
    const stream = random(seed);
    expect(draw(5, () => stream.integer(2 ** 32))).toEqual(expected);
  });

  test("gives neighbouring seeds unrelated numbers", () => {
    const firsts = Array.from({ length: N }, (_, seed) => random(seed).uniform(-1, 1));
    const products = firsts.slice(1).map((x, k) => x * firsts[k]!);
    expect(Math.abs(mean(firsts))).toBeLessThan(5 * Math.sqrt(1 / 3 / N));
    expect(Math.abs(mean(products))).toBeLessThan(5 * Math.sqrt(1 / 9 / N));
  });

  test.each([-1, 0.5, 2 ** 32, Number.NaN])("refuses the seed %d", (seed) => {
    const message = `random: seed must be an integer in [0, 2³²), got ${seed}`;
    expect(() => random(seed)).toThrow(new RangeError(message));
  });
});

describe("uniform", () => {
  test("is made of 53 bits: 27 of one integer, 26 of the next", () => {
    const integers = random(3);
    const [high, low] = draw(2, () => integers.integer(2 ** 32)) as [number, number];
    expect(random(3).uniform()).toBe(
      Math.floor(high / 32) / 2 ** 27 + Math.floor(low / 64) / 2 ** 53,
    );
  });

  test("stays below high, also where nothing lies between", () => {
    const stream = random(3);
    const next = 1 + Number.EPSILON;
    expect(new Set(draw(50, () => stream.uniform(1, next)))).toEqual(new Set([1]));
  });

  test("fills [low, high) evenly", () => {
    const stream = random(5);
    const numbers = draw(N, () => stream.uniform(-3, 7));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-3);
    expect(Math.max(...numbers)).toBeLessThan(7);
    for (const edge of [-2, 0, 2, 5]) {
      const part = (edge + 3) / 10;
      const below = numbers.filter((x) => x < edge).length / N;
      expect(Math.abs(below - part)).toBeLessThan(5 * Math.sqrt((part * (1 - part)) / N));
    }
  });

  test.each([
    [1, 1],
    [2, 1],
    [0, Number.NaN],
    [0, Infinity],
    [-Infinity, 0],
  ])("refuses low %d and high %d", (low, high) => {
    const message = `uniform: low must be less than high, both finite, got ${low} and ${high}`;
    expect(() => random(1).uniform(low, high)).toThrow(new RangeError(message));
  });
});

describe("normal", () => {
  test("is the transform of Box and Muller of two uniform numbers", () => {
    const stream = random(7);
    const [u, v] = draw(2, () => stream.uniform()) as [number, number];
    const expected = Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
    expect(random(7).normal()).toBeCloseTo(expected, 14);
    expect(random(7).normal(3, 2)).toBeCloseTo(3 + 2 * expected, 14);
  });

  test("has the mean, the deviation and the bell of a normal distribution", () => {
    const stream = random(11);
    const numbers = draw(N, () => stream.normal(3, 2));
    expect(Math.abs(mean(numbers) - 3)).toBeLessThan((5 * 2) / Math.sqrt(N));
    const variance = mean(numbers.map((x) => (x - 3) ** 2));
    expect(Math.abs(variance - 4)).toBeLessThan(5 * 4 * Math.sqrt(2 / N));
    for (const [deviations, part] of [
      [1, 0.6826895],
      [2, 0.9544997],
    ] as const) {
      const within = numbers.filter((x) => Math.abs(x - 3) < 2 * deviations).length / N;
      expect(Math.abs(within - part)).toBeLessThan(5 * Math.sqrt((part * (1 - part)) / N));
    }
  });

  test("is the mean itself if the deviation is 0", () => {
    expect(random(1).normal(5, 0)).toBe(5);
  });

  test.each([-1, Number.NaN, Infinity])("refuses the deviation %d", (deviation) => {
    const message = `normal: standardDeviation must be at least 0 and finite, got ${deviation}`;
    expect(() => random(1).normal(0, deviation)).toThrow(new RangeError(message));
  });

  test.each([Number.NaN, Infinity])("refuses the mean %d", (mean) => {
    const message = `normal: mean must be finite, got ${mean}`;
    expect(() => random(1).normal(mean)).toThrow(new RangeError(message));
  });
});

describe("integer", () => {
  test("makes every integer equally likely, also where 2³² is no multiple of n", () => {
    const n = 3 * 2 ** 30; // the remainder of a 32-bit integer is below 2³⁰ in half of the cases
    const stream = random(13);
    const low = draw(N, () => stream.integer(n)).filter((x) => x < 2 ** 30).length / N;
    expect(Math.abs(low - 1 / 3)).toBeLessThan(5 * Math.sqrt(2 / 9 / N));
  });

  test("draws again from the last multiple of n on", () => {
    const stream = random(0);
    const [first, second] = draw(2, () => stream.integer(2 ** 32)) as [number, number];
    // 2³² = first + remainder, so the first draw is just the limit.
    expect(random(0).integer(first)).toBe(second);
  });

  test("stays below n", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.nat(), (n, seed) => {
        const drawn = random(seed).integer(n);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
      }),
    );
  });

  test("refuses what is no count, and more than 32 bits", () => {
    expect(() => random(1).integer(0)).toThrow(
      new RangeError("integer: n must be a positive integer, got 0"),
    );
    expect(() => random(1).integer(2 ** 32 + 1)).toThrow(
      new RangeError("integer: n must be at most 2³², got 4294967297"),
    );
  });
});

describe("permutation", () => {
  test("holds every integer once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(), (n, seed) => {
        const sorted = [...random(seed).permutation(n)].sort((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  test("makes all orders equally likely", () => {
    const stream = random(17);
    const counts = new Map<string, number>();
    for (const order of draw(N, () => stream.permutation(4).join(""))) {
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const deviation = Math.sqrt((N / 24) * (23 / 24));
    for (const count of counts.values()) {
      expect(Math.abs(count - N / 24)).toBeLessThan(5 * deviation);
    }
  });

  test("draws one integer less than n", () => {
    const [permuted, other] = [random(1), random(1)];
    permuted.permutation(5);
    draw(4, () => other.integer(2));
    expect(permuted.uniform()).toBe(other.uniform());
  });

  test("refuses what is no count", () => {
    const message = "permutation: n must be a positive integer, got -1";
    expect(() => random(1).permutation(-1)).toThrow(new RangeError(message));
  });
});
