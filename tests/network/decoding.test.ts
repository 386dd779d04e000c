import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../src/matrix/index.js";
import {
  type BeamDecoded,
  beamSearch,
  type DecodingOptions,
  greedyDecode,
  type NextLogProbabilities,
} from "../../src/network/index.js";

const [END, A, B] = [0, 1, 2];
const options = { begin: 3, end: END, maxLength: 5 };

/** A first leads to 0.6 · 0.5, B first to 0.4 · 0.9: greedy takes the wrong one. */
const garden: NextLogProbabilities = ([, ...ids]) => {
  const table: Record<string, number[]> = {
    "": [0, 0.6, 0.4, 0],
    "1": [0.2, 0.3, 0.5, 0],
    "2": [0.1, 0.9, 0, 0],
  };
  return (table[ids.join()] ?? [1, 0, 0, 0]).map(Math.log);
};

/** A model that has a random distribution of its own after every prefix. */
function randomModel(seed: number, size: number): NextLogProbabilities {
  return (prefix) => {
    const numbers = random(prefix.reduce((hash, id) => (31 * hash + id + 1) % 2 ** 32, seed));
    const weights = Array.from({ length: size }, () => numbers.uniform(0.01, 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Float64Array.from(weights, (weight) => Math.log(weight / total));
  };
}

/** All that can be written, best first. */
function exhaust(
  next: NextLogProbabilities,
  { begin, end, maxLength }: DecodingOptions,
  lengthPenalty = 0,
): BeamDecoded[] {
  const all: BeamDecoded[] = [];
  const write = (ids: number[], logProbability: number) => {
    const answer = next([begin, ...ids]);
    for (let id = 0; id < answer.length; ++id) {
      const sum = logProbability + answer[id]!;
      const score = sum / (ids.length + 1) ** lengthPenalty;
      const longer = [...ids, id];
      if (id === end) all.push({ ids, logProbability: sum, ended: true, score });
      else if (longer.length < maxLength) write(longer, sum);
      else all.push({ ids: longer, logProbability: sum, ended: false, score });
    }
  };
  write([], 0);
  return all.sort((a, b) => b.score - a.score);
}

describe("greedy and beam search by hand", () => {
  test("greedy takes the likeliest step and misses the likeliest sequence", () => {
    const greedy = greedyDecode(garden, options);
    expect(greedy.ids).toEqual([A, B]);
    expect(greedy.ended).toBe(true);
    expect(Math.exp(greedy.logProbability)).toBeCloseTo(0.6 * 0.5, 12);
    const [best, second] = beamSearch(garden, { ...options, beamWidth: 2 });
    expect(best!.ids).toEqual([B, A]);
    expect(Math.exp(best!.logProbability)).toBeCloseTo(0.4 * 0.9, 12);
    expect(second!.ids).toEqual([A, B]);
  });

  test("what maxLength cuts off has not ended", () => {
    const short = { ...options, maxLength: 1 };
    expect(greedyDecode(garden, short)).toEqual({
      ids: [A],
      logProbability: Math.log(0.6),
      ended: false,
    });
    const [cut] = beamSearch(garden, { ...short, beamWidth: 3 });
    expect([cut!.ids, cut!.ended]).toEqual([[A], false]);
  });

  test("a short sequence wins, unless the sum is divided by the length", () => {
    // end at once: 0.3; A A then end for certain: 0.7 · 0.4
    const next: NextLogProbabilities = ([, ...ids]) =>
      [
        [0.3, 0.7],
        [0.6, 0.4],
        [1, 0],
      ][ids.length]!.map(Math.log);
    const two = { begin: 1, end: END, maxLength: 3, beamWidth: 4 };
    expect(beamSearch(next, two)[0]!.ids).toEqual([A]); // 0.7 · 0.6
    const normalised = beamSearch(next, { ...two, lengthPenalty: 1 });
    expect(normalised.map(({ ids }) => ids.length)).toEqual([2, 1, 0]);
    expect(normalised[0]!.score).toBeCloseTo(Math.log(0.7 * 0.4) / 3, 12);
  });

  test("of two as likely the smaller id, continued from the better beginning", () => {
    const even: NextLogProbabilities = () => [0, 0.5, 0.5, 0].map(Math.log);
    const short = { ...options, maxLength: 2 };
    expect(greedyDecode(even, short).ids).toEqual([A, A]);
    const found = beamSearch(even, { ...short, beamWidth: 3 });
    expect(found.map(({ ids }) => ids)).toEqual([
      [A, A],
      [A, B],
      [B, A],
    ]);
  });
});

describe("beam search on random models", () => {
  const models = fc.record({
    seed: fc.nat(),
    size: fc.integer({ min: 2, max: 4 }),
    maxLength: fc.integer({ min: 1, max: 5 }),
    lengthPenalty: fc.constantFrom(0, 0.6, 1),
  });

  test("of width 1 is greedy", () => {
    fc.assert(
      fc.property(models, ({ seed, size, maxLength, lengthPenalty }) => {
        const some = { begin: size - 1, end: END, maxLength };
        const next = randomModel(seed, size);
        const [{ score, ...only }, ...others] = beamSearch(next, {
          ...some,
          beamWidth: 1,
          lengthPenalty,
        }) as [BeamDecoded];
        expect(others).toEqual([]);
        expect(only).toEqual(greedyDecode(next, some));
        const length = only.ids.length + (only.ended ? 1 : 0);
        expect(score).toBe(only.logProbability / length ** lengthPenalty);
      }),
    );
  });

  test("of full width finds what trying all finds, in the same order", () => {
    fc.assert(
      fc.property(models, ({ seed, size, maxLength, lengthPenalty }) => {
        const some = { begin: size - 1, end: END, maxLength };
        const next = randomModel(seed, size);
        const all = exhaust(next, some, lengthPenalty);
        const found = beamSearch(next, { ...some, beamWidth: all.length, lengthPenalty });
        expect(found).toEqual(all);
        if (lengthPenalty === 0) {
          const sum = all.reduce((p, { logProbability }) => p + Math.exp(logProbability), 0);
          expect(sum).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 29 },
    );
  });
});

test("say what they cannot take", () => {
  const answers = (list: number[]) => () => list;
  const beam = { ...options, beamWidth: 2 };
  const cases: [() => unknown, string][] = [
    [
      () => greedyDecode(garden, { ...options, maxLength: 0 }),
      "greedyDecode: maxLength must be a positive integer, got 0",
    ],
    [
      () => greedyDecode(garden, { ...options, end: 4 }),
      "greedyDecode: end must be an integer in [0, 4), got 4",
    ],
    [
      () => greedyDecode(answers([]), options),
      "greedyDecode: begin must be an integer in [0, 0), got 3",
    ],
    [
      () => greedyDecode(answers([-1, Number.NaN, -1, -1]), options),
      "greedyDecode: log-probability of id 1 after [3] must be at most 0, got NaN",
    ],
    [
      () => beamSearch(answers([-1, -1, 0.5, -1]), beam),
      "beamSearch: log-probability of id 2 after [3] must be at most 0, got 0.5",
    ],
    [
      () => beamSearch(answers(new Array(4).fill(Number.NEGATIVE_INFINITY)), beam),
      "beamSearch: next must allow an id, got −∞ for all 4 after [3]",
    ],
    [
      () => beamSearch(garden, { ...options, beamWidth: 1.5 }),
      "beamSearch: beamWidth must be a positive integer, got 1.5",
    ],
    [
      () => beamSearch(garden, { ...beam, lengthPenalty: -1 }),
      "beamSearch: lengthPenalty must be at least 0 and finite, got -1",
    ],
  ];
  for (const [make, message] of cases) expect(make).toThrow(new RangeError(message));
});
