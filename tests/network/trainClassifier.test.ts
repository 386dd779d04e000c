import { describe, expect, test } from "vitest";
import { matrix, random } from "../../src/matrix/index.js";
import {
  adam,
  attentionClassifier,
  binaryCrossEntropy,
  countParameters,
  createAttentionClassifier,
  evaluateClassifier,
  type LabeledText,
  matricesOf,
  numericalGradient,
  sgd,
  trainClassifier,
} from "../../src/network/index.js";
import { expectClose } from "../helpers.js";
import { stirred } from "./layers.js";

const sizes = { vocabularySize: 11, features: 3, numHeads: 2, keyDim: 5, hidden: [7] };
const model = () => stirred(createAttentionClassifier({ ...sizes, random: random(1) }), 2);
const texts: LabeledText[] = [
  { tokens: [3, 1, 4], label: 1 },
  { tokens: [5, 0, 0], padding: 0, label: 0 },
  { tokens: [2, 7, 1, 8, 10], label: 0 },
];

test("evaluateClassifier is the mean binary cross-entropy and accuracy", () => {
  const logits = matrix(texts.map((text) => [attentionClassifier(text, model()).logit.data[0]!]));
  const labels = texts.map(({ label }) => label);
  const { loss, accuracy } = evaluateClassifier(model(), texts);
  expect(loss).toBeCloseTo(binaryCrossEntropy(logits, labels).loss, 14);
  const right = labels.filter((label, i) => logits.data[i]! > 0 === (label === 1)).length;
  expect(accuracy).toBe(right / 3);
});

test("a logit of 0 is no for either label", () => {
  const layer = model();
  for (const { data } of matricesOf(layer)) data.fill(0);
  expect(evaluateClassifier(layer, [{ tokens: [1], label: 0 }]).accuracy).toBe(1);
  expect(evaluateClassifier(layer, [{ tokens: [1], label: 1 }]).accuracy).toBe(0);
  expect(evaluateClassifier(layer, texts).loss).toBeCloseTo(Math.LN2, 15);
});

describe("trainClassifier", () => {
  test("steps down the gradient of the mean loss", () => {
    const trained = model();
    const options = { epochs: 1, batchSize: 3, optimizer: sgd({ learningRate: 0.5 }) };
    trainClassifier(trained, texts, { ...options, random: random(1) });
    const layer = model();
    const loss = () => evaluateClassifier(layer, texts).loss;
    for (const [k, parameter] of matricesOf(layer).entries()) {
      const gradient = numericalGradient(loss, parameter);
      const moved = matrix([[...parameter.data].map((x, i) => x - 0.5 * gradient.data[i]!)]);
      expectClose(matrix([[...matricesOf(trained)[k]!.data]]), moved, { rtol: 1e-6, atol: 1e-7 });
    }
  });

  test("learns which word makes the class", () => {
    const draw = random(3);
    const data = Array.from({ length: 64 }, (): LabeledText => {
      const tokens = Array.from({ length: 2 + draw.integer(5) }, () => 1 + draw.integer(10));
      return { tokens, label: tokens.includes(7) ? 1 : 0 };
    });
    const layer = createAttentionClassifier({ ...sizes, random: random(1) });
    expect(countParameters(layer)).toBeLessThan(300);
    const options = { epochs: 40, batchSize: 8, optimizer: adam({ learningRate: 0.02 }) };
    const history = trainClassifier(layer, data, { ...options, random: random(1) });
    expect(history[0]!.loss).toBeGreaterThan(0.5);
    expect(history.at(-1)).toMatchObject({ epoch: 40, accuracy: 1 });
    expect(history.at(-1)!.loss).toBeLessThan(0.05);
  });

  test("refuses texts that do not fit, before the first step", () => {
    const options = { epochs: 1, batchSize: 1, optimizer: sgd(), random: random(1) };
    const layer = model();
    const refused = (text: LabeledText, message: string) =>
      expect(() => trainClassifier(layer, [texts[0]!, text], options)).toThrow(
        new RangeError(`trainClassifier: example 1: ${message}`),
      );
    refused({ tokens: [1, 11], label: 0 }, "token 1 must be an integer in [0, 11), got 11");
    refused({ tokens: [], label: 0 }, "the number of tokens must be a positive integer, got 0");
    refused({ tokens: [1], label: 2 }, "label must be 0 or 1, got 2");
    refused(
      { tokens: [4], padding: 4, label: 0 },
      "a text must hold a token, got only padding (4)",
    );
    expect(layer).toEqual(model());
    expect(() => evaluateClassifier(layer, [])).toThrow(
      new RangeError(
        "evaluateClassifier: the number of examples must be a positive integer, got 0",
      ),
    );
  });
});
