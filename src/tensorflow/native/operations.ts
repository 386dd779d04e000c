/**
 * @file TensorFlow's own operations by name, without TensorFlow.js between.
 *
 * A tensor is here the number by which the addon knows it. TensorFlow.js spends more time on its
 * books than TensorFlow on the small operations of a step; this leaves the books out.
 */

import type { Tf } from "../backend.js";

/** A tensor, as the addon knows it. */
export type TensorId = number;

/** What an operation is told beside its inputs; left out are types that it sees, and defaults. */
interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The part of the addon that is used here. */
interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_TYPE: number;
  createTensor(shape: readonly number[], type: number, data: object): TensorId;
  deleteTensor(id: TensorId): void;
  tensorDataSync(id: TensorId): Float32Array;
  executeOp(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorId[],
    outputs: number,
  ): { id: TensorId }[];
}

export interface Operations {
  /** says that a variable holds numbers of 32 bits */
  readonly dtype: Attribute;
  flag(name: string, value: boolean): Attribute;
  text(name: string, value: string): Attribute;
  shape(name: string, value: readonly number[]): Attribute;
  /** One operation with one result, which lasts until the next `sweep`. */
  one(name: string, inputs: readonly TensorId[], attributes?: readonly Attribute[]): TensorId;
  /** One operation with so many results, which last until the next `sweep`. */
  many(
    name: string,
    inputs: readonly TensorId[],
    outputs: number,
    attributes?: readonly Attribute[],
  ): TensorId[];
  /** A tensor of numbers, which lasts until the next `sweep`. */
  tensor(data: Float32Array | Int32Array, shape: readonly number[]): TensorId;
  /** So many rows each of a tensor of numbers of 32 bits, until the next `sweep`. */
  split(id: TensorId, rows: readonly number[]): TensorId[];
  /** Tensors of numbers of 32 bits one behind the other along an axis, until the next `sweep`. */
  concat(ids: readonly TensorId[], axis: number): TensorId;
  /** A copy of a tensor's numbers. */
  read(id: TensorId): Float32Array;
  /** Takes a tensor out of those that `sweep` deletes. */
  keep(id: TensorId): TensorId;
  /** Deletes a tensor now. */
  drop(id: TensorId): void;
  /** Deletes all that was made and not kept. */
  sweep(): void;
}

/** The operations of the native backend, which must be the current one. */
export function operations(tf: Tf): Operations {
  const { binding } = tf.backend() as unknown as { binding: Binding };
  const made = new Set<TensorId>();
  const remember = (id: TensorId) => {
    made.add(id);
    return id;
  };
  const many: Operations["many"] = (name, inputs, outputs, attributes = []) =>
    binding.executeOp(name, attributes, inputs, outputs).map(({ id }) => remember(id));
  const type = (name: string, value: number): Attribute => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value,
  });
  const tensor: Operations["tensor"] = (data, shape) => {
    const kind = data instanceof Float32Array ? binding.TF_FLOAT : binding.TF_INT32;
    return remember(binding.createTensor(shape, kind, data));
  };
  return {
    dtype: type("dtype", binding.TF_FLOAT),
    flag: (name, value) => ({ name, type: binding.TF_ATTR_BOOL, value }),
    text: (name, value) => ({ name, type: binding.TF_ATTR_STRING, value }),
    shape: (name, value) => ({ name, type: binding.TF_ATTR_SHAPE, value }),
    many,
    one: (name, inputs, attributes) => many(name, inputs, 1, attributes)[0]!,
    tensor,
    split(id, rows) {
      const inputs = [
        id,
        tensor(Int32Array.from(rows), [rows.length]),
        tensor(Int32Array.of(0), []),
      ];
      const count = { name: "num_split", type: binding.TF_ATTR_INT, value: rows.length };
      const kinds = [type("T", binding.TF_FLOAT), type("Tlen", binding.TF_INT32)];
      return many("SplitV", inputs, rows.length, [count, ...kinds]);
    },
    concat(ids, axis) {
      if (ids.length === 1) return ids[0]!;
      const inputs = [...ids, tensor(Int32Array.of(axis), [])];
      const count = { name: "N", type: binding.TF_ATTR_INT, value: ids.length };
      const kinds = [type("T", binding.TF_FLOAT), type("Tidx", binding.TF_INT32)];
      return many("ConcatV2", inputs, 1, [count, ...kinds])[0]!;
    },
    read: (id) => binding.tensorDataSync(id),
    keep(id) {
      made.delete(id);
      return id;
    },
    drop(id) {
      made.delete(id);
      binding.deleteTensor(id);
    },
    sweep() {
      for (const id of made) binding.deleteTensor(id);
      made.clear();
    },
  };
}
