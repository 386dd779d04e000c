import { describe, expect, test } from "vitest";
import { argmaxRows, matrix, random } from "../../src/matrix/index.js";
import {
  adam,
  createTransformer,
  evaluateTransformer,
  matricesOf,
  numericalGradient,
  relu,
  sgd,
  softmaxCrossEntropy,
  type TranslationPair,
  tanh,
  trainTransformer,
  transformer,
} from "../../src/network/index.js";
import { expectClose } from "../helpers.js";
import { stirred } from "./layers.js";

const sizes = {
  sourceVocabularySize: 7,
  targetVocabularySize: 11,
  features: 3,
  numHeads: 1,
  keyDim: 2,
  hiddenFeatures: 5,
  numBlocks: 1,
  activation: tanh,
};
const model = () => stirred(createTransformer({ ...sizes, epsilon: 0.5, random: random(1) }), 2);
// token 0 fills up, 1 starts, 2 ends
const pairs: TranslationPair[] = [
  { source: [3, 4], target: [1, 7, 5, 2] },
  { source: [6], target: [1, 9, 2, 0, 0], padding: 0 },
];

describe("evaluateTransformer", () => {
  test("asks after every token for the next: the target is shifted by one", () => {
    const { logits } = transformer({ source: [3, 4], target: [1, 7, 5] }, model());
    const labels = [7, 5, 2];
    const right = argmaxRows(logits).filter((best, t) => best === labels[t]).length;
    expect(evaluateTransformer(model(), pairs.slice(0, 1))).toEqual({
      loss: softmaxCrossEntropy(logits, labels).loss,
      accuracy: right / 3,
    });
  });

  test("leaves padding out: a filled up pair counts as the pair", () => {
    const bare = { source: [6], target: [1, 9, 2] };
    const filled = evaluateTransformer(model(), pairs.slice(1));
    const { loss, accuracy } = evaluateTransformer(model(), [bare]);
    expect(filled.loss).toBeCloseTo(loss, 12);
    expect(filled.accuracy).toBe(accuracy);
  });

  test("is a mean over tokens, not over pairs", () => {
    const [first, second] = pairs.map((pair) => evaluateTransformer(model(), [pair]).loss);
    const { loss } = evaluateTransformer(model(), pairs);
    expect(loss).toBeCloseTo((3 * first! + 2 * second!) / 5, 13);
  });

  test("reads all but the last token, and asks at least for one", () => {
    const layer = stirred(createTransformer({ ...sizes, longest: 3, random: random(1) }), 2);
    expect(evaluateTransformer(layer, pairs.slice(0, 1)).loss).toBeGreaterThan(0);
    const { logits } = transformer({ source: [6], target: [1] }, layer);
    expect(evaluateTransformer(layer, [{ source: [6], target: [1, 2] }]).loss).toBe(
      softmaxCrossEntropy(logits, [2]).loss,
    );
  });

  test("refuses to be asked nothing", () => {
    expect(() => evaluateTransformer(model(), [])).toThrow(
      new RangeError(
        "evaluateTransformer: the number of examples must be a positive integer, got 0",
      ),
    );
  });

  test("knows nothing at first: log of the number of words", () => {
    const layer = model();
    for (const { data } of matricesOf(layer.output)) data.fill(0);
    expect(evaluateTransformer(layer, pairs).loss).toBeCloseTo(Math.log(11), 13);
  });
});

describe("trainTransformer", () => {
  test("steps down the gradient of the mean loss over the tokens of the batch", () => {
    const trained = model();
    const options = { epochs: 1, batchSize: 2, optimizer: sgd({ learningRate: 0.5 }) };
    trainTransformer(trained, pairs, { ...options, random: random(1) });
    const layer = model();
    const loss = () => evaluateTransformer(layer, pairs).loss;
    for (const [k, parameter] of matricesOf(layer).entries()) {
      const gradient = numericalGradient(loss, parameter);
      const moved = matrix([[...parameter.data].map((x, i) => x - 0.5 * gradient.data[i]!)]);
      expectClose(matrix([[...matricesOf(trained)[k]!.data]]), moved, { rtol: 1e-6, atol: 1e-7 });
    }
  });

  test("learns to say a sequence backward", () => {
    const draw = random(5);
    const data = Array.from({ length: 40 }, (): TranslationPair => {
      const source = Array.from({ length: 1 + draw.integer(2) }, () => 3 + draw.integer(3));
      return { source, target: [1, ...source.toReversed(), 2] };
    });
    const layer = createTransformer({
      ...sizes,
      activation: relu,
      features: 8,
      numHeads: 2,
      keyDim: 4,
      hiddenFeatures: 16,
      placement: "pre",
      random: random(1),
    });
    const options = { epochs: 40, batchSize: 10, optimizer: adam({ learningRate: 0.01 }) };
    const history = trainTransformer(layer, data, { ...options, random: random(1) });
    expect(history[0]!.loss).toBeGreaterThan(1);
    expect(history.at(-1)!.accuracy).toBeGreaterThan(0.95);
    expect(history.at(-1)!.loss).toBeLessThan(0.15);
  });

  test("refuses pairs that do not fit, before the first step", () => {
    const options = { epochs: 1, batchSize: 1, optimizer: sgd(), random: random(1) };
    const layer = model();
    const refused = (pair: TranslationPair, message: string) =>
      expect(() => trainTransformer(layer, [pairs[0]!, pair], options)).toThrow(
        new RangeError(`trainTransformer: example 1: ${message}`),
      );
    const range = (size: number) => `must be an integer in [0, ${size}), got ${size}`;
    refused({ source: [7], target: [1, 2] }, `source: token 0 ${range(7)}`);
    refused({ source: [3], target: [1, 11] }, `target: token 1 ${range(11)}`);
    refused(
      { source: [3], target: [1] },
      "a target must hold a token that starts and one to say, got 1",
    );
    refused(
      { source: [3], target: [1, 0, 0], padding: 0 },
      "a target must hold a token to say, got only padding",
    );
    refused(
      { source: [0], target: [1, 2], padding: 0 },
      "a source must hold a token, got only padding (0)",
    );
    expect(layer).toEqual(model());
  });
});
