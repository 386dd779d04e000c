import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NeuronPlane } from "../../src/figures/index.js";
import { liveKind } from "../../src/figures/live/index.js";
import { neuronPlaneKind as kind } from "../../src/figures/live/neuronPlane.js";

const book: NeuronPlane = {
  weight: [-0.3, 0.4],
  bias: 0.1,
  inputs: [
    [2, -0.5],
    [-1, 1],
    [0.5, 2],
    [-2, -1],
  ],
};

test("a kind is found by its name, and another name is refused with those there are", () => {
  expect(liveKind("neuron-plane")).toBe(kind);
  expect(() => liveKind("neuron")).toThrow(
    new RangeError(
      'live: kind must be one of attention-heads, attention-query, break-even, cost-curves, decoding-steps, neuron-plane, temperature, threshold-curves, training-bill, vowel-plane, got "neuron"',
    ),
  );
  expect(() => liveKind("__proto__")).toThrow(RangeError);
});

describe("neuron-plane", () => {
  test("reads a state, and takes nothing else along", () => {
    expect(kind.read({ ...JSON.parse(JSON.stringify(book)), more: "<b>" })).toEqual(book);
  });

  test.each([
    null,
    "state",
    { ...book, weight: [1] },
    { ...book, weight: ["1", 2] },
    { ...book, bias: null },
    { ...book, bias: 1e9 },
    { ...book, inputs: [[1, Number.NaN]] },
    { ...book, inputs: Array.from({ length: 53 }, () => [1, 1]) },
  ])("refuses %j", (state) => {
    const need = "{ weight: [w1, w2], bias, inputs: [[x1, x2], …] }, at most 50 inputs";
    expect(() => kind.read(state)).toThrow(
      new TypeError(
        `neuron-plane: the state must be ${need}, finite numbers within ±100, got ${JSON.stringify(state)}`,
      ),
    );
  });

  test("has its handles on the tip of the arrow and on the border", () => {
    const [tip, border] = kind.handles(book);
    expect(tip).toMatchObject({ name: "weight vector", at: [-0.6, 0.8], value: 0.5 });
    expect(border).toMatchObject({ name: "border", value: 0.1 });
    const [x, y] = border!.at!;
    expect(-0.3 * x + 0.4 * y + 0.1).toBeCloseTo(0, 12);
  });

  test("dragged to where they are, they change nothing", () => {
    for (const [i, { at }] of kind.handles(book).entries()) {
      expect(kind.move(book, i, at!)).toEqual(book);
    }
  });

  test("the tip sets direction and length, the border only the bias", () => {
    expect(kind.move(book, 0, [1, -0.5])).toEqual({ ...book, weight: [0.5, -0.25] });
    // Through (1, 0): −0.3 + b = 0.
    expect(kind.move(book, 1, [1, 0])).toEqual({ ...book, bias: 0.3 });
  });

  test("arrow keys move by 0.05", () => {
    expect(kind.step(book, 0, 1, 0).weight).toEqual([-0.25, 0.4]);
    expect(kind.step(book, 0, 0, -1).weight).toEqual([-0.3, 0.35]);
    expect(kind.step(book, 1, 0, 1).bias).toBe(0.15);
    expect(kind.step(book, 1, -5, 0).bias).toBe(-0.15);
  });

  test("a vector that is almost nothing is nothing: then there is no border to take hold of", () => {
    const none = kind.move(book, 0, [0.04, -0.02]);
    expect(none.weight).toEqual([0, 0]);
    expect(kind.handles(none).map(({ at }) => at)).toEqual([[0, 0], null]);
    expect(kind.words(none)).toBe("weight 0.00, 0.00; bias 0.10; no border; 4 of 4 inputs live");
    // Keys come out of it again, and go through it.
    expect(kind.step(none, 0, 1, 0).weight).toEqual([0.05, 0]);
  });

  test("a border out of sight keeps its handle within reach", () => {
    const [, border] = kind.handles({ ...book, weight: [0, 0.1], bias: 1 });
    expect(border!.at).toEqual([-0, -2.2]);
    expect(border!.line).toBeUndefined();
  });

  test("whatever is dragged where, the state can be read and drawn, and the handles are in sight", () => {
    const far = fc.double({ min: -50, max: 50, noNaN: true });
    const move = fc.tuple(fc.constantFrom(0, 1), far, far);
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 5 }), (moves) => {
        const state = moves.reduce((now, [i, x, y]) => kind.move(now, i, [x, y]), book);
        expect(kind.read(JSON.parse(JSON.stringify(state)))).toEqual(state);
        expect(JSON.stringify(kind.figure(state))).not.toMatch(/NaN|:null,"y"/);
        for (const { at } of kind.handles(state)) {
          if (!at) continue;
          expect(Math.abs(at[0])).toBeLessThanOrEqual(2.4 + 1e-9);
          expect(Math.abs(at[1])).toBeLessThanOrEqual(2.2 + 1e-9);
        }
      }),
    );
  });

  test("says itself in words", () => {
    expect(kind.words(book)).toBe("weight −0.30, 0.40; bias 0.10; 3 of 4 inputs live");
  });
});
