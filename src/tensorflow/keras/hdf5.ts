/** @file HDF5 files as Keras keeps weights in: groups within groups, arrays in them by number. */

import type { File, Group } from "h5wasm";
import { missing } from "./missing.js";

/** One array of a file. */
export interface Hdf5Array {
  /** `[]` for a single number */
  readonly shape: readonly number[];
  /** as NumPy calls it: `"float32"`, `"int64"`; `"other"` for what is no number */
  readonly dtype: string;
  /** row by row */
  readonly data: Float32Array | BigInt64Array | ArrayLike<unknown>;
}

/** Arrays by path: `layers/dense/vars/0`. */
export type Hdf5Arrays = ReadonlyMap<string, Hdf5Array>;

/** What is written: arrays, and groups with the attribute `name` that Keras gives them. */
export interface Hdf5Contents {
  readonly arrays: Hdf5Arrays;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * All arrays of a file, by path, numbers in their order.
 *
 * @throws RangeError if the file is no HDF5 or is cut short.
 */
export async function readHdf5(where: string, bytes: Uint8Array): Promise<Hdf5Arrays> {
  return await withFile(where, async (hdf5, path, { FS }) => {
    FS.writeFile(path, bytes);
    let file: File;
    try {
      file = new hdf5.File(path, "r");
    } catch (cause) {
      const got = `got ${bytes.length} bytes: ${reasonOf(cause)}`;
      throw new RangeError(`${where}: the weights must be a whole HDF5 file, ${got}`, { cause });
    }
    const arrays = new Map<string, Hdf5Array>();
    for (const each of file.paths().sort(byNumber)) {
      const entity = file.get(each);
      if (entity instanceof hdf5.Dataset) arrays.set(each, arrayOf(entity));
    }
    file.close();
    return arrays;
  });
}

/** A file with these groups and arrays. */
export async function writeHdf5(where: string, contents: Hdf5Contents): Promise<Uint8Array> {
  return await withFile(where, async (hdf5, path, { FS }) => {
    const file = new hdf5.File(path, "w");
    for (const [group, name] of contents.names) groupAt(file, group).create_attribute("name", name);
    for (const [place, { shape, data, dtype }] of contents.arrays) {
      const slash = place.lastIndexOf("/");
      const name = place.slice(slash + 1);
      const type = dtype === "int64" ? "<q" : "<f";
      const numbers = data as Float32Array;
      groupAt(file, place.slice(0, slash)).create_dataset({
        name,
        data: numbers,
        shape: [...shape],
        dtype: type,
      });
    }
    file.close();
    return FS.readFile(path).slice();
  });
}

/** The group at a path, made if it is not there. */
function groupAt(file: File, path: string): Group {
  let group: Group = file;
  for (const part of path.split("/")) {
    const isThere = group.keys().includes(part);
    group = isThere ? (group.get(part) as Group) : group.create_group(part);
  }
  return group;
}

type Hdf5 = typeof import("h5wasm");
type Machine = Awaited<Hdf5["ready"]>;

let count = 0;

/** Runs `use` with the name of a file in the memory of the HDF5 library, which is removed after. */
async function withFile<T>(
  where: string,
  use: (hdf5: Hdf5, path: string, machine: Machine) => Promise<T>,
): Promise<T> {
  const hdf5 = await import("h5wasm").catch(missing(where, "h5wasm"));
  const machine = await hdf5.ready;
  const path = `/large-models-${++count}.h5`;
  // Otherwise the library prints a page for each error and goes on.
  machine.activate_throwing_error_handler();
  try {
    return await use(hdf5, path, machine);
  } finally {
    machine.deactivate_throwing_error_handler();
    if (machine.FS.analyzePath(path, false).exists) machine.FS.unlink(path);
  }
}

function arrayOf(dataset: InstanceType<Hdf5["Dataset"]>): Hdf5Array {
  const { metadata, value } = dataset;
  const bits = 8 * metadata.size;
  const kinds = [`${metadata.signed ? "" : "u"}int${bits}`, `float${bits}`];
  const shape = metadata.shape ?? [];
  // A single number comes without an array round it.
  const data = typeof value === "bigint" ? BigInt64Array.of(value) : value;
  return {
    shape,
    dtype: kinds[metadata.type] ?? "other",
    data: typeof data === "number" ? Float32Array.of(data) : (data as ArrayLike<unknown>),
  };
}

const collator = new Intl.Collator("en", { numeric: true });

/** Path against path, part by part: `vars/2` before `vars/10`, which HDF5 sorts as words. */
function byNumber(one: string, other: string): number {
  const [a, b] = [one.split("/"), other.split("/")];
  const k = a.findIndex((part, i) => part !== b[i]);
  return k < 0 ? a.length - b.length : collator.compare(a[k]!, b[k] ?? "");
}

/** The innermost reason of the library's page of reasons. */
function reasonOf(error: unknown): string {
  const lines = (error as Error).message.split("\n").filter((line) => /^\s*#\d+/.test(line));
  return lines.at(-1)?.replace(/^.*\(\): /, "") ?? (error as Error).message;
}
