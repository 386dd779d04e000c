import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  breakEven,
  firstBreakEven,
  monthlyCosts,
  type RentOrBuild,
} from "../../src/figures/index.js";
import { breakEvenKind as kind } from "../../src/figures/live/breakEven.js";
import { layoutOf, speaking, wordsOf } from "./read.js";
import { holdsWhateverIsSet } from "./setting.js";

const book: RentOrBuild = {
  tokensPerDay: 100,
  price: 2,
  machineHour: 3,
  staff: 11_000,
  machineDay: 43,
};

describe("monthlyCosts and firstBreakEven", () => {
  test("by hand: 100 million a day need three machines of 43 million", () => {
    // 30 · 100 · 2, and 11,000 + 3 · 720 · 3.
    expect(monthlyCosts(book)).toEqual({ rented: 6000, own: 17_480 });
    // A machine kept busy saves 30 · 43 · 2 − 720 · 3 = 420, and 27 of them pay 11,000.
    expect(firstBreakEven(book)).toBeCloseTo((11_000 + 27 * 2160) / 60, 9);
    expect(firstBreakEven({ ...book, staff: 0 })).toBeCloseTo(36, 9);
  });

  test("never, where a busy machine costs what its tokens do", () => {
    expect(firstBreakEven({ ...book, price: 1.6 })).toBeNull();
  });

  test("own is dearer before it, and as dear at it", () => {
    const amount = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const state = fc.record({
      tokensPerDay: fc.constant(1),
      price: amount(0.5, 10),
      machineHour: amount(0.5, 10),
      staff: amount(0, 50_000),
      machineDay: amount(10, 100),
    });
    fc.assert(
      fc.property(state, amount(0.001, 0.999), (of, share) => {
        const even = firstBreakEven(of);
        const far = monthlyCosts({ ...of, tokensPerDay: share * (even ?? 10_000) });
        expect(far.own).toBeGreaterThan(far.rented * (1 - 1e-9));
        if (even === null) return;
        const there = monthlyCosts({ ...of, tokensPerDay: even * (1 - 1e-12) });
        expect(there.own / there.rented).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe("breakEven", () => {
  test("draws both, marks the place and the crossing, tells the costs", () => {
    const figure = breakEven(book);
    const [rented, own] = speaking(figure);
    expect([rented.x[0], rented.y[0], own.y[0]]).toEqual([1, 60, 13_160]);
    expect(wordsOf(figure)).toEqual(expect.arrayContaining(["you", "even at 1155"]));
    expect(layoutOf(figure).meta.table.rows).toEqual([
      ["rented", 6000],
      ["one’s own", 17_480],
    ]);
  });

  test("keeps its axes while the state changes", () => {
    const other = layoutOf(breakEven({ ...book, price: 50, staff: 0, tokensPerDay: 9000 }));
    const { xaxis, yaxis, height } = layoutOf(breakEven(book));
    expect([other.xaxis, other.yaxis, other.height]).toEqual([xaxis, yaxis, height]);
  });

  test("refuses a price of nothing", () => {
    expect(() => breakEven({ ...book, price: 0 })).toThrow(
      new RangeError("breakEven: price must be from 0.01 to 100, got 0"),
    );
  });
});

describe("the kind break-even", () => {
  test.each([null, {}, { ...book, price: "2" }, { ...book, staff: -1 }])("refuses %j", (state) => {
    const need =
      "{ tokensPerDay 0.1 to 10000, price 0.01 to 100, machineHour 0.1 to 100, staff 0 to 1000000, machineDay 1 to 1000 }";
    expect(() => kind.read(state)).toThrow(
      new TypeError(`break-even: the state must be ${need}, got ${JSON.stringify(state)}`),
    );
  });

  test("has four sliders; each sets its own number", () => {
    expect(kind.controls(book)).toMatchObject([
      { name: "tokens", value: 6, shown: "100 million a day" },
      { name: "price", value: 5, shown: "2 dollars a million" },
      { name: "machine", value: 3, shown: "3 dollars an hour" },
      { name: "staff", value: 3, shown: "11000 dollars a month" },
    ]);
    expect(kind.set(book, 0, 12)).toEqual({ ...book, tokensPerDay: 10_000 });
    expect(kind.set(book, 1, 0)).toEqual({ ...book, price: 0.05 });
    expect(kind.set(book, 3, 0)).toEqual({ ...book, staff: 0 });
    expect(kind.set(book, 1, 99)).toEqual(book);
    expect(kind.set(book, 9, 0)).toEqual(book);
  });

  test("whatever is set, it can be read and drawn, and said in words", () => {
    holdsWhateverIsSet(kind, book, { controls: 3, values: 12, settings: 6, numRuns: 10 });
    expect(kind.words(book)).toBe(
      "100 million tokens a day: rented 6000, one’s own 17480 dollars a month; even at 1155 million a day",
    );
  });
});
