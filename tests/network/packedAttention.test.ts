import { describe, expect, test } from "vitest";
import { type Matrix, map, matrix, random } from "../../src/matrix/index.js";
import {
  createMultiHeadAttention,
  createPackedAttention,
  type MultiHeadAttentionInput,
  multiHeadAttention,
  multiHeadAttentionBackward,
  numericalGradient,
  packedAttention,
  packedAttentionBackward,
  packHeads,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, reversed, stirred } from "./layers.js";

// T = 3, S = 5, H = 2, K = 7, V = 11, O = 13; features of query, key and value 17, 19, 23.
const sizes = { features: 17, keyFeatures: 19, valueFeatures: 23, numHeads: 2, keyDim: 7 };
const options = { ...sizes, valueDim: 11, outputFeatures: 13 };
const drawn = (useBias = true) =>
  stirred(createMultiHeadAttention({ ...options, useBias, random: random(1) }), 2);
const mask = matrix([
  [1, 0, 1, 0, 0],
  [0, 1, 1, 1, 1],
  [0, 0, 0, 0, 1],
]);
const input: MultiHeadAttentionInput = {
  query: seeded([3, 17], 1),
  key: seeded([5, 19], 2),
  value: seeded([5, 23], 3),
  mask,
};
const gradOutput = seeded([3, 13], 5);

describe.each([true, false])("packed attention with useBias %s", (useBias) => {
  const loop = drawn(useBias);
  const packed = packHeads(loop);

  test("computes in every step what the loop over heads computes", () => {
    const byLoop = multiHeadAttention(input, loop);
    const atOnce = packedAttention(input, packed);
    expectClose(atOnce.joined, byLoop.joined, { rtol: 1e-13 });
    expectClose(atOnce.output, byLoop.output, { rtol: 1e-13 });
    for (const [h, head] of byLoop.heads.entries()) {
      for (const [name, expected] of Object.entries(head)) {
        expectClose(atOnce.heads[h]![name as keyof typeof head], expected, { rtol: 1e-13 });
      }
    }
  });

  test("has the gradients of the loop, side by side", () => {
    const byLoop = multiHeadAttentionBackward(
      input,
      loop,
      multiHeadAttention(input, loop),
      gradOutput,
    );
    const forward = packedAttention(input, packed);
    const atOnce = packedAttentionBackward(input, packed, forward, gradOutput);
    const close = (a: Matrix, b: Matrix) => expectClose(a, b, { rtol: 1e-12, atol: 1e-13 });
    close(atOnce.gradQuery, byLoop.gradQuery);
    close(atOnce.gradKey, byLoop.gradKey);
    close(atOnce.gradValue, byLoop.gradValue);
    const expected = packHeads(byLoop.gradLayer);
    for (const name of ["query", "key", "value", "output"] as const) {
      close(atOnce.gradLayer[name].weight, expected[name].weight);
      if (useBias) close(atOnce.gradLayer[name].bias!, expected[name].bias!);
    }
  });

  test.each([
    ["", packed],
    [", whatever the order of its fields", reversed(packed)],
  ])("has the numerical gradient%s", (_, packed) => {
    const loss = () => innerProduct(packedAttention(input, packed).output, gradOutput);
    const forward = packedAttention(input, packed);
    const backward = packedAttentionBackward(input, packed, forward, gradOutput);
    expectGradients(packed, backward.gradLayer, loss);
    expectClose(backward.gradQuery, numericalGradient(loss, input.query));
  });
});

test("packed attention takes the mean of the values where all keys are alike", () => {
  const layer = stirred(createPackedAttention({ ...options, random: random(1) }), 2);
  const { heads } = packedAttention(
    { query: input.query, key: map(input.key, () => 1), value: input.value },
    layer,
  );
  for (const { weights } of heads) {
    expectClose(
      weights,
      map(weights, () => 1 / 5),
      { rtol: 1e-13 },
    );
  }
});

describe("packed attention refuses", () => {
  const layer = packHeads(drawn());

  test("a number of heads that is none, or does not divide the weights", () => {
    expect(() => packedAttention(input, { ...layer, numHeads: 0 })).toThrow(
      new RangeError("packedAttention: numHeads must be a positive integer, got 0"),
    );
    expect(() => packedAttention(input, { ...layer, numHeads: 3 })).toThrow(
      new RangeError("splitColumns: count must divide the number of columns, got 3 and 14"),
    );
  });

  test("tokens, values and gradients that do not fit", () => {
    const refused = (strange: Partial<MultiHeadAttentionInput>, message: string) =>
      expect(() => packedAttention({ ...input, ...strange }, layer)).toThrow(
        new RangeError(`packedAttention: ${message}`),
      );
    const got = (a: number, b: number) => `must be equal, got ${a} and ${b}`;
    refused({ key: seeded([5, 17], 1) }, `columns of key and rows of its weight ${got(17, 19)}`);
    refused({ value: seeded([7, 23], 1) }, `rows of key and value ${got(5, 7)}`);
    const broken = packHeads(drawn());
    broken.output.weight.data[2] = Number.NaN;
    expect(() => packedAttention(input, broken)).toThrow(
      new RangeError("packedAttention: output must be finite, got NaN at index 2"),
    );
    const forward = packedAttention(input, layer);
    expect(() => packedAttentionBackward(input, layer, forward, seeded([13, 3], 1))).toThrow(
      new RangeError(
        "packedAttentionBackward: shapes of output and gradOutput must be equal, got [3, 13] and [13, 3]",
      ),
    );
  });
});
