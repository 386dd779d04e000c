import * as fc from "fast-check";
import nzh from "nzh";
import { ToWords } from "to-words";
import { expect, test } from "vitest";
import { chineseNumber, englishNumber, numberPair, numberPairs } from "../../src/data/index.js";
import { random } from "../../src/matrix/index.js";

const english = new ToWords({ localeCode: "en-US" });
const drawn = random(7);
const numbers = [
  ...Array.from({ length: 1000 }, (_, n) => n),
  ...Array.from({ length: 10_000 }, () => drawn.integer(1_000_000)),
  // where zeros stand side by side
  ...[1000, 1001, 1010, 10_000, 10_010, 10_100, 100_000, 100_001, 110_010, 200_010, 999_999],
];

test("English numbers are those of to-words, but for the case and the hyphen", () => {
  for (const n of numbers) {
    expect(englishNumber(n).replaceAll("-", " ")).toBe(
      english.convert(n).toLowerCase().replaceAll("-", " "),
    );
  }
  expect(englishNumber(21_342)).toBe("twenty-one thousand three hundred forty-two");
});

test("Chinese numbers are those of nzh", () => {
  for (const n of numbers) expect(chineseNumber(n)).toBe(nzh.cn.encodeS(n));
  expect([0, 10, 110, 20_005].map(chineseNumber)).toEqual(["零", "十", "一百一十", "二万零五"]);
});

test("a pair is cut into words and characters", () => {
  expect(numberPair(121)).toEqual({
    number: 121,
    source: ["one", "hundred", "twenty", "one"],
    target: ["一", "百", "二", "十", "一"],
  });
});

test("what is held out is never seen in any form", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 199 }), (seed, below) => {
      const heldOut = 1 + (seed % (below - 1));
      const pairs = numberPairs({ below, heldOut, random: random(seed) });
      expect(pairs.heldOut.length).toBe(heldOut);
      const seen = new Set(
        pairs.train.flatMap(({ number, source, target }) => {
          return [number, source.join(" "), target.join("")];
        }),
      );
      for (const { number, source, target } of pairs.heldOut) {
        for (const form of [number, source.join(" "), target.join("")]) {
          expect(seen.has(form)).toBe(false);
        }
      }
      const all = [...pairs.train, ...pairs.heldOut].map(({ number }) => number);
      expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: below }, (_, n) => n));
      expect(numberPairs({ below, heldOut, random: random(seed) })).toEqual(pairs);
    }),
  );
  const few = numberPairs({ below: 1_000_000, train: 11, heldOut: 7, random: random(3) });
  expect([few.train.length, few.heldOut.length]).toEqual([11, 7]);
});

test("says what it cannot take", () => {
  const options = { below: 10, heldOut: 3, random: random(1) };
  const cases: [() => unknown, string][] = [
    [() => englishNumber(-1), "englishNumber: n must be an integer in [0, 1000000), got -1"],
    [() => chineseNumber(1e6), "chineseNumber: n must be an integer in [0, 1000000), got 1000000"],
    [() => numberPair(0.5), "englishNumber: n must be an integer in [0, 1000000), got 0.5"],
    [
      () => numberPairs({ ...options, below: 1e7 }),
      "numberPairs: below must be an integer in [0, 1000001), got 10000000",
    ],
    [
      () => numberPairs({ ...options, heldOut: 0 }),
      "numberPairs: heldOut must be a positive integer, got 0",
    ],
    [
      () => numberPairs({ ...options, heldOut: 10 }),
      "numberPairs: train must be a positive integer, got 0",
    ],
    [
      () => numberPairs({ ...options, train: 8 }),
      "numberPairs: train + heldOut must be at most below = 10, got 8 + 3",
    ],
  ];
  for (const [make, message] of cases) expect(make).toThrow(new RangeError(message));
});
