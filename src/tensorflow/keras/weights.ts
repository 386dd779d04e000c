/**
 * @file Weights of a model in the places that Keras gives them: `layers/dense_1/vars/0`.
 *
 * The groups are numbered by class in the order of the layers; their names in the model play no part.
 */

import type { LayersModel } from "@tensorflow/tfjs";
import { checkFinite } from "../../matrix/check.js";
import type { Hdf5Array, Hdf5Arrays, Hdf5Contents } from "./hdf5.js";
import type { Kind, Layer } from "./kind.js";
import { KINDS } from "./kinds.js";

/** One layer and where its variables are. */
interface Placed {
  readonly layer: Layer;
  readonly kind: Kind;
  readonly group: string;
}

/** What a model has learnt, with the groups that Keras makes. */
export function collectWeights(where: string, model: LayersModel): Hdf5Contents {
  const arrays = new Map<string, Hdf5Array>();
  const names = new Map([["vars", model.name]]);
  for (const placed of place(where, model)) {
    const { layer, kind, group } = placed;
    names.set(`${group}/vars`, layer.name);
    for (const part of [...kind.groups, ...(kind.empty ?? [])].filter((name) => name !== "")) {
      names.set(`${group}/${part}/vars`, part);
    }
    for (const [k, path] of pathsOf(placed).entries()) {
      const { shape, data } = numbersOf(layer, k);
      arrays.set(path, { shape, dtype: "float32", data });
    }
  }
  return { arrays, names };
}

/**
 * The weights of a file, in the order of the model's own.
 *
 * @throws RangeError unless the file holds, under `layers`, what the model has and nothing else, in
 * the same shapes, as finite numbers in 32 bits.
 */
export function findWeights(where: string, model: LayersModel, arrays: Hdf5Arrays): Float32Array[] {
  const rest = new Set([...arrays.keys()].filter((path) => path.startsWith("layers/")));
  const found: Float32Array[] = [];
  for (const placed of place(where, model)) {
    const { layer } = placed;
    for (const [k, path] of pathsOf(placed).entries()) {
      const what = `weight ${k} of layer "${layer.name}"`;
      found.push(floatsAt(where, what, path, arrays, numbersOf(layer, k).shape));
      rest.delete(path);
    }
  }
  const [extra] = rest;
  if (extra === undefined) return found;
  throw new RangeError(`${where}: every array must belong to a layer of the model, got ${extra}`);
}

/**
 * An array of 32-bit numbers.
 *
 * @throws RangeError if it is not there, has another type or shape, or is not finite.
 */
export function floatsAt(
  where: string,
  what: string,
  path: string,
  arrays: Hdf5Arrays,
  shape: readonly number[],
): Float32Array {
  const array = arrays.get(path);
  const must = `${where}: ${what} must be float32 [${shape.join(", ")}]`;
  if (!array) throw new RangeError(`${must}, got nothing at ${path}`);
  if (array.dtype !== "float32" || array.shape.join() !== shape.join()) {
    const got = `${array.dtype} [${array.shape.join(", ")}]`;
    throw new RangeError(`${must}, got ${got} at ${path}`);
  }
  const data = array.data as Float32Array;
  checkFinite(where, what, data);
  return data;
}

function numbersOf(layer: Layer, k: number): { shape: number[]; data: Float32Array } {
  const tensor = layer.weights[k]!.read();
  return { shape: tensor.shape, data: tensor.dataSync<"float32">().slice() };
}

function pathsOf({ layer, kind, group }: Placed): string[] {
  const each = layer.weights.length / kind.groups.length;
  return kind.groups.flatMap((part) =>
    Array.from({ length: each }, (_, k) => `${group}/${part === "" ? "" : `${part}/`}vars/${k}`),
  );
}

/** Layers behind the input, with the groups of Keras. */
function place(where: string, model: LayersModel): Placed[] {
  const counts = new Map<string, number>();
  return model.layers
    .filter((layer) => layer.getClassName() !== "InputLayer")
    .map((layer) => {
      const kind = kindOf(where, layer);
      const name = snakeCase(kind.keras);
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return { layer, kind, group: `layers/${name}${count > 0 ? `_${count}` : ""}` };
    });
}

/** @throws RangeError if Keras has no layer for it here. */
export function kindOf(where: string, layer: Layer): Kind {
  const className = layer.getClassName();
  const kind = KINDS.find(({ ours }) => ours === className);
  if (kind) return kind;
  const must = `layers must be ${KINDS.map(({ ours }) => ours).join(", ")}`;
  throw new RangeError(`${where}: ${must}, got ${className} "${layer.name}"`);
}

/** As Keras turns the name of a class into that of a group. */
function snakeCase(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
