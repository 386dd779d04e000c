import { describe, expect, test } from "vitest";
import { constant, cosineDecay, exponentialDecay, stepDecay } from "../../src/network/index.js";

const decay = { initialLearningRate: 0.5, decayRate: 0.25, decaySteps: 2 };

test("constant is the same at every step", () => {
  expect([0, 1, 1000].map(constant(0.125))).toEqual([0.125, 0.125, 0.125]);
});

test("exponentialDecay falls at every step", () => {
  expect([0, 1, 2, 3, 4].map(exponentialDecay(decay))).toEqual([0.5, 0.25, 0.125, 0.0625, 0.03125]);
});

test("stepDecay falls after every decaySteps steps", () => {
  expect([0, 1, 2, 3, 4].map(stepDecay(decay))).toEqual([0.5, 0.5, 0.125, 0.125, 0.03125]);
});

describe("cosineDecay", () => {
  const close = (actual: number[], expected: number[]) => {
    for (const [k, x] of expected.entries()) expect(actual[k]).toBeCloseTo(x, 14);
  };

  test("falls along half a cosine to 0 and stays there", () => {
    const schedule = cosineDecay({ initialLearningRate: 0.5, decaySteps: 6 });
    close([0, 2, 3, 4, 6, 7, 100].map(schedule), [0.5, 0.375, 0.25, 0.125, 0, 0, 0]);
  });

  test("falls to the final fraction", () => {
    const schedule = cosineDecay({ initialLearningRate: 0.5, decaySteps: 6, finalFraction: 0.2 });
    close([0, 3, 6, 9].map(schedule), [0.5, 0.3, 0.1, 0.1]);
  });

  test("refuses options out of range", () => {
    const options = { initialLearningRate: 1, decaySteps: 5 };
    expect(() => cosineDecay({ ...options, initialLearningRate: 0 })).toThrow(
      new RangeError("cosineDecay: initialLearningRate must be positive and finite, got 0"),
    );
    expect(() => cosineDecay({ ...options, decaySteps: 0 })).toThrow(
      new RangeError("cosineDecay: decaySteps must be a positive integer, got 0"),
    );
    expect(() => cosineDecay({ ...options, finalFraction: 1 })).toThrow(
      new RangeError("cosineDecay: finalFraction must be in [0, 1), got 1"),
    );
  });
});

test("constant refuses a rate that is not positive", () => {
  const message = "constant: learningRate must be positive and finite, got -1";
  expect(() => constant(-1)).toThrow(new RangeError(message));
});

test.each([
  ["exponentialDecay", exponentialDecay],
  ["stepDecay", stepDecay],
])("%s refuses options out of range", (name, create) => {
  expect(() => create({ ...decay, initialLearningRate: -1 })).toThrow(
    new RangeError(`${name}: initialLearningRate must be positive and finite, got -1`),
  );
  expect(() => create({ ...decay, decayRate: 0 })).toThrow(
    new RangeError(`${name}: decayRate must be positive and finite, got 0`),
  );
  expect(() => create({ ...decay, decaySteps: 0.5 })).toThrow(
    new RangeError(`${name}: decaySteps must be a positive integer, got 0.5`),
  );
});
