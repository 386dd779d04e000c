/** @file Models as bytes that Keras 3 loads: a `.keras` file, or weights alone. */

import type { LayersModel } from "@tensorflow/tfjs";
import { adamMemory } from "../training.js";
import { collectMemory, compileConfig, GROUP } from "./adam.js";
import { writeHdf5 } from "./hdf5.js";
import { collectWeights } from "./weights.js";
import { writeConfig } from "./writeConfig.js";
import { type Entries, zipUp } from "./zip.js";

/** The Keras that the tests load the files with. */
const KERAS = "3.15.1";

/**
 * A model as the bytes of a `.keras` file for `keras.saving.load_model`: layers by their names,
 * weights, and, if `fit` has trained it, Adam, its memory and the loss, so that Keras's `fit` goes on.
 *
 * Layers and packages are those of `readKeras`.
 *
 * @throws RangeError if a layer has no equal in Keras here, or reads another than the one before it.
 */
export async function writeKeras(model: LayersModel): Promise<Uint8Array> {
  const where = "writeKeras";
  const memory = adamMemory(model);
  const compiled = memory ? compileConfig(model) : {};
  const config = { ...writeConfig(where, model), compile_config: compiled };
  const { arrays, names } = collectWeights(where, model);
  const all = memory ? new Map([...arrays, ...collectMemory(memory, model)]) : arrays;
  if (memory) (names as Map<string, string>).set(GROUP, "adam");
  const entries: Entries = new Map([
    ["metadata.json", encode({ keras_version: KERAS, date_saved: now() })],
    ["config.json", encode(config)],
    ["model.weights.h5", await writeHdf5(where, { arrays: all, names })],
  ]);
  return await zipUp(where, entries);
}

/** The weights of a model as the bytes of a `.weights.h5` file for Keras's `load_weights`. */
export async function writeKerasWeights(model: LayersModel): Promise<Uint8Array> {
  const where = "writeKerasWeights";
  return await writeHdf5(where, collectWeights(where, model));
}

function encode(json: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}

/** As Keras writes it: `2026-11-29@18:20:00`, here in universal time. */
function now(): string {
  return new Date().toISOString().slice(0, 19).replace("T", "@");
}
