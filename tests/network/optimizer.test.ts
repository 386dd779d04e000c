import { describe, expect, test } from "vitest";
import { type Matrix, matrix } from "../../src/matrix/index.js";
import {
  adam,
  createOptimizer,
  exponentialDecay,
  momentum,
  rmsProp,
  type Schedule,
  sgd,
  type Update,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";

/** An optimiser that keeps what its rule is called with. */
function spy(learningRate: number | Schedule, memories = 0) {
  const updates: Update[] = [];
  const optimizer = createOptimizer("spy", learningRate, memories, (u) => updates.push(u));
  return { optimizer, updates };
}

describe("createOptimizer", () => {
  test("hands every parameter with its gradient to the rule", () => {
    const { optimizer, updates } = spy(0.5);
    const [a, b] = [seeded([2, 3], 1), seeded([1, 5], 2)];
    const [gradA, gradB] = [seeded([2, 3], 3), seeded([1, 5], 4)];
    optimizer.step([a, b], [gradA, gradB]);
    expect(optimizer.name).toBe("spy");
    expect(updates).toHaveLength(2);
    expect(updates[0]).toEqual({
      parameter: a.data,
      gradient: gradA.data,
      memory: [],
      rate: 0.5,
      step: 1,
    });
    expect(updates[1]?.parameter).toBe(b.data);
    expect(updates[1]?.gradient).toBe(gradB.data);
  });

  test("counts steps from 1, and asks a schedule from 0", () => {
    const { optimizer, updates } = spy((step) => 10 + step);
    const [a, gradient] = [matrix([[1]]), matrix([[2]])];
    for (let k = 0; k < 3; ++k) optimizer.step([a], [gradient]);
    expect(updates.map(({ step }) => step)).toEqual([1, 2, 3]);
    expect(updates.map(({ rate }) => rate)).toEqual([10, 11, 12]);
  });

  test("keeps for every parameter memories of its size, zero at first", () => {
    const { optimizer, updates } = spy(1, 2);
    const parameters = [seeded([2, 3], 1), seeded([1, 5], 2)];
    optimizer.step(parameters, parameters);
    expect(updates.map(({ memory }) => memory)).toEqual([
      [new Float64Array(6), new Float64Array(6)],
      [new Float64Array(5), new Float64Array(5)],
    ]);
    updates[0]!.memory[1]![0] = 7;
    optimizer.step(parameters, parameters);
    expect(updates[2]?.memory[1]?.[0]).toBe(7);
    expect(updates[2]?.memory[0]?.[0]).toBe(0);
    expect(updates[3]?.memory[1]?.[0]).toBe(0);
  });

  test("refuses lists that do not fit together", () => {
    const [a, b] = [seeded([2, 3], 1), seeded([3, 2], 1)];
    expect(() => spy(1).optimizer.step([a, b], [a])).toThrow(
      new RangeError("spy: numbers of parameters and gradients must be equal, got 2 and 1"),
    );
    expect(() => spy(1).optimizer.step([a, b], [a, a])).toThrow(
      new RangeError(
        "spy: shapes of parameter 1 and its gradient must be equal, got [3, 2] and [2, 3]",
      ),
    );
  });

  test("refuses other parameters than in the first step", () => {
    const [a, b] = [seeded([2, 3], 1), seeded([3, 2], 1)];
    const step = (first: Matrix[], then: Matrix[]) => () => {
      const { optimizer } = spy(1, 1);
      optimizer.step(first, first);
      optimizer.step(then, then);
    };
    expect(step([a, b], [a])).toThrow(
      new RangeError("spy: numbers of parameters at first and now must be equal, got 2 and 1"),
    );
    expect(step([a, b], [a, a])).toThrow(
      new RangeError(
        "spy: shapes of parameter 1 at first and now must be equal, got [3, 2] and [2, 3]",
      ),
    );
  });

  test("passes a gradient on that is not finite, so that a divergence can be watched", () => {
    const parameter = matrix([[1, 2]]);
    sgd({ learningRate: 0.5 }).step([parameter], [matrix([[Infinity, 2]])]);
    expect(parameter).toEqual(matrix([[-Infinity, 1]]));
  });

  test("refuses a schedule's rate that is negative or not finite, before it changes anything", () => {
    for (const rate of [-1, Number.NaN, Infinity]) {
      const { optimizer, updates } = spy(() => rate);
      const message = `spy: learningRate of step 0 must be at least 0 and finite, got ${rate}`;
      expect(() => optimizer.step([matrix([[1]])], [matrix([[1]])])).toThrow(
        new RangeError(message),
      );
      expect(updates).toEqual([]);
    }
  });

  test("accepts a schedule that has come down to 0", () => {
    const { optimizer, updates } = spy(() => 0);
    optimizer.step([matrix([[1]])], [matrix([[1]])]);
    expect(updates[0]?.rate).toBe(0);
  });
});

describe.each([
  ["sgd", sgd, 0.01],
  ["momentum", momentum, 0.01],
  ["rmsProp", rmsProp, 0.001],
  ["adam", adam, 0.001],
] as const)("%s", (name, create, defaultRate) => {
  /** Where some steps lead from 1 along changing gradients. */
  function path(learningRate?: number | Schedule): number[] {
    const optimizer = learningRate === undefined ? create() : create({ learningRate });
    const parameter = matrix([[1]]);
    return [3, -1, 2, 5].map((gradient) => {
      optimizer.step([parameter], [matrix([[gradient]])]);
      return parameter.data[0]!;
    });
  }

  test("has its name", () => expect(create().name).toBe(name));

  test("has Keras's learning rate unless told", () => {
    expect(path()).toEqual(path(defaultRate));
    expect(path()).not.toEqual(path(defaultRate * 2));
  });

  test("follows a schedule", () => {
    const falling = exponentialDecay({ initialLearningRate: 0.1, decayRate: 0.5, decaySteps: 1 });
    const fixed = path(0.1);
    expect(path(() => 0.1)).toEqual(fixed);
    expect(path(falling)[0]).toBe(fixed[0]);
    expect(path(falling)[1]).not.toBe(fixed[1]);
  });

  test("refuses a learning rate that is not positive", () => {
    const message = `${name}: learningRate must be positive and finite, got 0`;
    expect(() => create({ learningRate: 0 })).toThrow(new RangeError(message));
  });

  test("finds the minimum of a bowl", () => {
    const optimizer = create({ learningRate: 0.02 });
    const x = matrix([[1, -2]]); // loss = (x − 3)² + 5 (y − 1)²
    for (let step = 0; step < 2000; ++step) {
      const [a, b] = x.data as unknown as [number, number];
      optimizer.step([x], [matrix([[2 * (a - 3), 10 * (b - 1)]])]);
    }
    expect(Math.hypot(x.data[0]! - 3, x.data[1]! - 1)).toBeLessThan(0.05);
  });
});
