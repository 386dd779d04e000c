/** @file Files of Keras that are not understood, and models that have no equal there: refused. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { random } from "../../src/matrix/index.js";
import {
  denseLayer,
  fit as fitModel,
  getWeights,
  layerNormalization,
  modelFromMlp,
  readKeras,
  readKerasWeights,
  writeKeras,
  writeKerasWeights,
} from "../../src/tensorflow/index.js";
import { type Hdf5Array, readHdf5, writeHdf5 } from "../../src/tensorflow/keras/hdf5.js";
import { unzip, zipUp } from "../../src/tensorflow/keras/zip.js";
import { kept, small, texts, tf } from "./kerasModels.js";
import { network, problem } from "./problem.js";

/** Whole messages. */
async function expectRefusal(run: Promise<unknown>, message: string): Promise<void> {
  await expect(run).rejects.toThrow(new RangeError(message));
}

/** A file with its configuration changed. */
async function withConfig(model: LayersModel, change: (text: string) => string) {
  const entries = new Map(await unzip("test", await writeKeras(model)));
  const text = new TextDecoder().decode(entries.get("config.json"));
  const changed = change(text);
  expect(changed).not.toBe(text);
  return await zipUp("test", entries.set("config.json", new TextEncoder().encode(changed)));
}

/** A file with its arrays changed. */
async function withArrays(model: LayersModel, change: (arrays: Map<string, Hdf5Array>) => void) {
  const entries = new Map(await unzip("test", await writeKeras(model)));
  const arrays = new Map(await readHdf5("test", entries.get("model.weights.h5")!));
  change(arrays);
  const bytes = await writeHdf5("test", { arrays, names: new Map() });
  return await zipUp("test", entries.set("model.weights.h5", bytes));
}

describe("readKeras refuses", () => {
  const dense = () => kept(modelFromMlp(tf, network(2)));

  test("a file that is cut short, has another content, or has changed by one bit", async () => {
    const bytes = await writeKeras(dense());
    const zip = "readKeras: the file must be a whole zip archive";
    const cut = bytes.subarray(0, 1000);
    await expectRefusal(
      readKeras(cut),
      `${zip}, got 1000 bytes: End of central directory not found`,
    );
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    await expectRefusal(readKeras(bytes), `${zip}, got ${bytes.length} bytes: Invalid CRC32`);
    const other = await zipUp("test", new Map([["notes.txt", Uint8Array.of(65)]]));
    await expectRefusal(
      readKeras(other),
      "readKeras: the file must have config.json, got notes.txt",
    );
  });

  test("weights that are no HDF5, or half of one", async () => {
    const entries = new Map(await unzip("test", await writeKeras(dense())));
    const whole = entries.get("model.weights.h5")!;
    const half = whole.subarray(0, whole.length / 2);
    const zip = await zipUp("test", entries.set("model.weights.h5", half));
    await expect(readKeras(zip)).rejects.toThrow(
      /^readKeras: the weights must be a whole HDF5 file, got \d+ bytes: truncated file: eof = \d+/,
    );
    const none = await zipUp("test", entries.set("model.weights.h5", new Uint8Array(83)));
    await expectRefusal(
      readKeras(none),
      "readKeras: the weights must be a whole HDF5 file, got 83 bytes: file signature not found",
    );
  });

  test("a configuration that is no JSON", async () => {
    const zip = await withConfig(dense(), () => "{");
    await expect(readKeras(zip)).rejects.toThrow(
      /^readKeras: config\.json must be JSON, got 1 characters: /,
    );
  });

  test.each([
    [
      '"class_name":"Dense"',
      '"class_name":"LSTM"',
      /^readKeras: layers must be Dense, Embedding, MultiHeadAttention, GlobalAveragePooling1D, Flatten, got LSTM "dense_\w+"$/,
    ],
    ['"relu"', '"selu"', /activation must be linear, relu, sigmoid, softmax or tanh, got "selu"$/],
    [
      '"dtype":"float32","units"',
      '"dtype":"float16","units"',
      /dtype must be float32, got "float16"$/,
    ],
    ['"use_bias":true', '"use_bias":1', /use_bias must be true or false, got 1$/],
    [
      '"trainable":true',
      '"trainable":false',
      /^readKeras: layer "\w+": trainable must be true, got false$/,
    ],
    ['"units":7', '"units":7,"lora_rank":3', /lora_rank must be null, got 3$/],
    ['"Sequential"', '"Model"', /class_name must be Sequential or Functional, got "Model"$/],
    [
      "[null,13]",
      "[5,13]",
      /^readKeras: the input: batch_shape must be a list that begins with null, got \[5,13\]$/,
    ],
  ])("%s made %s", async (from, to, message) => {
    const zip = await withConfig(dense(), (text) => text.replace(from, to));
    await expect(readKeras(zip)).rejects.toThrow(message);
  });

  test.each([
    [
      '"keras_history":["look",0,0]',
      '"keras_history":["ids",0,0]',
      /its inputs must come from "look", got "ids"$/,
    ],
    [
      '"attention_axes":[1]',
      '"attention_axes":[1,2]',
      /layer "look": attention_axes must be \[1\], got \[1,2\]$/,
    ],
    ['"kwargs":{}', '"kwargs":{"training":true}', /training must be null, got true$/],
  ])("in a functional model, %s made %s", async (from, to, message) => {
    const zip = await withConfig(texts(small), (text) => text.replace(from, to));
    await expect(readKeras(zip)).rejects.toThrow(message);
  });

  test("weights that are missing, too many, of another shape or type, or not finite", async () => {
    const [path, beyond] = ["layers/dense_1/vars/0", "layers/dense_3/vars/0"];
    const model = dense();
    const { name } = model.layers[1]!;
    const must = `readKeras: weight 0 of layer "${name}" must be float32 [7, 5]`;
    const five = { shape: [5], dtype: "float32", data: new Float32Array(5) };
    const long = { shape: [7, 5], dtype: "int64", data: new BigInt64Array(35) };
    const nan = { shape: [7, 5], dtype: "float32", data: new Float32Array(35).fill(NaN, 3) };
    const files: [(arrays: Map<string, Hdf5Array>) => unknown, string][] = [
      [(arrays) => arrays.delete(path), `${must}, got nothing at ${path}`],
      [(arrays) => arrays.set(path, five), `${must}, got float32 [5] at ${path}`],
      [(arrays) => arrays.set(path, long), `${must}, got int64 [7, 5] at ${path}`],
      [
        (arrays) => arrays.set(path, nan),
        `readKeras: weight 0 of layer "${name}" must be finite, got NaN at index 3`,
      ],
      [
        (arrays) => arrays.set(beyond, five),
        `readKeras: every array must belong to a layer of the model, got ${beyond}`,
      ],
    ];
    for (const [change, message] of files) {
      await expectRefusal(readKeras(await withArrays(model, change)), message);
    }
  });

  test("another optimiser than Keras's Adam, unless told to leave it", async () => {
    const model = dense();
    await fitModel(model, problem(11, 5), { epochs: 1, batchSize: 11, random: random(1) });
    const zip = await withConfig(model, (text) => text.replace('"Adam"', '"Lion"'));
    const must = "optimizer must be Adam, or readKeras told { optimizer: false }";
    await expectRefusal(readKeras(zip), `readKeras: compile_config: ${must}, got "Lion"`);
    kept(await readKeras(zip, { optimizer: false }));
    const slow = await withConfig(model, (text) => text.replace("0.999", "0.99"));
    await expectRefusal(readKeras(slow), "readKeras: optimizer: beta_2 must be 0.999, got 0.99");
  });
});

describe("writeKeras refuses", () => {
  test("a layer that has no equal in Keras here", async () => {
    const model = kept(tf.sequential());
    model.add(layerNormalization(tf, { inputShape: [5, 3], name: "norm" }));
    const must = "Dense, TokenEmbedding, MultiHeadAttention, MaskedAveragePooling1D, Flatten";
    await expectRefusal(
      writeKeras(model),
      `writeKeras: layers must be ${must}, got LayerNorm "norm"`,
    );
  });

  test("a branch", async () => {
    const input = tf.input({ shape: [3], name: "x" });
    const one = denseLayer(tf, { units: 5, seed: 1 }).apply(input) as SymbolicTensor;
    const last = tf.layers.dense({ units: 2, name: "last" }).apply(one) as SymbolicTensor;
    const model = kept(tf.model({ inputs: input, outputs: [last, one] }));
    await expectRefusal(
      writeKeras(model),
      "writeKeras: outputs of the model and 1 must be equal, got 2 and 1",
    );
  });
});

test("readKerasWeights leaves a model as it was if the weights are another model's", async () => {
  const model = kept(modelFromMlp(tf, network(5)));
  const before = getWeights(model);
  const bytes = await writeKerasWeights(texts(small));
  await expect(readKerasWeights(model, bytes)).rejects.toThrow(
    /^readKerasWeights: weight 0 of layer/,
  );
  expect(getWeights(model)).toEqual(before);
});
