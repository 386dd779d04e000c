import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { billOf, dollars, type TrainingBill, trainingBill } from "../../src/figures/index.js";
import { trainingBillKind as kind } from "../../src/figures/live/trainingBill.js";
import { layoutOf, wordsOf } from "./read.js";
import { holdsWhateverIsSet, standsStill } from "./setting.js";

const gpt3 = { name: "GPT-3", parameters: 174.6e9, flop: 3.14e23, side: "below" } as const;
const book: TrainingBill = {
  models: [{ name: "yours", parameters: 1251, flop: 3e8 }, gpt3],
  chosen: 1,
  device: 1,
  share: 0.42,
  price: 2,
};

describe("billOf", () => {
  test("is compute over what an hour does, times its price", () => {
    // An A100 at half of its peak does 156e12 · 3600 FLOP in an hour, for 3 dollars.
    expect(billOf(156e12 * 3600, { ...book, share: 0.5, price: 3 })).toBeCloseTo(3, 12);
    // Li (2020): 28 TFLOP/s of a V100 and $4.6 million are $1.48 an hour.
    const li = { ...book, device: 0, share: 28 / 125, price: 1.4767 };
    expect(billOf(gpt3.flop, li) / 1e6).toBeCloseTo(4.6, 2);
  });

  test("halves when the share doubles, and doubles with the price", () => {
    fc.assert(
      fc.property(fc.nat(2), fc.integer({ min: 5, max: 50 }), (device, percent) => {
        const state = { ...book, device, share: percent / 100 };
        const bill = billOf(1e20, state);
        expect(billOf(1e20, { ...state, share: percent / 50 })).toBeCloseTo(bill / 2, 9);
        expect(billOf(1e20, { ...state, price: 4 })).toBeCloseTo(2 * bill, 9);
      }),
    );
  });
});

test("dollars are read in three digits", () => {
  const amounts = [1.3311e6, 999.96e6, 2.5e9, 12_345, 1000, 4.6, 0.5, 0.004];
  expect(amounts.map(dollars)).toEqual([
    "$1.33 million",
    "$1 billion",
    "$2.5 billion",
    "$12,300",
    "$1000",
    "$4.6",
    "$0.50",
    "less than a cent",
  ]);
});

describe("trainingBill", () => {
  test("sets the bill beside the chosen model, and all bills in the table", () => {
    const figure = trainingBill(book);
    expect(wordsOf(figure)).toEqual(
      expect.arrayContaining([
        "yours",
        "GPT-3",
        "GPT-3: $1.33 million",
        "$1",
        "$1 million",
        "$1 billion",
      ]),
    );
    expect(layoutOf(figure).meta.table.rows[1]).toEqual(["GPT-3", 174.6e9, 3.14e23, 1_330_000]);
  });

  test("keeps its axes while the state changes", () => {
    const other = layoutOf(trainingBill({ ...book, device: 2, share: 0.05, price: 8, chosen: 0 }));
    const { xaxis, yaxis, height } = layoutOf(trainingBill(book));
    expect([other.xaxis, other.yaxis, other.height]).toEqual([xaxis, yaxis, height]);
  });

  test.each([
    [{ chosen: 2 }, "chosen must be one of 2 models, got 2"],
    [{ device: 3 }, "device must be one of 3 devices, got 3"],
    [{ share: 1.5 }, "share must be in (0, 1], got 1.5"],
    [{ price: 0 }, "price must be finite and above 0 on a logarithmic axis, got 0 at index 0"],
  ])("refuses %j", (change, message) => {
    expect(() => trainingBill({ ...book, ...change })).toThrow(
      new RangeError(`trainingBill: ${message}`),
    );
  });
});

describe("the kind training-bill", () => {
  test.each([
    null,
    {},
    { ...book, models: [{ name: "x", parameters: 0, flop: 1 }] },
    { ...book, models: [{ ...gpt3, side: "middle" }], chosen: 0 },
    { ...book, chosen: -1 },
    { ...book, device: 0.5 },
    { ...book, share: 0 },
    { ...book, price: "2" },
  ])("refuses %j", (state) => {
    const need =
      "{ models, chosen, device, share, price }, models with name, parameters and flop, two indices, share 0.05 to 1, price 0.5 to 8";
    const came = JSON.stringify(state);
    const short = came.length > 200 ? `${came.slice(0, 200)}…` : came;
    expect(() => kind.read(state)).toThrow(
      new TypeError(`training-bill: the state must be ${need}, got ${short}`),
    );
  });

  test("sets each assumption, and leaves the rest", () => {
    expect(kind.set(book, 0, 2)).toEqual({ ...book, device: 2 });
    expect(kind.set(book, 1, 21)).toEqual({ ...book, share: 0.21 });
    expect(kind.set(book, 2, 0)).toEqual({ ...book, price: 0.5 });
    expect(kind.set(book, 3, 0)).toEqual({ ...book, chosen: 0 });
    for (const control of [0, 1, 2, 3]) expect(kind.set(book, control, 101)).toEqual(book);
  });

  test("set to what they show, the controls change nothing; whatever is set, it can be read and drawn", () => {
    const settings = { controls: 3, values: 100, settings: 5, numRuns: 8 };
    holdsWhateverIsSet(kind, book, settings, standsStill(kind));
  });

  test("says itself in words", () => {
    expect(kind.words(book)).toBe(
      "GPT-3 on the A100 at 42 % of its peak, $2.00 an hour: $1.33 million",
    );
  });
});
