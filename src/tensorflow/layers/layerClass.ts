/**
 * @file Layers of our own as classes of TensorFlow.js, which is not there until it is loaded.
 *
 * A class is made once for each `tf` and registered under its name, so that `tf.loadLayersModel` and
 * `unpackModel` find it.
 */

import type { layers, Tensor } from "@tensorflow/tfjs";
import { checkFinite } from "../../matrix/check.js";
import type { Tf } from "../backend.js";
import { carryMasks } from "./masks.js";

/** A layer of TensorFlow.js. */
export type Layer = layers.Layer;

/** What a layer can be applied to: tensors, or the places of a model where they will be. */
export type Inputs = Parameters<Layer["apply"]>[0];

/** What comes of it. */
export type Applied = ReturnType<Layer["apply"]>;

/** What a saved model knows of a layer. */
export type Config = ReturnType<Layer["getConfig"]>;

/** What a layer's `call` is told beside its inputs. */
export type CallOptions = Parameters<Layer["call"]>[1];

/** A parameter of a layer. */
export type Weight = Layer["weights"][number];

/** Shapes as TensorFlow.js has them: `null` is a length that is not known before the call. */
export type LayerShape = (number | null)[];

/** What each layer below can be told as any layer can. */
export interface LayerOptions {
  /** lengths of one example, `null` for one that varies; the first layer of a model must say it */
  readonly inputShape?: readonly (number | null)[];
  /** how the layer is called; defaults to a name of its class with a number */
  readonly name?: string;
}

/** What TensorFlow.js reads of a layer's options, or of what it has saved of them. */
export function layerArgs(
  options: LayerOptions,
): NonNullable<ConstructorParameters<typeof layers.Layer>[0]> {
  const { inputShape, ...rest } = options;
  return inputShape ? { ...rest, inputShape: [...inputShape] } : rest;
}

/** Makes a class at the first call for a `tf`, and gives the same one at every later call. */
export function layerClass<C>(create: (tf: Tf) => C): (tf: Tf) => C {
  const made = new WeakMap<Tf, C>();
  return (tf) => {
    const known = made.get(tf);
    if (known) return known;
    carryMasks(tf);
    const fresh = create(tf);
    tf.serialization.registerClass(fresh as never);
    made.set(tf, fresh);
    return fresh;
  };
}

/** The only tensor of `inputs`. */
export function single(where: string, inputs: Tensor | Tensor[]): Tensor {
  if (!Array.isArray(inputs)) return inputs;
  if (inputs.length === 1) return inputs[0]!;
  throw new RangeError(`${where}: the number of inputs must be 1, got ${inputs.length}`);
}

/**
 * Refuses another rank, and what holds nothing.
 *
 * @throws RangeError unless `shape` has as many lengths as `letters`, and none of them is 0.
 */
export function checkRank(
  where: string,
  what: string,
  shape: readonly (number | null)[],
  letters: string,
): void {
  const rank = letters.split(", ").length;
  if (shape.length === rank && !shape.includes(0)) return;
  const got = `[${shape.map((length) => length ?? "null").join(", ")}]`;
  const must = shape.length === rank ? `[${letters}] without a 0` : `[${letters}]`;
  throw new RangeError(`${where}: ${what} must have shape ${must}, got ${got}`);
}

/**
 * Refuses tokens of other features than the weights have, which TensorFlow.js would in words of its own.
 *
 * @param built - features that the layer was built for; absent while it is built
 * @throws RangeError unless the last length of `shape` is known, and is `built`.
 */
export function checkFeatures(
  where: string,
  what: string,
  shape: readonly (number | null)[],
  built?: number | null,
): void {
  const features = shape.at(-1) ?? null;
  if (features !== null && features === (built ?? features)) return;
  const must = built === undefined ? "be known" : `be the ${built} that the layer was built for`;
  throw new RangeError(`${where}: features of ${what} must ${must}, got ${features}`);
}

/**
 * Refuses numbers that are none, where they can be read at little cost.
 *
 * @throws RangeError unless all entries are finite.
 */
export function checkNumbers(tf: Tf, where: string, what: string, tensor: Tensor): void {
  if (isReadable(tf)) checkFinite(where, what, tensor.dataSync());
}

/** One as a list of one. */
export function listOf<T>(one: T | readonly T[]): readonly T[] {
  return Array.isArray(one) ? (one as readonly T[]) : [one as T];
}

/** One shape as a list of one. */
export function listOfShapes(shape: LayerShape | LayerShape[]): readonly LayerShape[] {
  return Array.isArray(shape[0]) ? (shape as LayerShape[]) : [shape as LayerShape];
}

/** The options of these names that are set. */
export function configOf<O extends object>(options: O, names: readonly (keyof O)[]): Config {
  const set = names.filter((name) => (options[name] ?? null) !== null);
  return Object.fromEntries(set.map((name) => [name, options[name]])) as Config;
}

/** Whether a tensor's numbers are read at little cost: they need not come from a graphics card. */
export function isReadable(tf: Tf): boolean {
  return ["cpu", "wasm", "tensorflow"].includes(tf.getBackend());
}

/** What a call on tensors may be told by name. */
const CALL_OPTIONS = ["attentionMask", "useCausalMask", "returnAttentionScores"] as const;

/**
 * Refuses what TensorFlow.js would drop when the model is run.
 *
 * @throws RangeError if a layer is applied to places of a model with options for tensors.
 */
export function refuseDropped(tf: Tf, where: string, inputs: Inputs, options?: CallOptions): void {
  const named = CALL_OPTIONS.find((name) => options?.[name] !== undefined);
  if (named === undefined || listOf<unknown>(inputs)[0] instanceof tf.Tensor) return;
  const must = "in a model must be an option of the layer or an input";
  throw new RangeError(`${where}: ${named} ${must}, got it in apply`);
}
