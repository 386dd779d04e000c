import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Matrix, matrix } from "../../src/matrix/index.js";
import {
  activate,
  activateBackward,
  identity,
  numericalGradient,
  relu,
  sigmoid,
  tanh,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";

const all = [identity, relu, sigmoid, tanh];

test("each has a name of its own", () => {
  expect(all.map(({ name }) => name)).toEqual(["identity", "relu", "sigmoid", "tanh"]);
});

describe("values", () => {
  test("of points that are known", () => {
    expect(identity.value(-3)).toBe(-3);
    expect([-3, -0, 0, 3].map(relu.value)).toEqual([0, 0, 0, 3]);
    expect(sigmoid.value(0)).toBe(0.5);
    expect(sigmoid.value(Math.log(3))).toBeCloseTo(3 / 4, 14);
    expect(tanh.value(Math.log(2))).toBeCloseTo(3 / 5, 14);
  });

  test("sigmoid and tanh end at their limits", () => {
    expect([-1000, 1000].map(sigmoid.value)).toEqual([0, 1]);
    expect([-1000, 1000].map(tanh.value)).toEqual([-1, 1]);
  });
});

describe("derivatives", () => {
  test("ReLU's at 0 is 0", () => expect(relu.derivative(0)).toBe(0));

  test("of points that are known", () => {
    expect(identity.derivative(-3)).toBe(1);
    expect([-1e-9, 1e-9].map(relu.derivative)).toEqual([0, 1]);
    expect(sigmoid.derivative(0)).toBe(0.25);
    expect(sigmoid.derivative(Math.log(3))).toBeCloseTo(3 / 16, 14);
    expect(tanh.derivative(Math.log(2))).toBeCloseTo(16 / 25, 14);
  });

  test("sigmoid's keeps its digits where the function is nearly 1", () => {
    const z = 40; // exp(−z) / (1 + exp(−z))² without the terms that vanish
    expect(sigmoid.derivative(z) / Math.exp(-z)).toBeCloseTo(1, 12);
    expect(sigmoid.derivative(-z) / Math.exp(-z)).toBeCloseTo(1, 12);
  });

  test.each(all)("of $name is the slope of the secant", ({ value, derivative }) => {
    // away from 0, where ReLU has a corner
    const point = fc.double({ min: 0.001, max: 9, noNaN: true });
    fc.assert(
      fc.property(point, fc.boolean(), (size, isNegative) => {
        const z = isNegative ? -size : size;
        const secant = (value(z + 1e-5) - value(z - 1e-5)) / 2e-5;
        expect(derivative(z)).toBeCloseTo(secant, 9);
      }),
    );
  });
});

test("activate takes the function of every entry", () => {
  expect(
    activate(
      relu,
      matrix([
        [-1, 2, 0],
        [3, -4, 5],
      ]),
    ),
  ).toEqual(
    matrix([
      [0, 2, 0],
      [3, 0, 5],
    ]),
  );
});

describe("activateBackward", () => {
  const z = seeded([3, 5], 1);
  const gradOutput = seeded([3, 5], 2);

  test.each(all)("of $name is the numerical gradient", (activation) => {
    const loss = () => innerProduct(activate(activation, z), gradOutput);
    expectClose(activateBackward(activation, z, gradOutput), numericalGradient(loss, z));
  });

  test("refuses different shapes", () => {
    const backward = (gradOutput: Matrix) => activateBackward(relu, z, gradOutput);
    const message =
      "activateBackward: shapes of z and gradOutput must be equal, got [3, 5] and [5, 3]";
    expect(() => backward(seeded([5, 3], 1))).toThrow(new RangeError(message));
  });
});
