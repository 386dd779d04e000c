import { describe, expect, test } from "vitest";
import { type Matrix, matrix, random } from "../../src/matrix/index.js";
import {
  type BatchRecord,
  type EpochRecord,
  evaluateSequences,
  type Optimizer,
  type SequenceTask,
  sgd,
  trainSequences,
} from "../../src/network/index.js";

/**
 * A layer of one number `w`; example `x` asks `x.length` times for `w · xᵢ`: summed loss `w Σ x`, its
 * gradient `Σ x`; "right" are the negative ones.
 */
function lineTask(w = 2): SequenceTask<readonly number[]> & { layer: { w: Matrix } } {
  const layer = { w: matrix([[w]]) };
  const answer = (x: readonly number[]) => {
    const sum = x.reduce((a, b) => a + b, 0);
    return {
      loss: layer.w.data[0]! * sum,
      count: x.length,
      right: x.filter((entry) => entry < 0).length,
    };
  };
  return {
    where: "trainLine",
    layer,
    check: (where, x) => {
      if (x.includes(99)) throw new RangeError(`${where}: not 99`);
    },
    answer,
    learn: (x) => ({
      ...answer(x),
      gradLayer: { w: matrix([[x.reduce((a, b) => a + b, 0)]]) },
    }),
  };
}

const examples = [[1], [2, 4, -3], [5, 7], [-1, 11]];

function idle() {
  const steps: number[] = [];
  const optimizer: Optimizer = {
    name: "idle",
    step: (_parameters, [gradient]) => void steps.push(gradient!.data[0]!),
  };
  return { optimizer, steps };
}

describe("trainSequences", () => {
  test("a batch's gradient, loss and accuracy are means over all its answers", () => {
    const { optimizer, steps } = idle();
    const seen: BatchRecord[] = [];
    const options = { epochs: 1, batchSize: 3, optimizer, random: random(5) };
    trainSequences(lineTask(), examples, { ...options, onBatch: (record) => seen.push(record) });
    const order = [...random(5).permutation(4)].map((k) => examples[k]!);
    const means = [order.slice(0, 3), order.slice(3)].map((batch) => {
      const entries = batch.flat();
      return {
        mean: entries.reduce((a, b) => a + b) / entries.length,
        accuracy: entries.filter((x) => x < 0).length / entries.length,
      };
    });
    expect(steps.map((step) => step.toFixed(12))).toEqual(
      means.map(({ mean }) => mean.toFixed(12)),
    );
    expect(seen).toEqual(
      means.map(({ mean, accuracy }, b) => ({
        epoch: 1,
        batch: b + 1,
        batches: 2,
        loss: 2 * mean,
        accuracy,
      })),
    );
  });

  test("an epoch's loss is the mean over all answers, a long example weighs more", () => {
    const options = { epochs: 2, batchSize: 3, optimizer: idle().optimizer, random: random(1) };
    // eight entries of sum 26, two of them negative
    const record = { loss: (2 * 26) / 8, accuracy: 2 / 8 };
    expect(trainSequences(lineTask(), examples, options)).toEqual([
      { epoch: 1, ...record },
      { epoch: 2, ...record },
    ]);
    expect(evaluateSequences(lineTask(), examples)).toEqual(record);
  });

  test("moves the layer, and records each step by the layer as it was", () => {
    const task = lineTask();
    const optimizer = sgd({ learningRate: 0.5 });
    const seen: number[] = [];
    trainSequences(task, [[4]], {
      epochs: 2,
      batchSize: 1,
      optimizer,
      random: random(1),
      onBatch: ({ loss }) => seen.push(loss),
    });
    expect(seen).toEqual([8, 0]); // w: 2, 0
    expect(task.layer.w.data[0]).toBe(-2);
  });

  test("looks at the validation examples after every epoch", () => {
    const seen: EpochRecord[] = [];
    const options = { batchSize: 1, optimizer: sgd({ learningRate: 0.5 }), random: random(1) };
    const history = trainSequences(lineTask(), [[4]], {
      ...options,
      epochs: 2,
      validation: [[3, -1]],
      onEpoch: (record) => seen.push(record),
    });
    expect(history).toEqual([
      { epoch: 1, loss: 8, accuracy: 0, validationLoss: 0, validationAccuracy: 1 / 2 },
      { epoch: 2, loss: 0, accuracy: 0, validationLoss: -2, validationAccuracy: 1 / 2 },
    ]);
    expect(seen).toEqual(history);
  });

  test("ends early when onEpoch returns false, and only then", () => {
    const epochs = (onEpoch: (record: EpochRecord) => unknown) =>
      trainSequences(lineTask(), examples, {
        epochs: 5,
        batchSize: 2,
        optimizer: idle().optimizer,
        random: random(1),
        onEpoch,
      }).length;
    expect(epochs(({ epoch }) => epoch < 3)).toBe(3);
    expect(epochs(() => 0)).toBe(5);
  });

  test("refuses what does not fit, before the first step", () => {
    const { optimizer, steps } = idle();
    const options = { epochs: 1, batchSize: 1, optimizer, random: random(1) };
    const refused = (strange: object, examples: number[][], message: string) =>
      expect(() => trainSequences(lineTask(), examples, { ...options, ...strange })).toThrow(
        new RangeError(`trainLine: ${message}`),
      );
    refused({}, [], "the number of examples must be a positive integer, got 0");
    refused({}, [[1], [2, 99]], "example 1: not 99");
    refused({ validation: [[99]] }, [[1]], "validation example 0: not 99");
    const none = "the number of validation examples must be a positive integer, got 0";
    refused({ validation: [] }, [[1]], none);
    refused({ epochs: 0 }, [[1]], "epochs must be a positive integer, got 0");
    refused({ batchSize: 1.5 }, [[1]], "batchSize must be a positive integer, got 1.5");
    expect(steps).toEqual([]);
    expect(() => evaluateSequences(lineTask(), [[99]])).toThrow(
      new RangeError("trainLine: example 0: not 99"),
    );
  });
});
