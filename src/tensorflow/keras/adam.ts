/** @file Adam and its memory in files of Keras: what lets training go on. */

import type { LayersModel } from "@tensorflow/tfjs";
import { type AdamMemory, BETA1, BETA2, EPSILON, LEARNING_RATE } from "../stepper.js";
import type { Hdf5Array, Hdf5Arrays } from "./hdf5.js";
import { checkField, type Fields, type Json, objectAt, refuse } from "./json.js";
import { floatsAt } from "./weights.js";

/** What makes Keras's Adam another rule than ours; none of it is set by default. */
const UNSET = ["weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "loss_scale_factor"];

/** `compile_config` of a model that `fit` has trained: Adam, and the loss that its last layer means. */
export function compileConfig({ layers }: LayersModel): Json {
  const { activation, units } = layers.at(-1)!.getConfig();
  const isLogits = activation === "linear";
  const loss = units === 1 ? "BinaryCrossentropy" : "SparseCategoricalCrossentropy";
  const config = { learning_rate: LEARNING_RATE, beta_1: BETA1, beta_2: BETA2, epsilon: EPSILON };
  return {
    optimizer: keras("keras.optimizers", "Adam", { name: "adam", ...config }),
    loss: keras("keras.losses", loss, { from_logits: isLogits }),
  };
}

function keras(module: string, className: string, config: Json): Json {
  return { module, class_name: className, config, registered_name: null };
}

/** Steps, learning rate, and for each weight the mean and the square, in turn. */
export function collectMemory(memory: AdamMemory, model: LayersModel): Map<string, Hdf5Array> {
  const arrays: Hdf5Array[] = [
    { shape: [], dtype: "int64", data: BigInt64Array.of(BigInt(memory.steps)) },
    { shape: [], dtype: "float32", data: Float32Array.of(LEARNING_RATE) },
  ];
  for (const [k, shape] of shapesOf(model).entries()) {
    for (const data of [memory.mean[k]!, memory.square[k]!]) {
      arrays.push({ shape, dtype: "float32", data });
    }
  }
  return new Map(arrays.map((array, k) => [`${GROUP}/${k}`, array]));
}

export const GROUP = "optimizer/vars";

/**
 * What Adam remembers; `undefined` if it has not taken a step, or the model has no optimiser.
 *
 * @throws RangeError if it is another optimiser, or Adam with other constants than Keras's own.
 */
export function findMemory(
  where: string,
  model: LayersModel,
  config: Json,
  arrays: Hdf5Arrays,
): AdamMemory | undefined {
  const steps = arrays.get(`${GROUP}/0`);
  if (!steps) return undefined;
  const taken = steps.data[0];
  if (Number(taken) === 0) return undefined;
  checkAdam(where, config);
  const [mean, square]: [Float32Array[], Float32Array[]] = [[], []];
  for (const [k, shape] of shapesOf(model).entries()) {
    for (const [j, list] of [mean, square].entries()) {
      const what = `${["mean", "square"][j]} of the gradient of weight ${k}`;
      list.push(floatsAt(where, what, `${GROUP}/${2 + 2 * k + j}`, arrays, shape));
    }
  }
  return { steps: Number(taken), mean, square };
}

/** Of each weight, layer after layer. */
function shapesOf({ layers }: LayersModel): number[][] {
  return layers.flatMap(({ weights }) => weights.map(({ shape }) => shape as number[]));
}

function checkAdam(where: string, config: Json): void {
  const compiled: Fields = { where, what: "compile_config", json: config };
  const optimizer = objectAt(compiled, "optimizer");
  if (optimizer.class_name !== "Adam") {
    const must = "optimizer must be Adam, or readKeras told { optimizer: false }";
    refuse(compiled, must, optimizer.class_name);
  }
  const what = "optimizer";
  const adam: Fields = { where, what, json: objectAt({ where, what, json: optimizer }, "config") };
  checkField(adam, "beta_1", BETA1);
  checkField(adam, "beta_2", BETA2);
  checkField(adam, "epsilon", EPSILON);
  for (const key of UNSET) checkField(adam, key, null);
  for (const key of ["use_ema", "amsgrad"]) {
    if (adam.json[key] === true) refuse(adam, `${key} must be false`, true);
  }
  if ((adam.json.gradient_accumulation_steps ?? 1) !== 1) {
    refuse(adam, "gradient_accumulation_steps must be null", adam.json.gradient_accumulation_steps);
  }
}
