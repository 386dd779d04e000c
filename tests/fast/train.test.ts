import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFastMlp, fastEvaluate, fastTrain, toMlp } from "../../src/fast/index.js";
import { largestDifference, random } from "../../src/matrix/index.js";
import {
  adam,
  type BatchRecord,
  createMlp,
  exponentialDecay,
  parameters,
  tanh,
  trainMlp,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";
import { trainedBits } from "./sameBits.js";

const input = seeded([53, 5], 1);
const labels = Uint8Array.from({ length: 53 }, (_, i) => (i * i) % 3);
const validation = { input: seeded([19, 5], 2), labels: new Uint8Array(19).fill(1) };
const network = () => createMlp({ sizes: [5, 17, 3], random: random(1), hidden: tanh });

describe("fastTrain", () => {
  test.each([0.01, exponentialDecay({ initialLearningRate: 0.02, decayRate: 0.5, decaySteps: 7 })])(
    "does what trainMlp does with Adam: the same batches, records and parameters",
    (learningRate) => {
      const mlp = network();
      const fast = createFastMlp(mlp);
      const batches: [BatchRecord[], BatchRecord[]] = [[], []];
      const common = { epochs: 3, batchSize: 10, validation };
      const expected = trainMlp(
        mlp,
        { input, labels },
        {
          ...common,
          random: random(5),
          optimizer: adam({ learningRate }),
          onBatch: (record) => batches[0].push(record),
        },
      );
      const found = fastTrain(
        fast,
        { input, labels },
        {
          ...common,
          random: random(5),
          learningRate,
          onBatch: (record) => batches[1].push(record),
        },
      );
      const close = (record: object) =>
        Object.fromEntries(Object.entries(record).map(([key, n]) => [key, expect.closeTo(n, 5)]));
      expect(found).toEqual(expected.map(close));
      expect(batches[1]).toEqual(batches[0].map(close));
      expect(batches[1].length).toBe(18);
      parameters(toMlp(fast)).forEach((found, k) => {
        expect(largestDifference(found, parameters(mlp)[k]!)).toBeLessThan(1e-5);
      });
    },
  );

  test("takes Adam's default learning rate, 0.001", () => {
    const train = (options: object) => {
      const fast = createFastMlp(network());
      fastTrain(
        fast,
        { input, labels },
        { epochs: 1, batchSize: 7, random: random(5), ...options },
      );
      return toMlp(fast);
    };
    expect(train({})).toEqual(train({ learningRate: 0.001 }));
    expect(train({})).not.toEqual(train({ learningRate: 0.002 }));
  });

  test("goes on where it stopped: one epoch twice is two epochs", () => {
    const [once, twice] = [createFastMlp(network()), createFastMlp(network())];
    const options = { batchSize: 8, random: random(5) };
    const whole = fastTrain(once, { input, labels }, { ...options, epochs: 2 });
    const again = { ...options, random: random(5), epochs: 1 };
    const parts = [1, 2].flatMap(() => fastTrain(twice, { input, labels }, again));
    expect(parts.map(({ loss }) => loss)).toEqual(whole.map(({ loss }) => loss));
    expect(toMlp(twice)).toEqual(toMlp(once));
    expect(String(twice)).toBe("FastMlp 5-17-3 (tanh, identity), 14 steps");
  });

  test("ends when onEpoch says false, and tells the validation of each epoch", () => {
    const fast = createFastMlp(network());
    const onEpoch = ({ epoch }: { epoch: number }) => epoch < 2;
    const options = { epochs: 9, batchSize: 8, random: random(5), validation, onEpoch };
    const history = fastTrain(fast, { input, labels }, options);
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2]);
    const { loss, accuracy } = fastEvaluate(fast, validation);
    expect(history[1]).toMatchObject({ validationLoss: loss, validationAccuracy: accuracy });
  });

  test("lets no mean of Adam shrink below what processors are quick at", () => {
    const fast = createFastMlp(createMlp({ sizes: [2, 3, 2], random: random(1) }));
    const train = (second: number) => {
      const input = { ...seeded([1, 2], 1), data: Float64Array.of(1, second) };
      fastTrain(
        fast,
        { input: input as never, labels: [0] },
        { epochs: 700, batchSize: 1, random: random(1) },
      );
    };
    train(1);
    train(0); // from now on the second feature's weights have no gradient
    const { means, bytes } = fast.parameters;
    const sizes = fast.memory.floats(means, bytes / 4).map(Math.abs);
    expect(sizes.filter((size) => size > 0 && size < 1e-30).length).toBe(0);
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(0);
  });

  test("gives the same bits on every machine", () => {
    const bits = Uint32Array.from(trainedBits());
    const pinned = "5d8422e050002026bd1e77634e026779dddbaecc78750efc9de28a3cb5122e1a";
    expect(createHash("sha256").update(bits).digest("hex")).toBe(pinned);
  });

  test("says what cannot be", () => {
    const train = (options: object) => () =>
      fastTrain(
        createFastMlp(network()),
        { input, labels },
        {
          epochs: 1,
          batchSize: 8,
          random: random(1),
          ...options,
        },
      );
    const refused: [object, string][] = [
      [{ epochs: 0 }, "fastTrain: epochs must be a positive integer, got 0"],
      [{ batchSize: 2.5 }, "fastTrain: batchSize must be a positive integer, got 2.5"],
      [
        { learningRate: () => Number.NaN },
        "fastTrain: learningRate of step 0 must be at least 0 and finite, got NaN",
      ],
      [{ learningRate: 0 }, "fastTrain: learningRate must be positive and finite, got 0"],
      [
        { validation: { input: seeded([2, 3], 1), labels: [0, 1] } },
        "fastTrain: validation: columns of input and features of the network must be equal, got 3 and 5",
      ],
    ];
    for (const [options, message] of refused) {
      expect(train(options)).toThrow(new RangeError(message));
    }
  });
});
