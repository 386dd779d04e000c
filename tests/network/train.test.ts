import { describe, expect, test } from "vitest";
import { type Matrix, matrix, pickRows, random } from "../../src/matrix/index.js";
import {
  accuracy,
  adam,
  type BatchRecord,
  createMlp,
  type EpochRecord,
  evaluate,
  gradientList,
  mlpBackward,
  mlpForward,
  type Optimizer,
  parameters,
  sgd,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
  tanh,
  trainMlp,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";

const input = seeded([23, 5], 1);
const labels = Uint8Array.from({ length: 23 }, (_, i) => (i * i) % 3);
const network = () => createMlp({ sizes: [5, 7, 3], random: random(1), hidden: tanh });

/** An optimiser that changes nothing and keeps the gradients. */
function idle() {
  const steps: Matrix[][] = [];
  const optimizer: Optimizer = {
    name: "idle",
    step: (_parameters, gradients) => void steps.push([...gradients]),
  };
  return { optimizer, steps };
}

test("evaluate gives loss and accuracy of the network's logits", () => {
  const { output } = mlpForward(network(), input);
  expect(evaluate(network(), { input, labels })).toEqual({
    loss: softmaxCrossEntropy(output, labels).loss,
    accuracy: accuracy(output, labels),
  });
});

describe("trainMlp", () => {
  test("takes the batches in the order of one permutation an epoch, the short one last", () => {
    const { optimizer, steps } = idle();
    const batches: BatchRecord[] = [];
    const onBatch = (record: BatchRecord) => batches.push(record);
    const options = { epochs: 2, batchSize: 10, optimizer, random: random(5), onBatch };
    trainMlp(network(), { input, labels }, options);

    const stream = random(5);
    const expected = [1, 2].flatMap((epoch) => {
      const order = stream.permutation(23);
      return [order.slice(0, 10), order.slice(10, 20), order.slice(20)].map((indices, k) => {
        const chosen = Array.from(indices, (i) => labels[i]!);
        const mlp = network();
        const forward = mlpForward(mlp, pickRows(input, indices));
        const { loss, probabilities } = softmaxCrossEntropy(forward.output, chosen);
        const gradLogits = softmaxCrossEntropyBackward(probabilities, chosen);
        return {
          gradients: gradientList(mlpBackward(mlp, forward, gradLogits)),
          record: {
            epoch,
            batch: k + 1,
            batches: 3,
            loss,
            accuracy: accuracy(forward.output, chosen),
          },
        };
      });
    });
    expect(steps).toEqual(expected.map(({ gradients }) => gradients));
    expect(batches).toEqual(expected.map(({ record }) => record));
  });

  test("records means over the examples, which a short batch does not distort", () => {
    const whole = evaluate(network(), { input, labels });
    const history = trainMlp(
      network(),
      { input, labels },
      { epochs: 3, batchSize: 7, optimizer: idle().optimizer, random: random(1) },
    );
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    for (const record of history) {
      expect(Object.keys(record)).toEqual(["epoch", "loss", "accuracy"]);
      expect(record.loss).toBeCloseTo(whole.loss, 12);
      expect(record.accuracy).toBeCloseTo(whole.accuracy, 12);
    }
  });

  test("changes the parameters as the optimiser says", () => {
    const trained = network();
    const options = { epochs: 1, batchSize: 23, optimizer: sgd({ learningRate: 0.5 }) };
    trainMlp(trained, { input, labels }, { ...options, random: random(5) });

    const mlp = network();
    const order = random(5).permutation(23);
    const chosen = Array.from(order, (i) => labels[i]!);
    const forward = mlpForward(mlp, pickRows(input, order));
    const { probabilities } = softmaxCrossEntropy(forward.output, chosen);
    const gradLogits = softmaxCrossEntropyBackward(probabilities, chosen);
    const gradients = gradientList(mlpBackward(mlp, forward, gradLogits));
    for (const [k, { data }] of parameters(mlp).entries()) {
      const moved = data.map((x, i) => x - 0.5 * gradients[k]!.data[i]!);
      expect(parameters(trained)[k]?.data).toEqual(moved);
    }
  });

  test("looks at the validation examples after every epoch", () => {
    const validation = { input: seeded([13, 5], 2), labels: labels.slice(0, 13) };
    const mlp = network();
    const after: object[] = [];
    const seen: EpochRecord[] = [];
    const onEpoch = (record: EpochRecord) => {
      seen.push(record);
      const { loss, accuracy } = evaluate(mlp, validation);
      after.push({ validationLoss: loss, validationAccuracy: accuracy });
    };
    const options = { epochs: 2, batchSize: 7, optimizer: sgd(), random: random(1), validation };
    const history = trainMlp(mlp, { input, labels }, { ...options, onEpoch });
    expect(seen).toEqual(history);
    expect(history).toMatchObject(after);
    expect(history[0]).not.toEqual(history[1]);
  });

  test("ends early when onEpoch returns false, and only then", () => {
    const epochs = (onEpoch: (record: EpochRecord) => unknown) =>
      trainMlp(
        network(),
        { input, labels },
        { epochs: 5, batchSize: 7, optimizer: sgd(), random: random(1), onEpoch },
      ).length;
    expect(epochs(({ epoch }) => epoch < 3)).toBe(3);
    expect(epochs(() => undefined)).toBe(5);
    expect(epochs(() => 0)).toBe(5);
  });

  test("learns what a straight line cannot: exclusive or", () => {
    const input = matrix([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const mlp = createMlp({ sizes: [2, 5, 2], random: random(1), hidden: tanh });
    const history = trainMlp(
      mlp,
      { input, labels: [0, 1, 1, 0] },
      { epochs: 200, batchSize: 4, optimizer: adam({ learningRate: 0.05 }), random: random(1) },
    );
    expect(history.at(-1)).toMatchObject({ epoch: 200, accuracy: 1 });
    expect(history.at(-1)!.loss).toBeLessThan(0.05);
  });

  test("says so when the weights have grown beyond all numbers", () => {
    const options = { epochs: 9, batchSize: 23, optimizer: sgd({ learningRate: 1e308 }) };
    expect(() => trainMlp(network(), { input, labels }, { ...options, random: random(1) })).toThrow(
      /^softmax: the largest logit of row \d+ must be finite, got/,
    );
  });

  test("refuses validation examples that do not fit, before the first step", () => {
    const { optimizer, steps } = idle();
    const options = { epochs: 1, batchSize: 7, optimizer, random: random(1) };
    const validation = { input, labels: [0] };
    expect(() => trainMlp(network(), { input, labels }, { ...options, validation })).toThrow(
      new RangeError(
        "trainMlp: validation: the number of rows and of labels must be equal, got 23 and 1",
      ),
    );
    expect(steps).toEqual([]);
  });

  test.each([[[5, 2]], [[5, 7, 11, 2]]])(
    "refuses a label that a network of the sizes %j has no output for",
    (sizes) => {
      const options = { epochs: 1, batchSize: 7, optimizer: sgd(), random: random(1) };
      const mlp = createMlp({ sizes, random: random(1) });
      expect(() => trainMlp(mlp, { input, labels: labels.map((l) => l + 1) }, options)).toThrow(
        new RangeError("trainMlp: label 1 must be an integer in [0, 2), got 2"),
      );
    },
  );

  test("refuses an input that is not finite", () => {
    const options = { epochs: 1, batchSize: 7, optimizer: sgd(), random: random(1) };
    const strange = seeded([23, 5], 1);
    strange.data[7] = Number.NaN;
    expect(() => trainMlp(network(), { input: strange, labels }, options)).toThrow(
      new RangeError("trainMlp: input must be finite, got NaN at index 7"),
    );
  });

  test("refuses what does not fit", () => {
    const options = { epochs: 1, batchSize: 7, optimizer: sgd(), random: random(1) };
    expect(() => trainMlp(network(), { input, labels: [0] }, options)).toThrow(
      new RangeError("trainMlp: the number of rows and of labels must be equal, got 23 and 1"),
    );
    expect(() => trainMlp(network(), { input: seeded([23, 7], 1), labels }, options)).toThrow(
      new RangeError(
        "trainMlp: columns of input and features of the network must be equal, got 7 and 5",
      ),
    );
    expect(() => trainMlp(network(), { input, labels: labels.map((l) => l + 2) }, options)).toThrow(
      /^trainMlp: label \d+ must be an integer in \[0, 3\), got 3$/,
    );
    expect(() => trainMlp(network(), { input, labels }, { ...options, epochs: 0 })).toThrow(
      new RangeError("trainMlp: epochs must be a positive integer, got 0"),
    );
    expect(() => trainMlp(network(), { input, labels }, { ...options, batchSize: 0.5 })).toThrow(
      new RangeError("trainMlp: batchSize must be a positive integer, got 0.5"),
    );
  });
});
