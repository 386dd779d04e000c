import { describe, expect, test } from "vitest";
import { type DecodingStep, decodingSteps } from "../../src/figures/index.js";
import { decodingStepsKind as kind } from "../../src/figures/live/decodingSteps.js";
import { layoutOf, traces } from "./read.js";

const source = ["forty", "two"];
const steps: DecodingStep[] = [
  {
    token: "四",
    candidates: [
      { token: "四", probability: 0.7 },
      { token: "二", probability: 0.2 },
    ],
    attention: [0.9, 0.1],
  },
  { token: "十", candidates: [{ token: "十", probability: 1 }], attention: [0.62, 0.38] },
  { token: "二", candidates: [{ token: "二", probability: 0.99 }], attention: [0.05, 0.95] },
];
const { figure, live } = decodingSteps(source, steps);
const { state } = live;

test("a step shows the source, the target so far, and a bar for each candidate", () => {
  const [words, weights, target, names, numbers] = traces(kind.figure({ ...state, step: 1 }));
  expect(words.text).toEqual(source);
  expect(weights.text).toEqual(["0.62", "0.38"]);
  expect(target.text).toEqual(["四", "<b>十</b>"]);
  expect([names.text, numbers.text]).toEqual([["十"], ["1.000"]]);
});

test("the bar of a candidate is as long as its probability, the chosen one in the accent", () => {
  const { shapes } = layoutOf(kind.figure(state));
  const bars = shapes.filter(({ y0, y1 }: Record<string, number>) => y1! - y0! === 10);
  const [chosen, other] = bars.map(({ x0, x1 }: Record<string, number>) => x1! - x0!);
  expect(other / chosen).toBeCloseTo(0.2 / 0.7, 3);
  expect(bars[0].fillcolor).toBe("#0b6e99");
});

test("height and table have the room of the largest step, so nothing moves", () => {
  const all = steps.map((_, step) => layoutOf(kind.figure({ ...state, step })));
  expect(new Set(all.map(({ height }) => height)).size).toBe(1);
  expect(all[2].meta.table.rows).toEqual([
    ["二", "0.990"],
    ["", ""],
  ]);
});

test("in a notebook a slider leads through the steps", () => {
  expect(figure.frames!.map(({ name }) => name)).toEqual(["1 四", "2 十", "3 二"]);
});

describe("the kind decoding-steps", () => {
  test("has two buttons, each ready while it leads somewhere", () => {
    const ready = (step: number) =>
      kind.controls({ ...state, step }).flatMap((one) => {
        if (one.kind !== "buttons") throw new Error(one.kind);
        return [one.shown, ...one.buttons.map(({ isReady }) => isReady)];
      });
    expect(ready(0)).toEqual(["step 1 of 3", false, true]);
    expect(ready(1)).toEqual(["step 2 of 3", true, true]);
    expect(ready(2)).toEqual(["step 3 of 3", true, false]);
  });

  test("goes back and on, and not beyond the ends", () => {
    expect(kind.set(state, 0, 1).step).toBe(1);
    expect(kind.set({ ...state, step: 2 }, 0, 0).step).toBe(1);
    expect(kind.set(state, 0, 0)).toBe(state);
    expect(kind.set({ ...state, step: 2 }, 0, 1).step).toBe(2);
  });

  test("reads what decodingSteps gives, and says it in words", () => {
    expect(kind.read(JSON.parse(JSON.stringify(state)))).toEqual(state);
    expect(kind.words({ ...state, step: 1 })).toBe(
      "step 2 of 3; so far 四; next 十, of 十 1.00; looks most at forty 0.62",
    );
  });

  test.each([
    null,
    { ...state, source: [] },
    { ...state, step: "0" },
    { ...state, steps: [{ ...steps[0], token: 4 }] },
    { ...state, steps: [{ ...steps[0], candidates: [] }] },
    { ...state, steps: [{ ...steps[0], attention: [0.5, null] }] },
  ])("refuses %j", (wrong) => {
    expect(() => kind.read(wrong)).toThrow(
      /^decoding-steps: the state must be what decodingSteps gives: /,
    );
  });

  test.each([
    [{ ...state, step: 3 }, "step must be a whole number from 0 to 2, got 3"],
    [
      { ...state, steps: [{ ...steps[0]!, attention: [1] }] },
      "weights of step 0 and source tokens must be equal, got 1 and 2",
    ],
    [
      { ...state, steps: [{ ...steps[0]!, attention: [1.5, 0] }] },
      "attention of step 0 must be from 0 to 1, got 1.5",
    ],
  ])("says what does not fit together: %#", (wrong, message) => {
    expect(() => kind.read(wrong)).toThrow(new RangeError(`decodingSteps: ${message}`));
  });
});
