/** @file Models of Keras 3, read from the bytes of a `.keras` file or of weights alone. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { loadTensorFlow, type Tf } from "../backend.js";
import { setAdamMemory } from "../training.js";
import { assign } from "../weights.js";
import { findMemory } from "./adam.js";
import { readHdf5 } from "./hdf5.js";
import { isObject, type Json } from "./json.js";
import { makeLayer } from "./readLayer.js";
import { type Row, readRow } from "./readRow.js";
import { findWeights } from "./weights.js";
import { unzip } from "./zip.js";

export interface ReadKerasOptions {
  /** whether Adam's memory is read, so that `fit` goes on where Keras's ended; defaults to true */
  readonly optimizer?: boolean;
}

/**
 * The model in a `.keras` file that Keras 3 or `writeKeras` made: the same layers by the same names,
 * the same weights to the bit, and Adam's memory. The learning rate is told to `fit`.
 *
 * Layers are Dense, Embedding, MultiHeadAttention of a sequence to itself, GlobalAveragePooling1D and
 * Flatten, in a row, in 32 bits. `h5wasm` and `@zip.js/zip.js` are loaded when this is called.
 *
 * @param bytes - of the whole file
 * @throws RangeError if the file is damaged, incomplete, or says anything of the model that is not
 * known here; it names the layer. Error if a package is not installed.
 */
export async function readKeras(
  bytes: Uint8Array,
  { optimizer = true }: ReadKerasOptions = {},
): Promise<LayersModel> {
  const where = "readKeras";
  const { tf } = await loadTensorFlow();
  const entries = await unzip(where, bytes);
  const entry = (name: string) => {
    const found = entries.get(name);
    if (found) return found;
    const names = [...entries.keys()].join(", ");
    throw new RangeError(`${where}: the file must have ${name}, got ${names || "nothing"}`);
  };
  const config = parse(where, entry("config.json"));
  const arrays = await readHdf5(where, entry("model.weights.h5"));
  const model = build(tf, readRow(where, config));
  try {
    assign(tf, model, findWeights(where, model, arrays));
    const compiled = isObject(config.compile_config) ? config.compile_config : {};
    const memory = optimizer ? findMemory(where, model, compiled, arrays) : undefined;
    if (memory) setAdamMemory(model, memory);
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * Gives a model the weights in a `.weights.h5` file, which Keras's `save_weights` or
 * `writeKerasWeights` made for a model of the same layers.
 *
 * @throws RangeError unless the file holds all weights of the model and no others; the model is then
 * as it was.
 */
export async function readKerasWeights(model: LayersModel, bytes: Uint8Array): Promise<void> {
  const where = "readKerasWeights";
  const { tf } = await loadTensorFlow();
  assign(tf, model, findWeights(where, model, await readHdf5(where, bytes)));
}

function build(tf: Tf, row: Row): LayersModel {
  const { inputName, inputShape, inputDtype, layers, name } = row;
  if (row.isSequential) {
    const model = tf.sequential({ name });
    for (const [l, told] of layers.entries()) {
      const place = { name: told.name, ...(l === 0 ? { inputShape } : {}) };
      model.add(makeLayer(tf, told, place));
    }
    return model;
  }
  const input = tf.input({ shape: inputShape, dtype: inputDtype, name: inputName });
  let output = input;
  for (const told of layers) {
    output = makeLayer(tf, told, { name: told.name }).apply(output) as SymbolicTensor;
  }
  return tf.model({ inputs: input, outputs: output, name });
}

function parse(where: string, bytes: Uint8Array): Json {
  const text = new TextDecoder().decode(bytes);
  try {
    return Object(JSON.parse(text)) as Json;
  } catch (cause) {
    const got = `got ${text.length} characters: ${(cause as Error).message}`;
    throw new RangeError(`${where}: config.json must be JSON, ${got}`, { cause });
  }
}
