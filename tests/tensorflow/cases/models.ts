/** @file Models, layers and weights. */

import { beforeAll, describe, expect, test } from "vitest";
import { Matrix } from "../../../src/matrix/index.js";
import * as byHand from "../../../src/network/index.js";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  denseLayer,
  evaluateModel,
  getWeights,
  loadTensorFlow,
  modelFromMlp,
  modelGradients,
  setWeights,
} from "../../../src/tensorflow/index.js";
import { expectClose } from "../../helpers.js";
import { activations, CLASSES, FLOAT, INPUTS, network, problem, toMatrix } from "../problem.js";

export function testModels(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("modelFromMlp", () => {
    test("has the weights of the network, and gives them back", () => {
      const mlp = network(2);
      const model = modelFromMlp(tf, mlp);
      const weights = getWeights(model);
      expect(weights).toHaveLength(6);
      for (const [k, parameter] of byHand.parameters(mlp).entries()) {
        expect(weights[k]!.shape).toEqual(parameter.shape);
        expect(weights[k]!.data).toEqual(Float64Array.from(parameter.data, Math.fround));
      }
      model.dispose();
    });

    test.each(["relu", "sigmoid", "tanh", "identity"] as const)(
      "computes what a network with %s computes",
      (name) => {
        const mlp = network(3, activations[name]);
        const { input } = problem(11, 4);
        const model = modelFromMlp(tf, mlp);
        tf.tidy(() => {
          const output = model.predict(tf.tensor2d([...input.data], [11, INPUTS]));
          const found = (output as ReturnType<Tf["tensor2d"]>).dataSync();
          expectClose(
            new Matrix(Float64Array.from(found), [11, CLASSES]),
            byHand.mlpForward(mlp, input).output,
            FLOAT,
          );
        });
        model.dispose();
      },
    );

    test("refuses an activation that TensorFlow.js has no name for", () => {
      const cube = {
        name: "cube",
        value: (z: number) => z ** 3,
        derivative: (z: number) => 3 * z * z,
      };
      expect(() => modelFromMlp(tf, network(1, cube))).toThrow(
        new RangeError(
          "modelFromMlp: activation must be identity, relu, sigmoid or tanh, got cube",
        ),
      );
    });
  });

  describe("setWeights", () => {
    test("refuses too few weights, wrong shapes and what is not finite", () => {
      const model = modelFromMlp(tf, network(1));
      const weights = getWeights(model);
      expect(() => setWeights(tf, model, weights.slice(1))).toThrow(
        new RangeError(
          "setWeights: numbers of the model's parameters and of weights must be equal, got 6 and 5",
        ),
      );
      const transposed = [{ data: weights[0]!.data, shape: [7, 13] as const }, ...weights.slice(1)];
      expect(() => setWeights(tf, model, transposed)).toThrow(
        new RangeError("setWeights: shapes of parameter 0 must be equal, got [13, 7] and [7, 13]"),
      );
      weights[1]!.data[2] = 1e39; // larger than any float32
      expect(() => setWeights(tf, model, weights)).toThrow(
        new RangeError(
          "setWeights: parameter 1 in float32 must be finite, got Infinity at index 2",
        ),
      );
      model.dispose();
    });
  });

  describe("denseLayer", () => {
    test("draws weights uniformly within Glorot's limits, and zero biases", () => {
      const model = tf.sequential();
      model.add(denseLayer(tf, { units: 61, inputSize: 83, seed: 5 }));
      const [weight, bias] = getWeights(model) as [Matrix, Matrix];
      const limit = Math.sqrt(6 / (83 + 61));
      const sizes = weight.data.map(Math.abs);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
      // A truncated normal distribution, the default of TensorFlow.js, has two fifths of this.
      const outer = sizes.filter((size) => size > 0.9 * limit).length / sizes.length;
      expect(outer).toBeGreaterThan(0.08);
      expect(outer).toBeLessThan(0.12);
      const square = weight.data.reduce((sum, entry) => sum + entry ** 2, 0) / sizes.length;
      expect(square).toBeCloseTo(limit ** 2 / 3, 3);
      expect(bias.data).toEqual(new Float64Array(61));
      model.dispose();
    });

    test("draws the same weights for the same seed only", () => {
      const drawn = [5, 5, 6].map((seed) => {
        const model = tf.sequential();
        model.add(denseLayer(tf, { units: 3, inputSize: 7, seed }));
        const [weight] = getWeights(model);
        model.dispose();
        return [...weight!.data];
      });
      expect(drawn[0]).toEqual(drawn[1]);
      expect(drawn[0]).not.toEqual(drawn[2]);
    });
  });

  describe("modelGradients", () => {
    test.each(["relu", "sigmoid", "tanh", "identity"] as const)(
      "are the gradients by hand, with %s",
      async (name) => {
        const mlp = network(6, activations[name]);
        const { input, labels } = problem(17, 7);
        const forward = byHand.mlpForward(mlp, input);
        const { probabilities } = byHand.softmaxCrossEntropy(forward.output, labels);
        const gradLogits = byHand.softmaxCrossEntropyBackward(probabilities, labels);
        const expected = byHand.gradientList(byHand.mlpBackward(mlp, forward, gradLogits));
        const model = modelFromMlp(tf, mlp);
        const gradients = await modelGradients(model, { input, labels });
        expect(gradients).toHaveLength(expected.length);
        for (const [k, gradient] of gradients.entries()) {
          expectClose(toMatrix(gradient), expected[k]!, FLOAT);
        }
        model.dispose();
      },
    );
  });

  describe("evaluateModel", () => {
    test("is the mean over all examples, more than are looked at together", async () => {
      const mlp = network(35);
      const examples = problem(1009, 36);
      const model = modelFromMlp(tf, mlp);
      const found = await evaluateModel(model, examples);
      const expected = byHand.evaluate(mlp, examples);
      expect(found.loss).toBeCloseTo(expected.loss, 6);
      expect(found.accuracy).toBe(expected.accuracy);
      model.dispose();
    });

    test("counts the first of equal logits, as argmax does", async () => {
      const model = modelFromMlp(tf, network(1));
      const zeros = getWeights(model).map(({ data, shape }) => ({ data: data.fill(0), shape }));
      setWeights(tf, model, zeros);
      const { input } = problem(5, 1);
      const { accuracy } = await evaluateModel(model, { input, labels: [0, 1, 2, 0, 2] });
      expect(accuracy).toBe(2 / 5);
      model.dispose();
    });
  });

  describe("unsortedSegmentSum", () => {
    const rows = Float32Array.from({ length: 15 }, (_, k) => Math.sin(k));
    const sumsBy = (segments: readonly number[]) =>
      Float32Array.from({ length: 21 }, (_, k) =>
        segments.reduce(
          (sum, segment, i) => (segment * 3 + (k % 3) === k ? sum + rows[i * 3 + (k % 3)]! : sum),
          0,
        ),
      );
    const near = (found: ArrayLike<number>, expected: Float32Array) =>
      expectClose(
        new Matrix(Float64Array.from(found), [7, 3]),
        new Matrix(Float64Array.from(expected), [7, 3]),
        FLOAT,
      );

    test("adds rows by segment, without those of no segment", () => {
      tf.tidy(() => {
        const segments = tf.tensor1d([6, 0, 6, 2, -1], "int32");
        const sums = tf.unsortedSegmentSum(tf.tensor2d(rows, [5, 3]), segments, 7);
        near(sums.dataSync(), sumsBy([6, 0, 6, 2, -1]));
      });
    });

    test("adds whole numbers as such", () => {
      tf.tidy(() => {
        const segments = tf.tensor1d([1, 0, 1], "int32");
        const sums = tf.unsortedSegmentSum(tf.tensor1d([2, 3, 5], "int32"), segments, 2);
        expect(sums.dtype).toBe("int32");
        expect([...sums.dataSync()]).toEqual([3, 7]);
      });
    });

    test("is the gradient of looking rows up", () => {
      tf.tidy(() => {
        const looked = tf.tensor1d([6, 0, 6, 2, 2], "int32");
        const factor = tf.tensor2d(rows, [5, 3]);
        const gradient = tf.grad((x) => tf.gather(x, looked).mul(factor).sum());
        near(gradient(tf.ones([7, 3])).dataSync(), sumsBy([6, 0, 6, 2, 2]));
      });
    });
  });
}
