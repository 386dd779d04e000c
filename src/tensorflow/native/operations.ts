/**
 * @file TensorFlow's own operations by name, without TensorFlow.js between.
 *
 * A tensor is here the number by which the addon knows it. TensorFlow.js spends more time on its
 * books than TensorFlow on the small operations of a step; this leaves the books out.
 */

import type { Tf } from "../backend.js";

/** A tensor, as the addon knows it. */
export type TensorId = number;

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
  readonly float: Attribute;
  flag(name: string, value: boolean): Attribute;
  type(name: string, kind: "float" | "int"): Attribute;
  text(name: string, value: string): Attribute;
  shape(name: string, value: readonly number[]): Attribute;
  /** One operation with one result, which lasts until the next `sweep`. */
  one(name: string, attributes: readonly Attribute[], inputs: readonly TensorId[]): TensorId;
  /** One operation with so many results, which last until the next `sweep`. */
  many(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorId[],
    outputs: number,
  ): TensorId[];
  /** A tensor of numbers, which lasts until the next `sweep`. */
  tensor(data: Float32Array | Int32Array, shape: readonly number[]): TensorId;
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
  const kinds = { float: binding.TF_FLOAT, int: binding.TF_INT32 };
  const type: Operations["type"] = (name, kind) => {
    return { name, type: binding.TF_ATTR_TYPE, value: kinds[kind] };
  };
  const many: Operations["many"] = (name, attributes, inputs, outputs) =>
    binding.executeOp(name, attributes, inputs, outputs).map(({ id }) => remember(id));
  return {
    float: type("T", "float"),
    type,
    flag: (name, value) => ({ name, type: binding.TF_ATTR_BOOL, value }),
    text: (name, value) => ({ name, type: binding.TF_ATTR_STRING, value }),
    shape: (name, value) => ({ name, type: binding.TF_ATTR_SHAPE, value }),
    many,
    one: (name, attributes, inputs) => many(name, attributes, inputs, 1)[0]!,
    tensor(data, shape) {
      const kind = data instanceof Float32Array ? kinds.float : kinds.int;
      return remember(binding.createTensor(shape, kind, data));
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
