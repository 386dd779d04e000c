/** @file Our layers as TensorFlow.js uses any: counted, saved, trained, told of padding. */

import type { LayersModel, Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { random } from "../../../src/matrix/index.js";
import type { Tf } from "../../../src/tensorflow/backend.js";
import {
  denseLayer,
  fit as fitModel,
  getWeights,
  globalAveragePooling1d,
  loadTensorFlow,
  modelGradients,
  multiHeadAttention,
  packModel,
  setWeights,
  transformerEncoder,
  unpackModel,
} from "../../../src/tensorflow/index.js";
import { chain } from "../byHand.js";
import { everyLayer, FEATURES, ids, maskedEmbedding } from "../everyLayer.js";
import { living } from "../leaks.js";

function predict(tf: Tf, model: LayersModel, inputs: readonly ReturnType<typeof ids>[]): number[] {
  const given = inputs.map(({ data, shape }) => tf.tensor2d(data, [...shape], "int32"));
  const output = model.predict(given) as Tensor;
  const numbers = [...output.dataSync()];
  for (const each of [...given, output]) each.dispose();
  return numbers;
}

export function testLayers(): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadTensorFlow());
  });

  describe("a model of our layers", () => {
    test("counts its weights, with Keras's names and in Keras's order", () => {
      const model = everyLayer(tf);
      const lines: string[] = [];
      model.summary(undefined, undefined, (line: string) => lines.push(line));
      const [H, K, V, D] = [3, 4, 2, FEATURES];
      const counted = 2 * (D * H * K + H * K) + (D * H * V + H * V) + (H * V * D + D);
      const layer = model.layers.find((each) => each.getClassName() === "MultiHeadAttention")!;
      expect(layer.countParams()).toBe(counted);
      expect(lines.join("\n")).toMatch(new RegExp(`Total params: ${model.countParams()}\n`));
      expect(model.countParams()).toBe(
        getWeights(model).reduce((sum, { data }) => sum + data.length, 0),
      );
      const encoder = model.layers.find((each) => each.getClassName() === "TransformerEncoder")!;
      const names = encoder.weights.map(({ originalName }) => originalName.replace(/^[^/]*\//, ""));
      expect(names).toEqual([
        ...["query", "key", "value", "attention_output"].flatMap((part) => [
          `attention/${part}/kernel`,
          `attention/${part}/bias`,
        ]),
        ...["attention_norm/gamma", "attention_norm/beta"],
        ...["hidden", "output"].flatMap((part) => [
          `feed_forward/${part}/kernel`,
          `feed_forward/${part}/bias`,
        ]),
        ...["feed_forward_norm/gamma", "feed_forward_norm/beta"],
      ]);
      model.dispose();
    });

    test("predicts the same when it is saved and loaded, by us and by TensorFlow.js", async () => {
      const model = everyLayer(tf, 0.25);
      const drawn = random(1);
      const shuffled = getWeights(model).map(({ data, shape }) => ({
        data: data.map(() => drawn.uniform(-0.5, 0.5)),
        shape,
      }));
      setWeights(tf, model, shuffled);
      const inputs = [ids(2, 5), ids(3, 5)];
      const expected = predict(tf, model, inputs);
      const packed = await packModel(model);
      const loaded = await unpackModel(packed);
      expect(predict(tf, loaded, inputs)).toEqual(expected);
      expect((await packModel(loaded)).json).toBe(packed.json);
      const { modelTopology, weightsManifest } = JSON.parse(packed.json);
      const theirs = await tf.loadLayersModel(
        tf.io.fromMemory({
          modelTopology,
          weightSpecs: weightsManifest[0].weights,
          weightData: packed.weights.slice().buffer,
        }),
      );
      expect(predict(tf, theirs, inputs)).toEqual(expected);
      const rebuilt = await tf.models.modelFromJSON(JSON.parse(model.toJSON() as string));
      setWeights(tf, rebuilt, getWeights(model));
      expect(predict(tf, rebuilt, inputs)).toEqual(expected);
      for (const each of [model, loaded, theirs, rebuilt]) each.dispose();
    });

    test("is trained by TensorFlow.js's own fit, every weight of it, without a leak", async () => {
      const model = everyLayer(tf, 0.125);
      const before = getWeights(model);
      model.compile({ optimizer: "adam", loss: "sparseCategoricalCrossentropy" });
      const given = [ids(4, 16), ids(5, 16)].map(({ data, shape }) =>
        tf.tensor2d(data, [...shape], "int32"),
      );
      const labels = tf.tensor1d(Array.from({ length: 16 }, (_, i) => i % 3));
      const tensors: number[] = [];
      const { history } = await model.fit(given, labels, {
        epochs: 8,
        batchSize: 4,
        verbose: 0,
        callbacks: { onEpochEnd: async () => void tensors.push(tf.memory().numTensors) },
      });
      const losses = history.loss as number[];
      expect(losses.at(-1)!).toBeLessThan(losses[0]!);
      for (const [k, { data }] of getWeights(model).entries()) {
        expect(data, `weight ${k}`).not.toEqual(before[k]!.data);
      }
      expect(tensors.slice(2)).toEqual(tensors.slice(2).fill(tensors[2]!));
      for (const each of [...given, labels]) each.dispose();
      model.dispose();
    });

    test("is trained by our fit, without a leak over its steps", async () => {
      const model = everyLayer(tf, 0.125);
      const examples = {
        inputs: [ids(6, 33), ids(7, 33)],
        labels: Array.from({ length: 33 }, (_, i) => i % 3),
      };
      const counts: ReturnType<typeof living>[] = [];
      const options = { epochs: 12, batchSize: 8, learningRate: 0.01, random: random(8) };
      const { epochs } = await fitModel(model, examples, {
        ...options,
        onBatch: () => void counts.push(living(tf)),
      });
      expect(counts).toHaveLength(60);
      expect(counts.slice(1)).toEqual(counts.slice(1).fill(counts[1]!));
      expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss / 1.5);
      await modelGradients(model, examples);
      const before = living(tf);
      await fitModel(model, examples, { ...options, epochs: 1 });
      await modelGradients(model, examples);
      expect(living(tf)).toEqual(before);
      model.dispose();
    });

    test("gives back all that it held", async () => {
      const before = tf.memory().numTensors;
      const model = everyLayer(tf);
      predict(tf, model, [ids(1, 2), ids(2, 2)]);
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    test("does not see padding, through TensorFlow.js's own layers either", () => {
      const input = tf.input({ shape: [null], dtype: "int32" });
      const embedded = chain(
        input,
        maskedEmbedding(tf, 1),
        tf.layers.dropout({ rate: 0.5 }),
        denseLayer(tf, { units: FEATURES, activation: "tanh", seed: 2 }),
      );
      const attended = multiHeadAttention(tf, { numHeads: 2, keyDim: 5, seed: 3 }).apply(embedded);
      const sum = tf.layers.add().apply([embedded, attended, embedded] as (typeof embedded)[]);
      const output = chain(
        sum as typeof embedded,
        tf.layers.activation({ activation: "linear" }),
        globalAveragePooling1d(tf),
      );
      const model = tf.model({ inputs: input, outputs: output });
      const short = predict(tf, model, [{ data: Int32Array.of(3, 5, 7), shape: [1, 3] }]);
      const long = predict(tf, model, [{ data: Int32Array.of(3, 5, 7, 0, 0), shape: [1, 5] }]);
      for (const [k, entry] of long.entries()) expect(entry).toBeCloseTo(short[k]!, 6);
      const other = predict(tf, model, [{ data: Int32Array.of(3, 5, 7, 9, 0), shape: [1, 5] }]);
      expect(Math.abs(other[0]! - short[0]!)).toBeGreaterThan(1e-4);
      model.dispose();
    });

    test("lets no token see what comes after it", () => {
      const layer = transformerEncoder(tf, {
        numHeads: 2,
        hiddenFeatures: 5,
        useCausalMask: true,
        seed: 1,
        inputShape: [null, FEATURES],
      });
      const model = tf.sequential({ layers: [layer] });
      tf.tidy(() => {
        const whole = tf.randomNormal([1, 5, FEATURES], 0, 1, "float32", 2);
        const [all, first] = [whole, tf.slice(whole, [0, 0, 0], [1, 3, FEATURES])].map((x) =>
          (model.predict(x) as Tensor).dataSync(),
        );
        for (const [k, entry] of first!.entries()) expect(all![k]).toBeCloseTo(entry, 5);
      });
      model.dispose();
    });

    test("draws the same weights for the same seed only, within Glorot's limits", () => {
      const drawn = [5, 5, 6].map((seed) => {
        const layer = multiHeadAttention(tf, { numHeads: 7, keyDim: 11, seed });
        tf.tidy(() => void layer.apply(tf.zeros([1, 13, 17])));
        const weights = layer.getWeights().map((weight) => [...weight.dataSync()]);
        layer.dispose();
        return weights;
      });
      expect(drawn[0]).toEqual(drawn[1]);
      expect(drawn[0]).not.toEqual(drawn[2]);
      const [query, bias, key] = drawn[0] as [number[], number[], number[]];
      expect(query).not.toEqual(key);
      expect(bias).toEqual(bias.map(() => 0));
      const limit = Math.sqrt(6 / (17 + 7 * 11));
      const largest = Math.max(...query.map(Math.abs));
      expect(largest).toBeLessThanOrEqual(limit);
      expect(largest).toBeGreaterThan(0.98 * limit);
    });
  });
}
