/** @file What a training refuses. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { random } from "../../../src/matrix/index.js";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  denseLayer,
  evaluateModel,
  fit as fitModel,
  getWeights,
  loadTensorFlow,
  modelFromMlp,
  type Weights,
} from "../../../src/tensorflow/index.js";
import { living } from "../leaks.js";
import { INPUTS, network, problem } from "../problem.js";

export function testRefusals(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("fit, refusing,", () => {
    test.each([
      ["no epochs", { epochs: 0 }, "fit: epochs must be a positive integer, got 0"],
      ["half an example", { batchSize: 2.5 }, "fit: batchSize must be a positive integer, got 2.5"],
      [
        "a negative rate",
        { learningRate: -1 },
        "fit: learningRate must be positive and finite, got -1",
      ],
      [
        "a schedule that gives NaN",
        { learningRate: () => Number.NaN },
        "fit: learningRate of step 0 must be at least 0 and finite, got NaN",
      ],
      [
        "an early stop without validation",
        { earlyStop: { patience: 1 } },
        "fit: earlyStop needs validation examples, got none",
      ],
      [
        "an early stop without patience",
        { earlyStop: { patience: 0 }, validation: problem(5, 1) },
        "fit: earlyStop.patience must be a positive integer, got 0",
      ],
    ])("refuses %s", async (_, wrong, message) => {
      const model = modelFromMlp(tf, network(1));
      const options = { epochs: 1, batchSize: 2, random: random(1), ...wrong };
      const before = living(tf);
      await expect(fitModel(model, problem(7, 1), options)).rejects.toThrow(
        new RangeError(message),
      );
      expect(living(tf)).toEqual(before);
      model.dispose();
    });

    test("refuses examples that do not fit the model", async () => {
      const model = modelFromMlp(tf, network(1));
      const options = { epochs: 1, batchSize: 2, random: random(1) };
      const { input, labels } = problem(7, 1);
      const wide = { data: new Float64Array(7 * 11), shape: [7, 11] as const };
      for (const [examples, message] of [
        [{ input: wide, labels }, "fit: examples must have 13 features each, got rows of 11"],
        [
          { images: new Uint8Array(20), labels },
          "fit: examples must have 13 features each, got 20 bytes",
        ],
        [
          { input, labels: labels.slice(1) },
          "fit: the number of examples and of labels must be equal, got 7 and 6",
        ],
        [{ input, labels: labels.fill(3) }, "fit: label 0 must be an integer in [0, 3), got 3"],
      ] as const) {
        await expect(fitModel(model, examples, options)).rejects.toThrow(new RangeError(message));
      }
      model.dispose();
    });

    test("refuses an input that is not finite", async () => {
      const model = modelFromMlp(tf, network(1));
      const { input, labels } = problem(7, 1);
      input.data[5] = Number.NaN;
      const options = { epochs: 1, batchSize: 2, random: random(1) };
      await expect(fitModel(model, { input, labels }, options)).rejects.toThrow(
        new RangeError("fit: input must be finite, got NaN at index 5"),
      );
      model.dispose();
    });

    test("ends when the loss overflows, and keeps what was before that step", async () => {
      const model = modelFromMlp(tf, network(1));
      const before = living(tf);
      const learnt: Weights[][] = [];
      const options = { epochs: 9, batchSize: 7, random: random(1), learningRate: 1e30 };
      const onBatch = () => void learnt.push(getWeights(model));
      await expect(fitModel(model, problem(7, 1), { ...options, onBatch })).rejects.toThrow(
        /^model: the loss must be finite, got (NaN|Infinity) from its logits$/,
      );
      expect(learnt.length).toBeGreaterThan(0);
      expect(
        getWeights(model)
          .flatMap(({ data }) => [...data])
          .every(Number.isFinite),
      ).toBe(true);
      await expect(evaluateModel(model, problem(7, 1))).rejects.toThrow(
        /^model: the loss must be finite, got (NaN|Infinity) from its logits$/,
      );
      expect(living(tf)).toEqual(before);
      model.dispose();
    });

    test("accepts a schedule that has come down to 0, and then learns nothing", async () => {
      const model = modelFromMlp(tf, network(1));
      const before = getWeights(model);
      const options = { epochs: 2, batchSize: 3, random: random(1), learningRate: () => 0 };
      await fitModel(model, problem(7, 1), options);
      expect(getWeights(model)).toEqual(before);
      model.dispose();
    });

    test("refuses what would be trained otherwise than it says", async () => {
      const options = { epochs: 1, batchSize: 2, random: random(1) };
      const refused = async (model: LayersModel, message: string) => {
        await expect(fitModel(model, problem(7, 1), options)).rejects.toThrow(
          new RangeError(message),
        );
        model.dispose();
      };
      const shape = { units: 3, inputShape: [INPUTS], name: "end" };
      const l2 = tf.regularizers.l2({ l2: 0.5 });
      await refused(
        tf.sequential({ layers: [tf.layers.dense({ ...shape, kernelRegularizer: l2 })] }),
        'fit: layer end must not set kernelRegularizer, which is unknown here, got {"className":"L1L2","config":{"l1":0,"l2":0.5}}',
      );
      const frozen = tf.layers.dense({ ...shape, trainable: false });
      await refused(
        tf.sequential({ layers: [frozen] }),
        "fit: layer end must not set trainable, which is unknown here, got false",
      );
      const input = tf.input({ shape: [INPUTS] });
      const branch = (seed: number) =>
        denseLayer(tf, { units: 3, seed }).apply(input) as SymbolicTensor;
      await refused(
        tf.model({ inputs: input, outputs: [branch(1), branch(2)] }),
        "fit: outputs of the model and 1 must be equal, got 2 and 1",
      );
    });

    test("refuses layers and activations that it does not know", async () => {
      const options = { epochs: 1, batchSize: 2, random: random(1) };
      const dropout = tf.sequential({
        layers: [
          denseLayer(tf, { units: 3, inputSize: INPUTS, seed: 1 }),
          tf.layers.dropout({ rate: 0.5, name: "forget" }),
        ],
      });
      await expect(fitModel(dropout, problem(7, 1), options)).rejects.toThrow(
        /^fit: layers must be Dense, .*, got Dropout "forget"$/,
      );
      const last = tf.sequential({
        layers: [
          tf.layers.dense({ units: 3, inputShape: [INPUTS], activation: "relu", name: "end" }),
        ],
      });
      await expect(fitModel(last, problem(7, 1), options)).rejects.toThrow(
        new RangeError("fit: activation of end must be softmax or linear, got relu"),
      );
      dropout.dispose();
      last.dispose();
    });
  });
}
