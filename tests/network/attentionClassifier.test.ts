import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matrix, random, row, toRows } from "../../src/matrix/index.js";
import {
  attentionClassifier,
  attentionClassifierBackward,
  countParameters,
  createAttentionClassifier,
  matricesOf,
  meanPooling,
  mlpForward,
  selfAttention,
} from "../../src/network/index.js";
import { expectClose, seeded } from "../helpers.js";
import { expectGradients, reversed, stirred } from "./layers.js";

// A vocabulary of 11, D = 3, H = 2, K = 5, dense 7 and 13.
const sizes = { vocabularySize: 11, features: 3, numHeads: 2, keyDim: 5, hidden: [7, 13] };
const model = () => stirred(createAttentionClassifier({ ...sizes, random: random(1) }), 2);
const tokens = [3, 1, 4, 1, 10];
const filled = { tokens: [...tokens, 0, 0], padding: 0 };

test("the documents' sizes make 162,721 parameters, 98.3 % of them the embedding", () => {
  const layer = createAttentionClassifier({ vocabularySize: 10_000, random: random(1) });
  expect(countParameters(layer)).toBe(162_721);
  expect(countParameters(layer.embedding) / 162_721).toBeCloseTo(0.983, 3);
  expect(layer.dense.layers.map(({ activation }) => activation.name)).toEqual([
    "relu",
    "relu",
    "identity",
  ]);
});

describe("attentionClassifier", () => {
  test("is the dense part of the mean of what the tokens find", () => {
    const layer = model();
    const rows = toRows(layer.embedding.weight);
    const input = matrix(tokens.map((token) => rows[token]!));
    const pooled = meanPooling(selfAttention({ input }, layer.attention).output);
    const { logit, embedded } = attentionClassifier({ tokens }, layer);
    expect(embedded).toEqual(input);
    expect(logit).toEqual(mlpForward(layer.dense, pooled).output);
    expect(logit.shape).toEqual([1, 1]);
  });

  test("of one token does not depend on queries and keys", () => {
    const layer = model();
    const before = attentionClassifier({ tokens: [4] }, layer).logit;
    for (const { query, key } of layer.attention.heads) {
      query.weight.data.fill(0.3);
      key.weight.data.fill(-0.7);
    }
    expect(attentionClassifier({ tokens: [4] }, layer).logit).toEqual(before);
  });

  const words = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 7 });

  test("gives a shuffled text the same logit", () => {
    const layer = model();
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: 99 }), (tokens, seed) => {
        const order = random(seed).permutation(tokens.length);
        const shuffled = Array.from(order, (i) => tokens[i]!);
        const { logit } = attentionClassifier({ tokens }, layer);
        expectClose(attentionClassifier({ tokens: shuffled }, layer).logit, logit, { rtol: 1e-11 });
      }),
    );
  });

  test("does not see padding, wherever it stands and however much there is", () => {
    const layer = model();
    fc.assert(
      fc.property(words, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (tokens, before, behind) => {
        const zeros = (length: number) => Array.from({ length }, () => 0);
        const filled = [...zeros(before), ...tokens, ...zeros(behind)];
        const { logit } = attentionClassifier({ tokens }, layer);
        const padded = attentionClassifier({ tokens: filled, padding: 0 }, layer).logit;
        expectClose(padded, logit, { rtol: 1e-11 });
      }),
    );
  });

  test("does not see padding, neither in the attention nor in the mean", () => {
    const layer = model();
    const { logit } = attentionClassifier({ tokens }, layer);
    expectClose(attentionClassifier(filled, layer).logit, logit, { rtol: 1e-13 });
    const seen = attentionClassifier({ tokens: filled.tokens }, layer).logit;
    expect(Math.abs(seen.data[0]! - logit.data[0]!)).toBeGreaterThan(1e-3);
  });

  test("refuses a token that is not in the vocabulary, no text, and nothing but padding", () => {
    const refused = (text: Parameters<typeof attentionClassifier>[0], message: string) =>
      expect(() => attentionClassifier(text, model())).toThrow(new RangeError(message));
    refused({ tokens: [11] }, "embedding: token 0 must be an integer in [0, 11), got 11");
    refused({ tokens: [] }, "embedding: the number of tokens must be a positive integer, got 0");
    refused(
      { tokens: [0, 0], padding: 0 },
      "attentionClassifier: tokens must hold a token, got only padding (0)",
    );
    const broken = model();
    broken.dense.layers.at(-1)!.bias.data[0] = Number.NaN;
    expect(() => attentionClassifier({ tokens }, broken)).toThrow(
      new RangeError("attentionClassifier: logit must be finite, got NaN at index 0"),
    );
  });
});

describe("attentionClassifierBackward", () => {
  test.each([
    ["a text", { tokens }, model()],
    ["a filled up text", filled, model()],
    ["a classifier written in another order", filled, reversed(model())],
  ])("is the numerical gradient for %s", (_, text, layer) => {
    const gradLogit = seeded([1, 1], 3);
    const forward = () => attentionClassifier(text, layer);
    const loss = () => forward().logit.data[0]! * gradLogit.data[0]!;
    const { gradLayer } = attentionClassifierBackward(text, layer, forward(), gradLogit);
    expectGradients(layer, gradLayer, loss, { rtol: 1e-5 });
    expect(matricesOf(gradLayer).some(({ data }) => data.some((g) => Math.abs(g) > 0.01))).toBe(
      true,
    );
  });

  test("refuses a text of nothing but padding", () => {
    const layer = model();
    const forward = attentionClassifier({ tokens: [0, 1], padding: 0 }, layer);
    const empty = { tokens: [0, 0], padding: 0 };
    expect(() => attentionClassifierBackward(empty, layer, forward, seeded([1, 1], 3))).toThrow(
      new RangeError("attentionClassifierBackward: tokens must hold a token, got only padding (0)"),
    );
  });

  test("gives padding no gradient", () => {
    const layer = model();
    const forward = attentionClassifier(filled, layer);
    const { gradLayer } = attentionClassifierBackward(filled, layer, forward, seeded([1, 1], 3));
    expect(row(gradLayer.embedding.weight, 0).data.map(Math.abs)).toEqual(Float64Array.of(0, 0, 0));
  });
});
