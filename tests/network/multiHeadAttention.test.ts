import { describe, expect, test } from "vitest";
import { add, at, map, matrix, random, row, sumRows } from "../../src/matrix/index.js";
import {
  attention,
  causalMask,
  countParameters,
  createMultiHeadAttention,
  dense,
  type MultiHeadAttention,
  type MultiHeadAttentionInput,
  multiHeadAttention,
  multiHeadAttentionBackward,
  numericalGradient,
} from "../../src/network/index.js";
import { expectClose, innerProduct, seeded } from "../helpers.js";
import { expectGradients, reversed, stirred } from "./layers.js";

// T = 3, S = 5, H = 2, K = 7, V = 11, O = 13; features of query, key and value 17, 19, 23.
const sizes = { features: 17, keyFeatures: 19, valueFeatures: 23, numHeads: 2, keyDim: 7 };
const drawn = (useBias = true): MultiHeadAttention => {
  const options = { ...sizes, valueDim: 11, outputFeatures: 13, useBias, random: random(1) };
  return stirred(createMultiHeadAttention(options), 2);
};
const input: MultiHeadAttentionInput = {
  query: seeded([3, 17], 1),
  key: seeded([5, 19], 2),
  value: seeded([5, 23], 3),
};
const mask = matrix([
  [1, 0, 1, 0, 0],
  [0, 1, 1, 1, 1],
  [0, 0, 0, 0, 1],
]);
const selfAttention = () =>
  stirred(createMultiHeadAttention({ features: 5, numHeads: 3, keyDim: 2, random: random(1) }), 2);

describe("multiHeadAttention", () => {
  test("joins what each head finds and projects it", () => {
    // One feature, two keys; each head scores by the token times its key weight, ln 3 or −ln 3 apart.
    const weight = (x: number) => ({ weight: matrix([[x]]) });
    const layer = {
      heads: [
        { query: weight(1), key: weight(Math.log(3)), value: weight(8) },
        { query: weight(1), key: weight(-Math.log(3)), value: weight(80) },
      ],
      output: { weight: matrix([[1], [10]]), bias: matrix([[0.5]]) },
    };
    const tokens = { query: matrix([[1]]), key: matrix([[1], [0]]), value: matrix([[1], [0]]) };
    const { heads, joined, output } = multiHeadAttention(tokens, layer);
    expectClose(heads[0]!.weights, matrix([[3 / 4, 1 / 4]]), { rtol: 1e-15 });
    expectClose(heads[1]!.weights, matrix([[1 / 4, 3 / 4]]), { rtol: 1e-15 });
    expectClose(joined, matrix([[6, 20]]), { rtol: 1e-15 });
    expectClose(output, matrix([[206.5]]), { rtol: 1e-15 });
  });

  test("with one head is attention between projections", () => {
    const options = { ...sizes, numHeads: 1, random: random(1) };
    const layer = stirred(createMultiHeadAttention(options), 3);
    const [head] = layer.heads;
    const { output } = attention({
      query: dense(input.query, head!.query as never),
      key: dense(input.key, head!.key as never),
      value: dense(input.value, head!.value as never),
      mask,
    });
    expect(multiHeadAttention({ ...input, mask }, layer).output).toEqual(
      dense(output, layer.output as never),
    );
  });

  test("records the weights of every head; each row sums to 1 over the keys it may look at", () => {
    const { heads } = multiHeadAttention({ ...input, mask }, drawn());
    expect(heads).toHaveLength(2);
    for (const { weights } of heads) {
      expect(weights.shape).toEqual([3, 5]);
      expect(at(weights, 2, 4)).toBe(1);
      expect(at(weights, 0, 1)).toBe(0);
      expect(weights.data.reduce((a, b) => a + b)).toBeCloseTo(3, 14);
    }
    expect(heads[0]!.weights).not.toEqual(heads[1]!.weights);
  });

  test("gives the same rows in whatever order the tokens come, in that order", () => {
    const tokens = seeded([7, 5], 4);
    const order = [3, 0, 6, 1, 5, 2, 4];
    const shuffled = map(tokens, (x) => x);
    for (const [i, j] of order.entries()) shuffled.data.set(row(tokens, j).data, i * 5);
    const run = (x: typeof tokens) =>
      multiHeadAttention({ query: x, key: x, value: x }, selfAttention()).output;
    for (const [i, j] of order.entries()) {
      expectClose(row(run(shuffled), i), row(run(tokens), j), { rtol: 1e-13 });
    }
  });

  test("under a causal mask a token is deaf to what comes after it", () => {
    const layer = selfAttention();
    const run = (x: typeof input.query) =>
      multiHeadAttention({ query: x, key: x, value: x, mask: causalMask(7) }, layer).output;
    const tokens = seeded([7, 5], 4);
    const before = run(tokens);
    tokens.data[3 * 5] = 9;
    const after = run(tokens);
    for (const i of [0, 1, 2]) expect(row(after, i)).toEqual(row(before, i));
    for (const i of [3, 4, 5, 6]) expect(row(after, i)).not.toEqual(row(before, i));
  });
});

describe("multiHeadAttentionBackward", () => {
  test.each([
    ["with bias and mask", drawn(), mask],
    ["without either", drawn(false), undefined],
    ["with the fields in another order", reversed(drawn()), mask],
  ])("is the numerical gradient %s", (_, layer, mask) => {
    const masked = mask ? { ...input, mask } : input;
    const gradOutput = seeded([3, 13], 5);
    const forward = () => multiHeadAttention(masked, layer);
    const loss = () => innerProduct(forward().output, gradOutput);
    const backward = multiHeadAttentionBackward(masked, layer, forward(), gradOutput);
    expectClose(backward.gradQuery, numericalGradient(loss, input.query));
    expectClose(backward.gradKey, numericalGradient(loss, input.key));
    expectClose(backward.gradValue, numericalGradient(loss, input.value));
    expectGradients(layer, backward.gradLayer, loss);
  });

  test("gives tokens that attend to themselves the sum of three gradients", () => {
    const layer = selfAttention();
    const x = seeded([7, 5], 4);
    const gradOutput = seeded([7, 5], 5);
    const tokens = { query: x, key: x, value: x, mask: causalMask(7) };
    const loss = () => innerProduct(multiHeadAttention(tokens, layer).output, gradOutput);
    const forward = multiHeadAttention(tokens, layer);
    const backward = multiHeadAttentionBackward(tokens, layer, forward, gradOutput);
    const gradTokens = add(add(backward.gradQuery, backward.gradKey), backward.gradValue);
    expectClose(gradTokens, numericalGradient(loss, x));
  });

  test("gives the bias of the keys no gradient: it adds the same to every score of a row", () => {
    const layer = drawn();
    const forward = multiHeadAttention(input, layer);
    const { gradLayer } = multiHeadAttentionBackward(input, layer, forward, seeded([3, 13], 5));
    for (const { key, query } of gradLayer.heads) {
      expectClose(
        key.bias!,
        map(key.bias!, () => 0),
        { atol: 1e-14 },
      );
      expect(sumRows(map(query.bias!, Math.abs)).data[0]).toBeGreaterThan(1e-3);
    }
  });
});

describe("multiHeadAttention refuses", () => {
  const layer = drawn();
  const refused = (strange: Partial<MultiHeadAttentionInput>, message: string) =>
    expect(() => multiHeadAttention({ ...input, ...strange }, layer)).toThrow(
      new RangeError(message),
    );

  test("a layer without heads", () => {
    expect(() => multiHeadAttention(input, { ...layer, heads: [] })).toThrow(
      new RangeError("multiHeadAttention: the number of heads must be a positive integer, got 0"),
    );
  });

  test("tokens of another width than the weights", () => {
    const must = (name: string) =>
      `multiHeadAttention: columns of ${name} and rows of the ${name} weight of head 0 must be equal`;
    refused({ query: seeded([3, 19], 1) }, `${must("query")}, got 19 and 17`);
    refused({ key: seeded([5, 17], 1) }, `${must("key")}, got 17 and 19`);
    refused({ value: seeded([5, 17], 1) }, `${must("value")}, got 17 and 23`);
  });

  test("more values than keys, a mask of the wrong shape, an entry that is not a number", () => {
    const wide = seeded([7, 23], 1);
    refused(
      { value: wide },
      "multiHeadAttention: rows of key and value must be equal, got 5 and 7",
    );
    refused(
      { mask: causalMask(3) },
      "multiHeadAttention: columns of mask and rows of key must be equal, got 3 and 5",
    );
    const strange = seeded([5, 23], 1);
    strange.data[4] = Number.NaN;
    refused({ value: strange }, "multiHeadAttention: value must be finite, got NaN at index 4");
    const { weight, ...bias } = layer.output;
    const broken = { ...layer, output: { ...bias, weight: add(weight, weight) } };
    broken.output.weight.data[2] = Number.NaN;
    expect(() => multiHeadAttention(input, broken)).toThrow(
      new RangeError("multiHeadAttention: output must be finite, got NaN at index 2"),
    );
  });

  test("a gradient of another shape than the output", () => {
    const forward = multiHeadAttention(input, layer);
    expect(() => multiHeadAttentionBackward(input, layer, forward, seeded([13, 3], 1))).toThrow(
      new RangeError(
        "multiHeadAttentionBackward: shapes of output and gradOutput must be equal, got [3, 13] and [13, 3]",
      ),
    );
  });
});

test("countParameters counts the projections: 2,160 in the documents' program 2", () => {
  const options = { features: 16, numHeads: 2, keyDim: 16, random: random(1) };
  expect(countParameters(createMultiHeadAttention(options))).toBe(2160);
});
