import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createFastClassifier,
  fastEvaluateClassifier,
  fastTrainClassifier,
  toClassifier,
} from "../../src/fast/index.js";
import { largestDifference, random } from "../../src/matrix/index.js";
import {
  adam,
  type BatchRecord,
  createAttentionClassifier,
  exponentialDecay,
  matricesOf,
  trainClassifier,
} from "../../src/network/index.js";
import { trainedClassifierBits } from "./sameBits.js";
import { drawTexts, readableTexts } from "./texts.js";

const sizes = { vocabularySize: 23, features: 5, numHeads: 2, keyDim: 7, hidden: [11, 13] };
const model = () => createAttentionClassifier({ ...sizes, random: random(1) });
const texts = drawTexts(53, 17, 23);
const validation = drawTexts(19, 11, 23, 2);

describe("fastTrainClassifier", () => {
  test.each([0.01, exponentialDecay({ initialLearningRate: 0.02, decayRate: 0.5, decaySteps: 7 })])(
    "does what trainClassifier does with Adam: the same batches, records and parameters",
    (learningRate) => {
      const layer = model();
      const fast = createFastClassifier(layer);
      const batches: [BatchRecord[], BatchRecord[]] = [[], []];
      const expected = trainClassifier(layer, readableTexts(texts), {
        epochs: 3,
        batchSize: 10,
        random: random(5),
        validation: readableTexts(validation),
        optimizer: adam({ learningRate }),
        onBatch: (record) => batches[0].push(record),
      });
      const found = fastTrainClassifier(fast, texts, {
        epochs: 3,
        batchSize: 10,
        random: random(5),
        validation,
        learningRate,
        onBatch: (record) => batches[1].push(record),
      });
      const close = (record: object) =>
        Object.fromEntries(Object.entries(record).map(([key, n]) => [key, expect.closeTo(n, 5)]));
      expect(found).toEqual(expected.map(close));
      expect(batches[1]).toEqual(batches[0].map(close));
      expect(batches[1].length).toBe(18);
      matricesOf(toClassifier(fast)).forEach((matrix, k) => {
        expect(largestDifference(matrix, matricesOf(layer)[k]!)).toBeLessThan(1e-4);
      });
    },
  );

  test("goes on where it stopped: one epoch twice is two epochs", () => {
    const [once, twice] = [createFastClassifier(model()), createFastClassifier(model())];
    const whole = fastTrainClassifier(once, texts, { batchSize: 8, random: random(5), epochs: 2 });
    const again = { batchSize: 8, random: random(5), epochs: 1 };
    const parts = [1, 2].flatMap(() => fastTrainClassifier(twice, texts, again));
    expect(parts.map(({ loss }) => loss)).toEqual(whole.map(({ loss }) => loss));
    expect(toClassifier(twice)).toEqual(toClassifier(once));
    expect(String(twice)).toMatch(/, 14 steps$/);
  });

  test("ends when onEpoch says false, and tells the validation of each epoch", () => {
    const fast = createFastClassifier(model());
    const onEpoch = ({ epoch }: { epoch: number }) => epoch < 2;
    const options = { epochs: 9, batchSize: 8, random: random(5), validation, onEpoch };
    const history = fastTrainClassifier(fast, texts, options);
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2]);
    const { loss, accuracy } = fastEvaluateClassifier(fast, validation);
    expect(history[1]).toMatchObject({ validationLoss: loss, validationAccuracy: accuracy });
  });

  test("takes no more memory from step to step", () => {
    const fast = createFastClassifier(model());
    const marks: number[] = [];
    fastTrainClassifier(fast, texts, {
      epochs: 3,
      batchSize: 10,
      random: random(5),
      validation,
      onBatch: () => marks.push(fast.memory.mark()),
    });
    expect(new Set(marks).size).toBeLessThanOrEqual(2); // the validation has more texts at once
    expect(new Set(marks.slice(6)).size).toBe(1);
  });

  test("leaves the padding's row of the embedding as it is", () => {
    const layer = model();
    const fast = createFastClassifier(layer);
    fastTrainClassifier(fast, texts, { epochs: 1, batchSize: 8, random: random(5) });
    const row = (weight: { data: Float64Array }) => weight.data.slice(0, 5).map(Math.fround);
    expect(row(toClassifier(fast).embedding.weight)).toEqual(row(layer.embedding.weight));
  });

  test("learns which of two tokens a text holds", () => {
    const draw = random(3);
    const labels = Uint8Array.from({ length: 200 }, () => draw.integer(2));
    const data = Int32Array.from({ length: 200 * 13 }, (_, k) => {
      const label = labels[Math.floor(k / 13)]!;
      return k % 13 === 7 ? 1 + label : 3 + draw.integer(20);
    });
    const fast = createFastClassifier(model());
    const examples = { input: { data, shape: [200, 13] as const }, labels };
    const options = { epochs: 20, batchSize: 8, random: random(5), learningRate: 0.01 };
    expect(fastTrainClassifier(fast, examples, options).at(-1)!.accuracy).toBe(1);
  });

  test("gives the same bits on every machine", () => {
    const bits = Uint32Array.from(trainedClassifierBits());
    const pinned = "1948e3d89fd49ee3487feab1a1cf84afe20bdc87dd2063e635c285f95dc60c3d";
    expect(createHash("sha256").update(bits).digest("hex")).toBe(pinned);
  });

  test("says what cannot be", () => {
    const train = (options: object, given: object = {}) =>
      expect(() =>
        fastTrainClassifier(
          createFastClassifier(model()),
          { ...texts, ...given },
          { epochs: 1, batchSize: 8, random: random(1), ...options },
        ),
      );
    const where = "fastTrainClassifier:";
    train({ epochs: 0 }).toThrow(
      new RangeError(`${where} epochs must be a positive integer, got 0`),
    );
    train({ learningRate: () => -1 }).toThrow(
      new RangeError(`${where} learningRate of step 0 must be at least 0 and finite, got -1`),
    );
    train({}, { labels: [0, 1] }).toThrow(
      new RangeError(`${where} the number of texts and of labels must be equal, got 53 and 2`),
    );
    train({}, { labels: new Uint8Array(53).fill(2) }).toThrow(
      new RangeError(`${where} label 0 must be 0 or 1, got 2`),
    );
    const wrong = { input: { data: [23], shape: [1, 1] }, labels: [1] };
    train({ validation: wrong }).toThrow(
      new RangeError(
        `${where} validation: token 0 of text 0 must be an integer in [0, 23), got 23`,
      ),
    );
  });
});
