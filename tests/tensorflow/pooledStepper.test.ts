/** @file The native stepper of embedding, attention, mean and dense layers, against the same by hand. */

import { beforeAll, describe, expect, test } from "vitest";
import { Matrix, normalMatrix, random } from "../../src/matrix/index.js";
import { type AttentionClassifier, adam } from "../../src/network/index.js";
import type { Tf } from "../../src/tensorflow/backend.js";
import { readClassifier } from "../../src/tensorflow/classifier.js";
import { graphStepper } from "../../src/tensorflow/graphStepper.js";
import {
  denseLayer,
  getWeights,
  globalAveragePooling1d,
  loadTensorFlow,
  type MultiHeadAttentionOptions,
  multiHeadAttention,
  setWeights,
  tokenEmbedding,
} from "../../src/tensorflow/index.js";
import { pooledStepper } from "../../src/tensorflow/native/pooled/stepper.js";
import { readPooledAttention } from "../../src/tensorflow/pooledAttention.js";
import type { Stepper } from "../../src/tensorflow/stepper.js";
import { expectClose } from "../helpers.js";
import { title, whyNotNative } from "./available.js";
import { living } from "./leaks.js";
import { byHand, classifier, inOrder, LENGTH, sizes, texts } from "./pooledText.js";

describe.skipIf(whyNotNative() !== null)(title("native"), () => {
  let tf: Tf;
  beforeAll(async () => {
    process.env.COURSE_BACKEND = "native";
    ({ tf } = await loadTensorFlow());
  });

  /** Calls `use` with a stepper that starts with the weights of `layer`. */
  function withStepper(layer: AttentionClassifier, use: (stepper: Stepper) => void): void {
    const parameters = inOrder(layer).map(({ data }) => Float32Array.from(data));
    const zeros = () => parameters.map(({ length }) => new Float32Array(length));
    const adam = { steps: 0, mean: zeros(), square: zeros() };
    const stepper = pooledStepper(tf, sizes, { parameters, adam });
    try {
      use(stepper);
    } finally {
      stepper.dispose();
    }
  }

  test.each([1, 8, 19])("has the loss and the gradients of %i texts by hand", (count) => {
    const layer = classifier(1);
    const batch = texts(count, 2);
    const expected = byHand(layer, batch);
    withStepper(layer, (stepper) => {
      const { loss, right, weight } = stepper.evaluate(batch);
      expect(loss / count).toBeCloseTo(expected.loss, 5);
      expect({ right, weight }).toEqual({ right: expected.right, weight: count });
      for (const [k, gradient] of stepper.gradients(batch).entries()) {
        const { shape } = expected.gradients[k]!;
        const found = new Matrix(Float64Array.from(gradient), shape);
        expectClose(found, expected.gradients[k]!, { rtol: 1e-5, atol: 2e-6 });
      }
    });
  });

  test("takes the steps of Adam by hand", () => {
    const layer = classifier(3);
    const optimizer = adam({ learningRate: 0.01 });
    withStepper(layer, (stepper) => {
      for (const seed of [4, 5, 6]) {
        const batch = texts(13, seed);
        const { loss, gradients } = byHand(layer, batch);
        expect(stepper.step(batch, 0.01).loss / 13).toBeCloseTo(loss, 4);
        stepByHand(layer, (matrices) => optimizer.step(matrices, gradients));
      }
      const { parameters, adam: memory } = stepper.state();
      expect(memory.steps).toBe(3);
      for (const [k, { data, shape }] of inOrder(layer).entries()) {
        const found = new Matrix(Float64Array.from(parameters[k]!), shape);
        expectClose(found, new Matrix(data, shape), { rtol: 1e-4, atol: 1e-4 });
      }
    });
  });

  test("moves no key bias and no vector of padding: their gradients are 0", () => {
    withStepper(classifier(7), (stepper) => {
      const gradients = stepper.gradients(texts(11, 8));
      expect(new Set(gradients[KEY_BIAS])).toEqual(new Set([0]));
      expect(new Set(gradients[0]!.subarray(0, sizes.width))).toEqual(new Set([0]));
    });
  });

  test("is not moved by a loss that is not finite, nor by a text without tokens", () => {
    withStepper(classifier(9), (stepper) => {
      const before = stepper.state();
      const batch = texts(5, 10);
      batch.inputs[0].fill(0, 2 * LENGTH, 3 * LENGTH);
      const empty = "model: text 2 must have a token, got only padding";
      expect(() => stepper.step(batch, 0.01)).toThrow(new RangeError(empty));
      expect(stepper.state()).toEqual(before);
    });
    const layer = classifier(9);
    layer.dense.layers[0]!.weight.data.fill(3e38);
    layer.dense.layers[1]!.weight.data.fill(3e38);
    withStepper(layer, (stepper) => {
      const before = stepper.state();
      expect(() => stepper.step(texts(5, 10), 0.01)).toThrow("model: the loss must be finite, got");
      expect(stepper.state()).toEqual(before);
    });
  });

  /** A model of these layers, with weights of size one. */
  function model({ units = [17, 1], ...options }: Partial<MultiHeadAttentionOptions> & Units = {}) {
    const { vocabulary, width, numHeads, keyDim, valueDim, outputs } = sizes;
    const table = { inputDim: vocabulary, outputDim: width, maskZero: true, seed: 1 };
    const heads = { numHeads, keyDim, valueDim, outputShape: outputs, seed: 2 };
    const model = tf.sequential();
    model.add(tokenEmbedding(tf, { ...table, inputShape: [LENGTH] }));
    model.add(multiHeadAttention(tf, { ...heads, ...options }));
    model.add(globalAveragePooling1d(tf));
    for (const [l, size] of units.entries()) {
      const activation = l === units.length - 1 ? "linear" : "tanh";
      model.add(denseLayer(tf, { units: size, activation, seed: 3 }));
    }
    const weights = getWeights(model).map(({ shape }, k) => normalMatrix(random(k), shape, 0, 0.7));
    setWeights(tf, model, weights);
    return model;
  }

  test("is told the sizes of a model", () => {
    const text = model();
    expect(readPooledAttention(text)).toEqual(sizes);
    text.dispose();
    const others = [{ dropout: 0.1 }, { useCausalMask: true }, { useBias: false }, { keyDim: 3 }];
    for (const options of others) {
      const other = model(options);
      expect(readPooledAttention(other)).toBeUndefined();
      other.dispose();
    }
  });

  test.each([[[17, 1]], [[3]]])(
    "has the gradients of TensorFlow.js with dense layers %j",
    (units) => {
      const text = model({ units });
      const readable = readClassifier("test", text);
      const parameters = getWeights(text).map(({ data }) => Float32Array.from(data));
      const zeros = () => parameters.map(({ length }) => new Float32Array(length));
      const state = { parameters, adam: { steps: 0, mean: zeros(), square: zeros() } };
      const steppers = [
        graphStepper(tf, text, readable, state),
        pooledStepper(tf, readPooledAttention(text)!, state),
      ];
      const batch = texts(19, 15);
      const [general, own] = steppers.map((stepper) => stepper.gradients(batch));
      const [result, ownResult] = steppers.map((stepper) => stepper.evaluate(batch));
      expect(ownResult!.loss).toBeCloseTo(result!.loss, 4);
      expect(ownResult!.right).toBe(result!.right);
      for (const [k, gradient] of general!.entries()) {
        const shape = [1, gradient.length] as const;
        const [a, b] = [own![k]!, gradient].map(
          (data) => new Matrix(Float64Array.from(data), shape),
        );
        expectClose(a!, b!, { rtol: 1e-5, atol: 2e-6 });
      }
      for (const stepper of steppers) stepper.dispose();
      text.dispose();
    },
  );

  test("leaves no tensor behind", () => {
    const start = living(tf);
    withStepper(classifier(11), (stepper) => {
      const run = () => {
        stepper.step(texts(13, 12), 0.01);
        stepper.evaluate(texts(3, 13));
        stepper.gradients(texts(17, 14));
        stepper.state();
      };
      run();
      const before = living(tf);
      run();
      expect(living(tf)).toEqual(before);
    });
    expect(living(tf)).toEqual(start);
  });
});

interface Units {
  /** of the dense layers */
  readonly units?: readonly number[];
}

/** Where the key bias is among the parameters. */
const KEY_BIAS = 4;

/** Lets `step` change the matrices of a classifier in the order of Keras. */
function stepByHand(layer: AttentionClassifier, step: (matrices: Matrix[]) => void): void {
  const packed = inOrder(layer);
  step(packed);
  unpack(layer, packed);
}

/** Writes packed heads back into the heads of a classifier. */
function unpack({ attention }: AttentionClassifier, packed: readonly Matrix[]): void {
  for (const [p, name] of (["query", "key", "value"] as const).entries()) {
    const [weight, bias] = [packed[1 + 2 * p]!, packed[2 + 2 * p]!];
    for (const [h, head] of attention.heads.entries()) {
      for (const [target, source] of [
        [head[name].weight, weight],
        [head[name].bias!, bias],
      ] as const) {
        const [rows, cols] = target.shape;
        for (let i = 0; i < rows; ++i) {
          const from = i * source.shape[1] + h * cols;
          target.data.set(source.data.subarray(from, from + cols), i * cols);
        }
      }
    }
  }
}
