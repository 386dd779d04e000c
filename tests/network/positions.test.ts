import { describe, expect, test } from "vitest";
import { at, matrix, rowViews, toRows } from "../../src/matrix/index.js";
import {
  learnedPositions,
  learnedPositionsBackward,
  sinusoidalPositions,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients } from "./layers.js";

describe("sinusoidalPositions", () => {
  test("begin with sine 0 and cosine 1; the second pair is √10,000 = 100 times slower", () => {
    expectClose(
      sinusoidalPositions(3, 4),
      matrix([
        [0, 1, 0, 1],
        [Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01)],
        [Math.sin(2), Math.cos(2), Math.sin(0.02), Math.cos(0.02)],
      ]),
      { rtol: 1e-14 },
    );
  });

  test("turn every pair of features by the same angle for the same shift", () => {
    const positions = sinusoidalPositions(11, 6);
    for (const pair of [0, 1, 2]) {
      const angle = 3 / 10_000 ** ((2 * pair) / 6);
      for (const t of [0, 5, 7]) {
        const [sine, cosine] = [at(positions, t, 2 * pair), at(positions, t, 2 * pair + 1)];
        const turned = sine * Math.cos(angle) + cosine * Math.sin(angle);
        expect(at(positions, t + 3, 2 * pair)).toBeCloseTo(turned, 14);
      }
    }
  });

  test("all have the same length, √(D/2)", () => {
    for (const row of rowViews(sinusoidalPositions(13, 10))) {
      expect(row.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(5, 13);
    }
  });

  test("take an odd number of features, and another base", () => {
    const [, first] = toRows(sinusoidalPositions(2, 3, 8)) as [number[], number[]];
    expectClose(matrix([first]), matrix([[Math.sin(1), Math.cos(1), Math.sin(1 / 4)]]), {
      rtol: 1e-14,
    });
  });

  test("refuse sizes that are none", () => {
    const refused = (sizes: [number, number, number?], message: string) =>
      expect(() => sinusoidalPositions(...sizes)).toThrow(
        new RangeError(`sinusoidalPositions: ${message}`),
      );
    refused([0, 4], "length must be a positive integer, got 0");
    refused([3, 2.5], "features must be a positive integer, got 2.5");
    refused([3, 4, 0], "base must be positive and finite, got 0");
  });
});

describe("learned positions", () => {
  const layer = { weight: seeded([7, 3], 1) }; // up to 7 positions, D = 3

  test("are the first rows of the table", () => {
    expect(toRows(learnedPositions(5, layer))).toEqual(toRows(layer.weight).slice(0, 5));
    expect(learnedPositions(7, layer)).toEqual(layer.weight);
  });

  test("have the numerical gradient", () => {
    const gradOutput = seeded([5, 3], 2);
    const loss = () => innerProduct(learnedPositions(5, layer), gradOutput);
    expectGradients(layer, learnedPositionsBackward(5, layer, gradOutput).gradLayer, loss);
  });

  test("refuse a sequence longer than the table", () => {
    const message = "length must be at most the number of positions, got 8 and 7";
    expect(() => learnedPositions(8, layer)).toThrow(
      new RangeError(`learnedPositions: ${message}`),
    );
    expect(() => learnedPositionsBackward(8, layer, seeded([8, 3], 1))).toThrow(
      new RangeError(`learnedPositionsBackward: ${message}`),
    );
    expect(() => learnedPositions(0, layer)).toThrow(
      new RangeError("learnedPositions: length must be a positive integer, got 0"),
    );
  });
});
