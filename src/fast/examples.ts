/** @file Examples on their way into the kernel's memory: matrices, or images as bytes. */

import { checkFinite, checkIndex, checkSame, type Matrix } from "../matrix/index.js";
import type { Examples } from "../network/index.js";
import type { FastMlp } from "./fastMlp.js";
import type { Workspace } from "./workspace.js";

/** A matrix of shape `[N, I]`; or `N · I` bytes, row after row, of which each stands for `byte / 255`. */
export type FastInput = Matrix | Uint8Array;

/** Images as bytes, with the class of each: what `loadMnist` returns. */
export interface ByteExamples {
  /** `N · I` bytes, row after row */
  readonly images: Uint8Array;
  /** `N` class indices */
  readonly labels: ArrayLike<number>;
}

/** Inputs with the class of each. */
export type FastExamples = Examples | ByteExamples;

/** The inputs, whichever form they have. */
export function inputOf(examples: FastExamples): FastInput {
  return "images" in examples ? examples.images : examples.input;
}

/**
 * The number of examples.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError if they do not have the features that the network takes, there are none, or an
 * entry is not finite.
 */
export function countInput(where: string, { sizes }: FastMlp, input: FastInput): number {
  const features = sizes[0]!;
  if ("shape" in input) {
    checkSame(where, "columns of input and features of the network", input.shape[1], features);
    checkFinite(where, "input", input.data);
    return input.shape[0];
  }
  const count = input.length / features;
  if (!Number.isInteger(count) || count === 0) {
    const must = `the number of bytes must be a positive multiple of ${features}`;
    throw new RangeError(`${where}: ${must}, got ${input.length}`);
  }
  return count;
}

/**
 * The number of examples, each with a label.
 *
 * @throws RangeError as `countInput`, or unless there is one label an example, each a class.
 */
export function countExamples(where: string, fast: FastMlp, examples: FastExamples): number {
  const { labels } = examples;
  const count = countInput(where, fast, inputOf(examples));
  checkSame(where, "the number of examples and of labels", count, labels.length);
  const classes = fast.sizes.at(-1)!;
  for (let i = 0; i < count; ++i) checkIndex(where, `label ${i}`, labels[i]!, classes);
  return count;
}

/** Brings the inputs with the given indices to the workspace, in that order, and lists them. */
export function loadInput(
  { memory, sizes }: FastMlp,
  room: Workspace,
  input: FastInput,
  indices: Uint32Array,
): void {
  const features = sizes[0]!;
  const rows = indices.length;
  const copy = <T>(
    from: { subarray(start: number, end: number): T },
    to: { set(row: T, start: number): void },
  ) =>
    indices.forEach((example, i) => {
      to.set(from.subarray(example * features, (example + 1) * features), i * features);
    });
  const [lists, ends] = [room.lists[0]!, room.ends[0]!];
  if ("shape" in input) {
    copy(input.data, memory.floats(room.input, rows * features));
    memory.kernel.listRows(room.input, 4 * features, rows, features, lists, ends);
  } else {
    copy(input, memory.bytes(room.input, rows * features));
    memory.kernel.listBytes(room.input, room.unit, rows, features, lists, ends);
  }
}

/** Copies inputs and labels with the given indices to the workspace. */
export function loadExamples(
  fast: FastMlp,
  room: Workspace,
  examples: FastExamples,
  indices: Uint32Array,
): void {
  loadInput(fast, room, inputOf(examples), indices);
  const { labels } = examples;
  const integers = fast.memory.integers(room.labels, indices.length);
  indices.forEach((from, to) => {
    integers[to] = labels[from]!;
  });
}
