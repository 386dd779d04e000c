/**
 * @file Models kept and brought back: `model.json` in the format of TensorFlow.js, `weights.bin` beside it.
 *
 * Adam's memory goes along, after the weights, so that a training can go on as if it had not been
 * interrupted. `tf.loadLayersModel` reads the same files and overlooks the memory.
 */

import type { io, LayersModel } from "@tensorflow/tfjs";
import { readBytes, writeBytes } from "#platform";
import { sha256 } from "../data/sha256.js";
import { loadTensorFlow } from "./backend.js";
import type { AdamMemory } from "./stepper.js";
import { adamMemory, setAdamMemory } from "./training.js";

/** A model as two files. */
export interface PackedModel {
  /** the text of `model.json` */
  readonly json: string;
  /** the bytes of `weights.bin` */
  readonly weights: Uint8Array;
}

/** What is ours in `model.json`. */
interface Extra {
  /** bytes of the weights themselves, before Adam's memory */
  readonly weightBytes: number;
  /** Adam's steps; 0 if there is no memory */
  readonly adamSteps: number;
  /** of `weights.bin`, in hexadecimal */
  readonly sha256: string;
}

const WEIGHTS = "weights.bin";

/** The model, its weights and Adam's memory, as it could be written to disk or sent. */
export async function packModel(model: LayersModel): Promise<PackedModel> {
  const { tf } = await loadTensorFlow();
  let artifacts: io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (saved) => {
    artifacts = saved;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
  });
  await model.save(handler);
  const { modelTopology, weightSpecs, weightData, format, generatedBy } = artifacts!;
  const values = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
  const memory = adamMemory(model);
  const remembered = memory ? [...memory.mean, ...memory.square].map(bytesOf) : [];
  const weights = join([values, ...remembered]);
  const extra: Extra = {
    weightBytes: values.length,
    adamSteps: memory?.steps ?? 0,
    sha256: await sha256(weights),
  };
  const json = {
    format,
    generatedBy,
    modelTopology,
    weightsManifest: [{ paths: [WEIGHTS], weights: weightSpecs }],
    userDefinedMetadata: { largeModels: extra },
  };
  return { json: `${JSON.stringify(json)}\n`, weights };
}

/**
 * The model that was packed; it predicts and goes on with its training as the one that was.
 *
 * @throws RangeError if it was not made by `packModel`, or one of its files is damaged.
 */
export async function unpackModel(packed: PackedModel): Promise<LayersModel> {
  const { json } = packed;
  // A copy with memory of its own: what Node reads lies in memory that it shares out.
  const weights = new Uint8Array(packed.weights);
  const { tf } = await loadTensorFlow();
  const { modelTopology, weightsManifest, userDefinedMetadata } = readJson(json);
  const extra = userDefinedMetadata?.largeModels;
  if (!extra) throw new RangeError("unpackModel: the model must come from packModel or saveModel");
  const found = await sha256(weights);
  if (found !== extra.sha256) {
    const got = `SHA-256 must be ${extra.sha256}, got ${found}`;
    throw new RangeError(`unpackModel: the weights are damaged: ${got}`);
  }
  const weightData = weights.slice(0, extra.weightBytes).buffer;
  const weightSpecs = weightsManifest[0]!.weights;
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs, weightData }),
  );
  if (extra.adamSteps > 0) setAdamMemory(model, readMemory(weightSpecs, extra, weights));
  return model;
}

/** Writes `model.json` and `weights.bin` into a folder, which is made if it is not there. */
export async function saveModel(model: LayersModel, folder: string): Promise<void> {
  const { json, weights } = await packModel(model);
  await writeBytes(`${folder}/${WEIGHTS}`, weights);
  await writeBytes(`${folder}/model.json`, new TextEncoder().encode(json));
}

/**
 * The model that `saveModel` wrote.
 *
 * @throws Error if a file is missing; RangeError if one is damaged.
 */
export async function loadModel(folder: string): Promise<LayersModel> {
  const json = new TextDecoder().decode(await readBytes(`${folder}/model.json`));
  return await unpackModel({ json, weights: await readBytes(`${folder}/${WEIGHTS}`) });
}

/** What of `model.json` is read here. */
interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: { weights: io.WeightsManifestEntry[] }[];
  readonly userDefinedMetadata?: { readonly largeModels?: Extra };
}

function readJson(json: string): ModelJson {
  try {
    return Object(JSON.parse(json)) as ModelJson; // `null` is JSON too
  } catch (cause) {
    const got = `got ${json.length} characters: ${(cause as Error).message}`;
    throw new RangeError(`unpackModel: model.json must be JSON, ${got}`, { cause });
  }
}

function readMemory(
  specs: readonly io.WeightsManifestEntry[],
  { weightBytes, adamSteps }: Extra,
  weights: Uint8Array,
): AdamMemory {
  let offset = weightBytes;
  const next = ({ shape }: io.WeightsManifestEntry) => {
    const length = shape.reduce((size, side) => size * side, 1);
    const bytes = weights.slice(offset, offset + 4 * length);
    offset += 4 * length;
    return new Float32Array(bytes.buffer);
  };
  return { steps: adamSteps, mean: specs.map(next), square: specs.map(next) };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
