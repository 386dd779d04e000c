/** @file Labelled examples of any kind of array, cut into batches as a backend takes them. */

import { checkFinite, checkIndex, checkSame } from "../matrix/check.js";
import type { Network } from "./network.js";
import type { Batch } from "./stepper.js";

/** Rows of numbers, one after the other: a `Matrix`, or any array with a shape. */
export interface Rows {
  readonly data: Float64Array | Float32Array | Uint8Array;
  /** examples and features of each */
  readonly shape: readonly [number, number];
}

/** Inputs with the class of each: what `trainMlp` takes. */
export interface LabelledRows {
  readonly input: Rows;
  /** class indices, as many as rows */
  readonly labels: ArrayLike<number>;
}

/** Grey images with what each shows: what `loadMnist` gives. */
export interface LabelledImages {
  /** image after image, a byte a pixel; the network is given the byte divided by 255 */
  readonly images: Uint8Array;
  /** class indices, as many as images */
  readonly labels: ArrayLike<number>;
}

export type LabelledExamples = LabelledRows | LabelledImages;

/** Examples that fit a network. */
export interface BatchSource {
  readonly count: number;
  /** The examples of these indices; its arrays are written again by the next call. */
  batch(indices: ArrayLike<number>): Batch;
}

/**
 * Examples as batches of numbers of 32 bits.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError if they do not fit the network, or an input is not finite.
 */
export function batchSource(
  where: string,
  examples: LabelledExamples,
  network: Network,
): BatchSource {
  const { labels } = examples;
  const { inputs, classes } = network;
  const isImages = "images" in examples;
  const data = isImages ? examples.images : examples.input.data;
  const features = isImages ? inputs : examples.input.shape[1];
  const count = isImages ? data.length / inputs : examples.input.shape[0];
  if (features !== inputs || !Number.isInteger(count)) {
    const got = isImages ? `${data.length} bytes` : `rows of ${features}`;
    throw new RangeError(`${where}: examples must have ${inputs} features each, got ${got}`);
  }
  if (count < 1 || data.length !== count * features) {
    const got = `${count} examples of ${features} in ${data.length} numbers`;
    throw new RangeError(`${where}: data must be rows times features, got ${got}`);
  }
  if (!isImages) checkFinite(where, "input", data);
  checkSame(where, "the number of examples and of labels", count, labels.length);
  for (let i = 0; i < count; ++i) checkIndex(where, `label ${i}`, labels[i]!, classes);
  let input = new Float32Array(0);
  let chosen = new Int32Array(0);

  return {
    count,
    batch(indices) {
      const size = indices.length;
      if (chosen.length !== size) {
        input = new Float32Array(size * inputs);
        chosen = new Int32Array(size);
      }
      for (let i = 0; i < size; ++i) {
        const example = indices[i]!;
        chosen[i] = labels[example]!;
        input.set(data.subarray(example * inputs, (example + 1) * inputs), i * inputs);
      }
      if (isImages) for (let p = 0; p < input.length; ++p) input[p] = input[p]! / 255;
      return { input, labels: chosen, count: size };
    },
  };
}

/** The indices `start … end − 1`. */
export function range(start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, i) => start + i);
}
