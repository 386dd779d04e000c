import { describe, expect, test } from "vitest";
import { add, type Matrix, map, random, zeros } from "../../src/matrix/index.js";
import {
  createFeedForward,
  feedForward,
  feedForwardBackward,
  layerNorm,
  type NormPlacement,
  numericalGradient,
  residual,
  residualBackward,
  tanh,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, stirred } from "./layers.js";

const input = seeded([3, 5], 1); // [T, D]
const options = { features: 5, hiddenFeatures: 7, activation: tanh, random: random(1) };
const inner = stirred(createFeedForward(options), 2);
const norm = { gain: seeded([1, 5], 3), bias: seeded([1, 5], 5) };
const run = (placement: NormPlacement) =>
  residual(input, { norm, placement }, (x) => feedForward(x, inner));

describe("residual", () => {
  test("post-norm normalises the sum of the input and what the layer makes of it", () => {
    const made = feedForward(input, inner).output;
    expect(run("post").output).toEqual(layerNorm(add(input, made), norm).output);
  });

  test("pre-norm adds to the input what the layer makes of the normalised input", () => {
    const made = feedForward(layerNorm(input, norm).output, inner).output;
    expect(run("pre").output).toEqual(add(input, made));
  });

  test("pre-norm lets the input through where the layer makes nothing of it", () => {
    const nothing = residual(input, { norm, placement: "pre" }, (x) => ({
      output: zeros(x.shape),
    }));
    expect(nothing.output).toEqual(input);
  });

  test("refuses another place for the norm", () => {
    expect(() => run("before" as NormPlacement)).toThrow(
      new RangeError('residual: placement must be "pre" or "post", got before'),
    );
  });

  test("refuses a layer that changes the shape", () => {
    const narrow = () => ({ output: seeded([3, 2], 1) });
    for (const placement of ["pre", "post"] as const) {
      expect(() => residual(input, { norm, placement }, narrow)).toThrow(
        new RangeError("add: shapes of a and b must be equal, got [3, 5] and [3, 2]"),
      );
    }
  });
});

describe("residualBackward", () => {
  const gradOutput = seeded([3, 5], 4);
  const back = (placement: NormPlacement) =>
    residualBackward({ norm, placement }, run(placement), gradOutput, (x, forward, gradient) =>
      feedForwardBackward(x, inner, forward, gradient),
    );

  test.each(["pre", "post"] as const)("is the numerical gradient in %s-norm", (placement) => {
    const loss = () => innerProduct(run(placement).output, gradOutput);
    const backward = back(placement);
    expectClose(backward.gradInput, numericalGradient(loss, input));
    expectGradients(norm, backward.gradNorm, loss);
    expectGradients(inner, backward.inner.gradLayer, loss);
  });

  test("pre-norm hands the gradient on undamped past a layer that gives none", () => {
    const nothing = (x: Matrix) => ({ output: map(x, () => 0), gradInput: map(x, () => 0) });
    const block = { norm, placement: "pre" } as const;
    const forward = residual(input, block, nothing);
    expect(residualBackward(block, forward, gradOutput, nothing).gradInput).toEqual(gradOutput);
  });
});
