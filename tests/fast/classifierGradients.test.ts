import { describe, expect, test } from "vitest";
import {
  type ClassifierParameters,
  createFastClassifier,
  fastClassifierForward,
  fastClassifierGradients,
  fastEvaluateClassifier,
  fastPredictClassifier,
  type LabeledTokenIds,
  toClassifier,
} from "../../src/fast/index.js";
import { type Matrix, random } from "../../src/matrix/index.js";
import {
  type AttentionClassifier,
  attentionClassifier,
  createAttentionClassifier,
  createEmbedding,
  createMlp,
  createPackedAttention,
  evaluateClassifier,
  matricesOf,
  sigmoid,
  tanh,
  unpackHeads,
} from "../../src/network/index.js";
import { expectClose } from "../helpers.js";
import { stirred } from "../network/layers.js";
import { drawTexts, readableForward, readableGradients, readableTexts } from "./texts.js";

// A vocabulary of 23, D = 5, H = 3, K = 7, dense 11 and 13.
const sizes = { vocabularySize: 23, features: 5, numHeads: 3, keyDim: 7, hidden: [11, 13] };
const model = () => stirred(createAttentionClassifier({ ...sizes, random: random(1) }), 2);
const dense = createMlp({ sizes: [5, 17, 1], random: random(3), hidden: tanh });

/** Every option that differs from the documents' program. */
const variants: Record<string, { classifier: ClassifierParameters; causal?: boolean }> = {
  "the documents' layers": { classifier: model() },
  "another width of the values, no biases": {
    classifier: stirred(
      {
        ...model(),
        attention: unpackHeads(
          createPackedAttention({
            features: 5,
            numHeads: 2,
            keyDim: 19,
            valueDim: 3,
            useBias: false,
            random: random(1),
          }),
        ),
      },
      2,
    ),
  },
  "sigmoid units": {
    classifier: {
      ...model(),
      dense: stirred(createMlp({ sizes: [5, 7, 3, 1], random: random(3), hidden: sigmoid }), 2),
    },
  },
  "no attention": { classifier: stirred({ embedding: model().embedding, dense }, 2) },
  positions: {
    classifier: stirred(
      {
        positions: createEmbedding({ vocabularySize: 41, features: 5, random: random(4) }),
        ...model(),
      },
      2,
    ),
  },
  "a causal mask": { classifier: model(), causal: true },
};

const norm = (data: Float64Array) => Math.sqrt(data.reduce((sum, entry) => sum + entry ** 2, 0));

/**
 * The largest `‖a − b‖ / (‖b‖ + m)`, where `m` is a thousandth of the largest `‖b‖`: the gradient of
 * the keys' biases is 0, of which float32 leaves some dust.
 */
function distance(found: readonly Matrix[], expected: readonly Matrix[]): number {
  const dust = Math.max(...expected.map(({ data }) => norm(data))) / 1000;
  const distances = found.map((a, k) => {
    const b = expected[k]!;
    expect(a.shape).toEqual(b.shape);
    return norm(a.data.map((x, n) => x - b.data[n]!)) / (norm(b.data) + dust);
  });
  return Math.max(...distances);
}

/** Both start from the same float32 numbers. */
function compare(classifier: ClassifierParameters, texts: LabeledTokenIds, causal = false) {
  const fast = createFastClassifier(classifier, { causal });
  const { loss, gradLayer } = fastClassifierGradients(fast, texts);
  const expected = readableGradients(toClassifier(fast), texts, causal);
  expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-6 * (1 + expected.loss));
  return distance(matricesOf(gradLayer), expected.gradients);
}

describe("fastClassifierGradients", () => {
  test.each(Object.entries(variants))(
    "are those of the readable layers: %s",
    (_, { classifier, causal }) => {
      // Lengths on both sides of 16 and 32, between which the kernel pads.
      for (const [count, length] of [
        [1, 5],
        [2, 16],
        [7, 19],
        [13, 37],
      ] as const) {
        const texts = drawTexts(count, length, 23);
        expect(compare(classifier, texts, causal)).toBeLessThan(5e-5);
      }
    },
  );

  test("are those of the readable layers for program 2", () => {
    const classifier = createAttentionClassifier({ vocabularySize: 10_000, random: random(1) });
    expect(compare(classifier, drawTexts(32, 128, 10_000))).toBeLessThan(1e-6);
  });
});

describe("fastPredictClassifier", () => {
  test("gives the logits of the readable classifier, over more texts than one chunk", () => {
    const layer = model();
    const texts = drawTexts(67, 11, 23);
    const logits = fastPredictClassifier(createFastClassifier(layer), texts.input);
    expect(logits.shape).toEqual([67, 1]);
    for (const [i, text] of readableTexts(texts).entries()) {
      expect(logits.data[i]).toBeCloseTo(attentionClassifier(text, layer).logit.data[0]!, 5);
    }
  });
});

describe("fastEvaluateClassifier", () => {
  test("is the readable evaluation, over more texts than one chunk", () => {
    const layer = model();
    const texts = drawTexts(67, 11, 23);
    const found = fastEvaluateClassifier(createFastClassifier(layer), texts);
    const expected = evaluateClassifier(layer, readableTexts(texts));
    expect(found.accuracy).toBe(expected.accuracy);
    expect(found.loss).toBeCloseTo(expected.loss, 6);
  });
});

describe("fastClassifierForward", () => {
  test.each(Object.entries(variants))(
    "shows the weights of the readable layers: %s",
    (_, { classifier, causal = false }) => {
      const tokens = [0, 4, 0, 7, 7, 22, 0];
      const fast = createFastClassifier(classifier, { causal });
      const found = fastClassifierForward(fast, tokens);
      const { attended, logit } = readableForward(toClassifier(fast), tokens, causal);
      expect(found.logit).toBeCloseTo(logit.data[0]!, 5);
      expect(found.probability).toBeCloseTo(sigmoid.value(logit.data[0]!), 6);
      expect(found.positions).toEqual([1, 3, 4, 5]);
      expect(found.weights.length).toBe(attended?.heads.length ?? 0);
      for (const [h, weights] of found.weights.entries()) {
        const expected = attended!.heads[h]!.weights;
        expect(weights.shape).toEqual([4, 4]);
        weights.data.forEach((weight, k) => {
          const [i, j] = [found.positions[Math.floor(k / 4)]!, found.positions[k % 4]!];
          expect(weight).toBeCloseTo(expected.data[i * 7 + j]!, 6);
        });
      }
      expect(found.shares.shape).toEqual([Math.max(1, found.weights.length), 4]);
      found.shares.data.forEach((share, k) => {
        const weights = found.weights[Math.floor(k / 4)]?.data ?? new Float64Array(16).fill(1 / 4);
        const column = [0, 1, 2, 3].map((i) => weights[4 * i + (k % 4)]!);
        expect(share).toBeCloseTo(column.reduce((sum, weight) => sum + weight, 0) / 4, 6);
      });
    },
  );

  test("one token looks at itself", () => {
    const { weights, shares } = fastClassifierForward(createFastClassifier(model()), [0, 5]);
    expect(weights.map(({ data }) => [...data])).toEqual([[1], [1], [1]]);
    expect([...shares.data]).toEqual([1, 1, 1]);
  });
});

test("the reference of these tests is the readable classifier where there is one", () => {
  const layer: AttentionClassifier = model();
  const [text] = readableTexts(drawTexts(2, 7, 23)).slice(1);
  const expected = attentionClassifier(text!, layer).logit;
  expectClose(readableForward(layer, text!.tokens).logit, expected, { rtol: 1e-13 });
});
