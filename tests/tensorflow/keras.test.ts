/** @file Files of Keras without Keras: what is written is read again, number by number. */

import type { LayersModel } from "@tensorflow/tfjs";
import { assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../src/matrix/index.js";
import {
  fit as fitModel,
  getWeights,
  listKeras,
  modelFromMlp,
  readKeras,
  readKerasWeights,
  writeKeras,
  writeKerasWeights,
} from "../../src/tensorflow/index.js";
import { readHdf5 } from "../../src/tensorflow/keras/hdf5.js";
import { unzip } from "../../src/tensorflow/keras/zip.js";
import { adamMemory } from "../../src/tensorflow/training.js";
import { kept, small, texts, tf } from "./kerasModels.js";
import { living } from "./leaks.js";
import { network, problem } from "./problem.js";

describe("writeKeras and readKeras", () => {
  test("give the same layers and weights, to the bit", async () => {
    const options = record({
      heads: integer({ min: 1, max: 3 }),
      keyDim: integer({ min: 1, max: 5 }),
      valueDim: integer({ min: 1, max: 5 }),
      features: integer({ min: 1, max: 7 }),
      useBias: constantFrom(true, false),
      useCausalMask: constantFrom(true, false),
    });
    const property = asyncProperty(options, async (drawn) => {
      const model = texts(drawn);
      const again = kept(await readKeras(await writeKeras(model)));
      expect(getWeights(again)).toEqual(getWeights(model));
      expect(again.name).toBe("texts");
      const told = (one: LayersModel) =>
        one.layers.map((layer) => {
          const { seed, ...config } = layer.getConfig();
          const rest = Object.entries(config).filter(([key]) => !/nitializer$/.test(key));
          return [layer.getClassName(), Object.fromEntries(rest)];
        });
      expect(told(again)).toEqual(told(model));
    });
    await assert(property, { numRuns: 10 });
  });

  test("keep Adam's memory, so that training goes on as if nothing had been", async () => {
    const model = kept(modelFromMlp(tf, network(3)));
    const examples = problem(17, 5);
    const train = (one: LayersModel) =>
      fitModel(one, examples, { epochs: 2, batchSize: 5, random: random(7) });
    await train(model);
    const bytes = await writeKeras(model);
    const again = kept(await readKeras(bytes));
    expect(adamMemory(again)).toEqual(adamMemory(model));
    const fresh = kept(await readKeras(bytes, { optimizer: false }));
    expect(adamMemory(fresh)).toBeUndefined();
    const [one, other] = [await train(model), await train(again)];
    expect(other.batchLosses).toEqual(one.batchLosses);
    expect(getWeights(again)).toEqual(getWeights(model));
  });

  test("leave nothing on the backend but the model", async () => {
    const model = kept(modelFromMlp(tf, network(4)));
    (await readKeras(await writeKeras(model))).dispose();
    const before = living(tf);
    (await readKeras(await writeKeras(model))).dispose();
    await readKerasWeights(model, await writeKerasWeights(model));
    expect(living(tf)).toEqual(before);
  });

  test("name the arrays as Keras does", async () => {
    const entries = await unzip("test", await writeKeras(texts(small)));
    expect([...entries.keys()]).toEqual(["metadata.json", "config.json", "model.weights.h5"]);
    const arrays = await readHdf5("test", entries.get("model.weights.h5")!);
    const shapes = [...arrays].map(([path, { shape }]) => [path, shape]);
    const look = "layers/multi_head_attention";
    expect(Object.fromEntries(shapes)).toEqual({
      "layers/embedding/vars/0": [31, 7],
      [`${look}/query_dense/vars/0`]: [7, 2, 3],
      [`${look}/query_dense/vars/1`]: [2, 3],
      [`${look}/key_dense/vars/0`]: [7, 2, 3],
      [`${look}/key_dense/vars/1`]: [2, 3],
      [`${look}/value_dense/vars/0`]: [7, 2, 5],
      [`${look}/value_dense/vars/1`]: [2, 5],
      [`${look}/output_dense/vars/0`]: [2, 5, 11],
      [`${look}/output_dense/vars/1`]: [11],
      "layers/dense/vars/0": [11, 3],
      "layers/dense/vars/1": [3],
      "layers/dense_1/vars/0": [3, 2],
      "layers/dense_1/vars/1": [2],
    });
  });
});

test("listKeras tells of files and arrays, with their bytes", async () => {
  const list = await listKeras(await writeKeras(kept(modelFromMlp(tf, network(2)))));
  const weights = "model.weights.h5/layers";
  expect(list.slice(0, 2).map(({ path }) => path)).toEqual(["metadata.json", "config.json"]);
  expect(list.slice(3)).toEqual([
    { path: `${weights}/dense/vars/0`, bytes: 4 * 13 * 7, dtype: "float32", shape: [13, 7] },
    { path: `${weights}/dense/vars/1`, bytes: 4 * 7, dtype: "float32", shape: [7] },
    { path: `${weights}/dense_1/vars/0`, bytes: 4 * 7 * 5, dtype: "float32", shape: [7, 5] },
    { path: `${weights}/dense_1/vars/1`, bytes: 4 * 5, dtype: "float32", shape: [5] },
    { path: `${weights}/dense_2/vars/0`, bytes: 4 * 5 * 3, dtype: "float32", shape: [5, 3] },
    { path: `${weights}/dense_2/vars/1`, bytes: 4 * 3, dtype: "float32", shape: [3] },
  ]);
});
