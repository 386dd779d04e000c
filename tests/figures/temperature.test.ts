import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { atTemperature, openness, type Temperature, temperature } from "../../src/figures/index.js";
import { temperatureKind as kind } from "../../src/figures/live/temperature.js";
import { matrix, scale } from "../../src/matrix/index.js";
import { softmax } from "../../src/network/softmax.js";
import { layoutOf, speaking } from "./read.js";
import { holdsWhateverIsSet } from "./setting.js";

const book: Temperature = {
  tokens: ["a", "b", "c", "d", "e", "f", "g"],
  logits: [0, Math.log(2), Math.log(4), 0, 0, 0, 0],
  temperature: 1,
};

describe("atTemperature and openness", () => {
  test("by hand: shares 1, 2 and 4 of 11; at T = 2 their roots; at T = 1/2 their squares", () => {
    expect(atTemperature(book.logits, 1)[2]).toBeCloseTo(4 / 11, 12);
    expect(atTemperature(book.logits, 2)[2]).toBeCloseTo(2 / (7 + Math.SQRT2), 12);
    expect(atTemperature(book.logits, 0.5)[1]).toBeCloseTo(4 / 25, 12);
    expect(openness([0.25, 0.25, 0.25, 0.25, 0])).toBeCloseTo(4, 12);
    expect(openness([1, 0])).toBe(1);
  });

  test("is the softmax of z / T, and the hotter, the more open", () => {
    const logits = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), {
      minLength: 2,
      maxLength: 11,
    });
    const heat = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(logits, heat, heat, (z, t, more) => {
        const p = atTemperature(z, t);
        const expected = softmax(scale(matrix([z]), 1 / t)).data;
        p.forEach((share, i) => {
          expect(share).toBeCloseTo(expected[i]!, 10);
        });
        expect(openness(atTemperature(z, t + more))).toBeGreaterThanOrEqual(openness(p) - 1e-9);
      }),
    );
  });

  test("its limits: the likeliest alone, and all alike", () => {
    expect(atTemperature(book.logits, 1e-3)[2]).toBeCloseTo(1, 12);
    for (const share of atTemperature(book.logits, 1e9)) expect(share).toBeCloseTo(1 / 7, 8);
  });
});

describe("temperature", () => {
  test("draws the three likeliest, then all others; tells them at the temperature", () => {
    const figure = temperature(book);
    expect(speaking(figure).map(({ name }) => name)).toEqual(["c", "b", "a", "all others"]);
    expect(layoutOf(figure).meta.table.rows).toEqual([
      ["c", 0.364],
      ["b", 0.182],
      ["a", 0.0909],
      ["all others", 0.364],
    ]);
    const few = temperature({ tokens: ["x", "y"], logits: [1, 0], temperature: 3 });
    expect(speaking(few).map(({ name }) => name)).toEqual(["x", "y"]);
  });

  test("keeps its axes while the state changes", () => {
    const { xaxis, yaxis, height } = layoutOf(temperature(book));
    const other = layoutOf(temperature({ ...book, temperature: 10 }));
    expect([other.xaxis, other.yaxis, other.height]).toEqual([xaxis, yaxis, height]);
  });

  test.each<[Partial<Temperature>, string]>([
    [{ logits: [1] }, "tokens and logits must be as many, 2 to 500, got 7 and 1"],
    [{ temperature: 0 }, "temperature must be from 0.1 to 10, got 0"],
    [{ tokens: ["a", "b"], logits: [0, Number.NaN] }, "logits must be finite, got 0, NaN"],
  ])("refuses %j", (part, message) => {
    expect(() => temperature({ ...book, ...part })).toThrow(
      new RangeError(`temperature: ${message}`),
    );
  });
});

describe("the kind temperature", () => {
  test("reads a state, and takes nothing else along", () => {
    expect(kind.read({ ...JSON.parse(JSON.stringify(book)), more: 1 })).toEqual(book);
  });

  test.each([
    null,
    {},
    { ...book, temperature: 11 },
    { ...book, logits: ["1"] },
    { ...book, tokens: [] },
  ])("refuses %j", (state) => {
    const need =
      "{ tokens, logits, temperature }, 2 to 500 tokens of at most 20 letters, as many finite logits, temperature from 0.1 to 10";
    expect(() => kind.read(state)).toThrow(
      new TypeError(`temperature: the state must be ${need}, got ${JSON.stringify(state)}`),
    );
  });

  test("has one slider, from cold to hot", () => {
    expect(kind.controls(book)).toMatchObject([{ name: "temperature", value: 12, shown: "1" }]);
    expect(kind.set(book, 0, 0).temperature).toBe(0.1);
    expect(kind.set(book, 0, 24).temperature).toBe(10);
    expect(kind.set(book, 0, 99)).toEqual(book);
  });

  test("whatever is set, it can be read and drawn, and said in words", () => {
    holdsWhateverIsSet(kind, book, { controls: 1, values: 24, settings: 3, numRuns: 5 });
    expect(kind.words(book)).toBe(
      "temperature 1: c has probability 0.364; as open as a choice among 5.86 equal ones",
    );
  });
});
