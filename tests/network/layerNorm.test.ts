import { describe, expect, test } from "vitest";
import { add, map, matrix, rowViews } from "../../src/matrix/index.js";
import {
  createLayerNorm,
  type LayerNorm,
  layerNorm,
  layerNormBackward,
  numericalGradient,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, reversed } from "./layers.js";

const input = seeded([3, 5], 1); // [T, D]
const layer: LayerNorm = { gain: seeded([1, 5], 2), bias: seeded([1, 5], 4) };

test("createLayerNorm changes nothing at first but mean and variance", () => {
  expect(createLayerNorm(3)).toEqual({ gain: matrix([[1, 1, 1]]), bias: matrix([[0, 0, 0]]) });
});

describe("layerNorm", () => {
  test("divides by the biased deviation: −1, 0, 1 become ∓√(3/2), not ∓1", () => {
    // mean 5, variance 8/3 with n, 4 with n − 1; epsilon 1/3 makes the sum under the root 3
    const layer = {
      gain: matrix([[1, 2, 10]]),
      bias: matrix([[0, 7, 1]]),
      epsilon: 1 / 3,
    };
    const { deviations, normalized, output } = layerNorm(matrix([[3, 5, 7]]), layer);
    expect(deviations[0]).toBeCloseTo(Math.sqrt(3), 15);
    expectClose(normalized, matrix([[-2 / Math.sqrt(3), 0, 2 / Math.sqrt(3)]]), { rtol: 1e-15 });
    expectClose(output, matrix([[-2 / Math.sqrt(3), 7, 1 + 20 / Math.sqrt(3)]]), { rtol: 1e-15 });
  });

  test("adds 1e-3 to the variance unless told", () => {
    const alike = matrix([[4, 4]]);
    expect(layerNorm(alike, createLayerNorm(2)).deviations[0]).toBeCloseTo(Math.sqrt(1e-3), 15);
    expect(layerNorm(alike, createLayerNorm(2)).output).toEqual(matrix([[0, 0]]));
  });

  test("gives every token mean 0 and variance 1 as epsilon vanishes", () => {
    const { normalized } = layerNorm(input, { ...createLayerNorm(5), epsilon: 1e-12 });
    for (const row of rowViews(normalized)) {
      expect(row.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 12);
      expect(row.reduce((sum, x) => sum + x ** 2, 0) / 5).toBeCloseTo(1, 9);
    }
  });

  test("does not see a shift of all features, nor a stretch but for epsilon", () => {
    const { output } = layerNorm(input, { ...layer, epsilon: 1e-12 });
    const moved = map(input, (x) => 3 * x + 11);
    expectClose(layerNorm(moved, { ...layer, epsilon: 1e-12 }).output, output, { rtol: 1e-8 });
  });
});

describe("layerNormBackward", () => {
  const gradOutput = seeded([3, 5], 3);

  test.each([1e-3, 0.7])("is the numerical gradient with epsilon %d", (epsilon) => {
    const told: LayerNorm = { ...layer, epsilon };
    const loss = () => innerProduct(layerNorm(input, told).output, gradOutput);
    const backward = layerNormBackward(input, told, layerNorm(input, told), gradOutput);
    expectClose(backward.gradInput, numericalGradient(loss, input));
    expectGradients(told, backward.gradLayer, loss);
    const other = reversed(told);
    const { gradLayer } = layerNormBackward(input, other, layerNorm(input, other), gradOutput);
    expectGradients(other, gradLayer, loss);
  });

  test("has no part along a shift of all features", () => {
    const { gradInput } = layerNormBackward(input, layer, layerNorm(input, layer), gradOutput);
    for (const row of rowViews(gradInput)) expect(row.reduce((a, b) => a + b)).toBeCloseTo(0, 13);
  });
});

describe("layerNorm refuses", () => {
  test("gains and biases that do not fit", () => {
    const wide = { ...layer, bias: seeded([1, 7], 1) };
    expect(() => layerNorm(input, wide)).toThrow(
      new RangeError("layerNorm: columns of input and bias must be equal, got 5 and 7"),
    );
    const tall = { ...layer, gain: seeded([3, 5], 1) };
    expect(() => layerNorm(input, tall)).toThrow(
      new RangeError("layerNorm: rows of gain and 1 must be equal, got 3 and 1"),
    );
    const forward = layerNorm(input, layer);
    expect(() => layerNormBackward(input, wide, forward, input)).toThrow(
      new RangeError("layerNormBackward: columns of input and bias must be equal, got 5 and 7"),
    );
    expect(() => layerNormBackward(input, layer, forward, seeded([5, 3], 1))).toThrow(
      new RangeError(
        "layerNormBackward: shapes of input and gradOutput must be equal, got [3, 5] and [5, 3]",
      ),
    );
  });

  test("what is not finite, an epsilon that is not positive, and no features", () => {
    const strange = add(input, input);
    strange.data[6] = Number.NEGATIVE_INFINITY;
    expect(() => layerNorm(strange, layer)).toThrow(
      new RangeError("layerNorm: input must be finite, got -Infinity at index 6"),
    );
    const broken = add(layer.gain, layer.gain);
    broken.data[2] = Number.NaN;
    expect(() => layerNorm(input, { ...layer, gain: broken })).toThrow(
      new RangeError("layerNorm: output must be finite, got NaN at index 2"),
    );
    expect(() => layerNorm(input, { ...layer, epsilon: 0 })).toThrow(
      new RangeError("layerNorm: epsilon must be positive and finite, got 0"),
    );
    expect(() => createLayerNorm(0)).toThrow(
      new RangeError("createLayerNorm: features must be a positive integer, got 0"),
    );
  });
});
