import { describe, expect, test } from "vitest";
import { matrix } from "../../src/matrix/index.js";
import { adam } from "../../src/network/index.js";
import { seeded } from "../helpers.js";

/** Algorithm 1 as the paper prints it, epsilon beside the corrected root; the parameter's path. */
function paper(gradients: number[], rate: number, beta1: number, beta2: number, epsilon: number) {
  let [parameter, m, v] = [0, 0, 0];
  return gradients.map((gradient, k) => {
    m = beta1 * m + (1 - beta1) * gradient;
    v = beta2 * v + (1 - beta2) * gradient ** 2;
    const mHat = m / (1 - beta1 ** (k + 1));
    const vHat = v / (1 - beta2 ** (k + 1));
    parameter -= (rate * mHat) / (Math.sqrt(vHat) + epsilon);
    return parameter;
  });
}

/** The path of one parameter, from 0. */
function path(gradients: number[], options: Parameters<typeof adam>[0]): number[] {
  const parameter = matrix([[0]]);
  const optimizer = adam(options);
  return gradients.map((gradient) => {
    optimizer.step([parameter], [matrix([[gradient]])]);
    return parameter.data[0]!;
  });
}

function expectSamePath(actual: number[], expected: number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [k, x] of expected.entries()) expect(actual[k]).toBeCloseTo(x, 14);
}

const gradients = [...seeded([1, 23], 1).data];

describe("adam", () => {
  test("is algorithm 1 of the paper, where epsilon does not matter", () => {
    const options = { learningRate: 0.3, beta1: 0.7, beta2: 0.8, epsilon: 1e-300 };
    expectSamePath(path(gradients, options), paper(gradients, 0.3, 0.7, 0.8, 1e-300));
  });

  test("has 0.001, 0.9 and 0.999 unless told", () => {
    expectSamePath(path(gradients, { epsilon: 1e-300 }), paper(gradients, 0.001, 0.9, 0.999, 0));
  });

  test("begins with a step of the learning rate, whatever the gradient", () => {
    for (const gradient of [1e-4, 1, 1e9]) {
      const [first] = path([gradient], { learningRate: 0.5, epsilon: 1e-300 });
      expect(first).toBeCloseTo(-0.5, 12);
    }
  });

  test("adds epsilon to the root before the root's bias is corrected, 1e-7 unless told", () => {
    const gradient = 1e-6;
    const root = Math.sqrt(0.001) * gradient; // of the mean square after one step
    const corrected = Math.sqrt(0.001) / 0.1; // √(1 − beta2) / (1 − beta1)
    const expected = (-corrected * 0.1 * gradient) / (root + 1e-7);
    expect(path([gradient], { learningRate: 1 })[0]).toBeCloseTo(expected, 13);
    expect(path([gradient], { learningRate: 1, epsilon: 1e-7 })[0]).toBeCloseTo(expected, 13);
  });

  test("does not divide 0 by 0", () => expect(path([0], {})).toEqual([0]));

  test("treats every entry alone", () => {
    const both = matrix([[0, 0]]);
    const optimizer = adam();
    for (const [k, gradient] of gradients.entries()) {
      optimizer.step([both], [matrix([[gradient, gradients.at(-1 - k)!]])]);
    }
    expect(both.data[0]).toBe(path(gradients, {}).at(-1));
    expect(both.data[1]).toBe(path([...gradients].reverse(), {}).at(-1));
  });

  test("refuses options out of range", () => {
    expect(() => adam({ beta1: 1 })).toThrow(
      new RangeError("adam: beta1 must be in [0, 1), got 1"),
    );
    expect(() => adam({ beta2: -1 })).toThrow(
      new RangeError("adam: beta2 must be in [0, 1), got -1"),
    );
    expect(() => adam({ epsilon: 0 })).toThrow(
      new RangeError("adam: epsilon must be positive and finite, got 0"),
    );
  });
});
