import { describe, expect, test } from "vitest";
import { matrix, random, row, scale, subtract, zeros } from "../../src/matrix/index.js";
import {
  countParameters,
  createFeedForward,
  feedForward,
  feedForwardBackward,
  glorotUniform,
  identity,
  numericalGradient,
  relu,
  tanh,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, reversed, stirred } from "./layers.js";

// T = 3 tokens, D = 5, F = 7 features.
const options = { features: 5, hiddenFeatures: 7 };
const input = seeded([3, 5], 1);

test("createFeedForward draws Glorot uniform weights; ReLU is between them, nothing behind", () => {
  const stream = random(1);
  expect(createFeedForward({ ...options, random: random(1) })).toEqual({
    hidden: { weight: glorotUniform(stream, [5, 7]), bias: zeros([1, 7]), activation: relu },
    output: { weight: glorotUniform(stream, [7, 5]), bias: zeros([1, 5]), activation: identity },
  });
});

test("the example 10 × 512 × 1024 has 1,050,112 parameters", () => {
  const layer = createFeedForward({ features: 512, hiddenFeatures: 1024, random: random(1) });
  expect(countParameters(layer)).toBe(1_050_112);
});

describe("feedForward", () => {
  // [1, 2] → [1 − 2, 1 + 2 − 2] = [−1, 1] → [0, 1] → [10, −20]
  const layer = (outputActivation = identity) => ({
    hidden: {
      weight: matrix([
        [1, 1],
        [-1, 1],
      ]),
      bias: matrix([[0, -2]]),
      activation: relu,
    },
    output: {
      weight: matrix([
        [5, 5],
        [9, -21],
      ]),
      bias: matrix([[1, 1]]),
      activation: outputActivation,
    },
  });

  test("is what one can work out on paper", () => {
    expect(feedForward(matrix([[1, 2]]), layer())).toEqual({
      hiddenPreActivation: matrix([[-1, 1]]),
      hidden: matrix([[0, 1]]),
      outputPreActivation: matrix([[10, -20]]),
      output: matrix([[10, -20]]),
    });
  });

  test("with the documents' outer ReLU has no negative output", () => {
    expect(feedForward(matrix([[1, 2]]), layer(relu)).output).toEqual(matrix([[10, 0]]));
    const told = createFeedForward({ ...options, outputActivation: relu, random: random(1) });
    expect(told.output.activation).toBe(relu);
  });

  test("does to every token the same, whatever its neighbours", () => {
    const layer = stirred(createFeedForward({ ...options, random: random(1) }), 2);
    const { output } = feedForward(input, layer);
    for (const i of [0, 1, 2]) {
      expectClose(feedForward(row(input, i), layer).output, row(output, i), { rtol: 1e-14 });
    }
  });

  test("is affine where no unit is below zero", () => {
    const { hidden, output } = stirred(createFeedForward({ ...options, random: random(1) }), 2);
    hidden.bias.data.fill(100);
    const layer = { hidden, output };
    const f = (factor: number) => feedForward(scale(input, factor), layer).output;
    const [f0, f1, f2] = [f(0), f(1), f(2)];
    expectClose(f2, subtract(scale(f1, 2), f0), { rtol: 1e-10 });
  });

  test("refuses a token of another width, and one that is not a number", () => {
    expect(() => feedForward(seeded([3, 7], 1), layer())).toThrow(
      new RangeError("dense: columns of input and rows of weight must be equal, got 7 and 2"),
    );
    const strange = matrix([[1, 2]]);
    strange.data[1] = Number.NaN;
    expect(() => feedForward(strange, layer())).toThrow(
      new RangeError("feedForward: input must be finite, got NaN at index 1"),
    );
    const broken = layer();
    broken.output.bias.data[1] = Number.NaN;
    expect(() => feedForward(matrix([[1, 2]]), broken)).toThrow(
      new RangeError("feedForward: output must be finite, got NaN at index 1"),
    );
    expect(() => createFeedForward({ ...options, hiddenFeatures: 0, random: random(1) })).toThrow(
      new RangeError("createFeedForward: hiddenFeatures must be a positive integer, got 0"),
    );
    expect(() => createFeedForward({ ...options, features: 1.5, random: random(1) })).toThrow(
      new RangeError("createFeedForward: features must be a positive integer, got 1.5"),
    );
  });
});

describe("feedForwardBackward", () => {
  test.each([
    ["with ReLU inside", {}],
    ["with ReLU outside too", { outputActivation: relu }],
    ["with other activations", { activation: tanh, outputActivation: tanh }],
  ])("is the numerical gradient %s", (_, activations) => {
    const layer = stirred(createFeedForward({ ...options, ...activations, random: random(1) }), 2);
    const gradOutput = seeded([3, 5], 3);
    const loss = () => innerProduct(feedForward(input, layer).output, gradOutput);
    const backward = feedForwardBackward(input, layer, feedForward(input, layer), gradOutput);
    expectClose(backward.gradInput, numericalGradient(loss, input));
    expectGradients(layer, backward.gradLayer, loss);
    const other = reversed(layer);
    const { gradLayer } = feedForwardBackward(input, other, feedForward(input, other), gradOutput);
    expectGradients(other, gradLayer, loss);
    expect(backward.gradLayer.hidden.activation).toBe(layer.hidden.activation);
  });

  test("refuses a gradient of another shape than the output", () => {
    const layer = createFeedForward({ ...options, random: random(1) });
    const forward = feedForward(input, layer);
    expect(() => feedForwardBackward(input, layer, forward, seeded([5, 3], 1))).toThrow(
      new RangeError(
        "feedForwardBackward: shapes of output and gradOutput must be equal, got [3, 5] and [5, 3]",
      ),
    );
  });
});
