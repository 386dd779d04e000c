/** @file What a training refuses. */

import { beforeAll, describe, expect, test } from "vitest";
import { random } from "../../../src/matrix/index.js";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  denseLayer,
  fit as fitModel,
  loadTensorFlow,
  modelFromMlp,
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
      [{ epochs: 0 }, "fit: epochs must be a positive integer, got 0"],
      [{ batchSize: 2.5 }, "fit: batchSize must be a positive integer, got 2.5"],
      [{ learningRate: -1 }, "fit: learningRate must be positive and finite, got -1"],
      [
        { learningRate: () => Number.NaN },
        "fit: learningRate must be positive and finite, got NaN",
      ],
      [{ earlyStop: { patience: 1 } }, "fit: earlyStop needs validation examples, got none"],
      [
        { earlyStop: { patience: 0 }, validation: problem(5, 1) },
        "fit: earlyStop.patience must be a positive integer, got 0",
      ],
    ])("refuses %o", async (wrong, message) => {
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
          "fit: examples and labels must be equally many, got 7 and 6",
        ],
        [{ input, labels: labels.fill(3) }, "fit: label 0 must be an integer in [0, 3), got 3"],
      ] as const) {
        await expect(fitModel(model, examples, options)).rejects.toThrow(new RangeError(message));
      }
      model.dispose();
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
        new RangeError('fit: layers must be Dense or Flatten, got Dropout "forget"'),
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
