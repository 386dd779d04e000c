/** @file Labelled examples of any kind of array, cut into batches as a backend takes them. */

import { checkFinite, checkIndex, checkSame } from "../matrix/check.js";
import type { Classifier, InputForm } from "./classifier.js";
import type { Batch } from "./stepper.js";

/** Rows of numbers, one after the other: a `Matrix`, or any array with a shape. */
export interface Rows {
  readonly data: Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;
  /** examples, and numbers of each: features, token ids, or all features of all tokens */
  readonly shape: readonly [number, number];
}

/** Inputs with the class of each: what `trainMlp` takes. */
export interface LabelledRows {
  readonly input: Rows;
  /** class indices, as many as rows, or as many for each row as it has tokens to be classified */
  readonly labels: ArrayLike<number>;
  /** a token of this class does not count, as one of padding does not anyway; defaults to none */
  readonly ignoreClass?: number;
}

/** Examples for a model of several inputs, as source and target of a translation. */
export interface LabelledInputs {
  /** in the order of the model's inputs, all of as many rows */
  readonly inputs: readonly Rows[];
  /** class indices, as many as rows, or as many for each row as it has tokens to be classified */
  readonly labels: ArrayLike<number>;
  /** a token of this class does not count, as one of padding does not anyway; defaults to none */
  readonly ignoreClass?: number;
}

/** Grey images with what each shows: what `loadMnist` gives. */
export interface LabelledImages {
  /** image after image, a byte a pixel; the network is given the byte divided by 255 */
  readonly images: Uint8Array;
  /** class indices, as many as images */
  readonly labels: ArrayLike<number>;
}

export type LabelledExamples = LabelledRows | LabelledInputs | LabelledImages;

/** Examples that fit a model. */
export interface BatchSource {
  readonly count: number;
  /** examples that are looked at together: enough for speed, few enough for memory */
  readonly together: number;
  /** The examples of these indices; its arrays are written again by the next call. */
  batch(indices: ArrayLike<number>): Batch;
}

/** One input of all examples. */
interface Column {
  readonly data: Rows["data"];
  /** numbers an example */
  readonly width: number;
  readonly isTokens: boolean;
  /** what each number is divided by */
  readonly divisor: number;
}

/**
 * Examples as batches of numbers of 32 bits.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError if they do not fit the model, or an input is not finite.
 */
export function batchSource(
  where: string,
  examples: LabelledExamples,
  classifier: Classifier,
): BatchSource {
  const { labels } = examples;
  const { classes, network } = classifier;
  const columns = columnsOf(where, examples, classifier);
  const count = columns[0]!.data.length / columns[0]!.width;
  for (const { data, width } of columns.slice(1)) {
    checkSame(where, "examples of the first input and of another", count, data.length / width);
  }
  const each = predictionsOf(where, labels, count, classifier);
  for (let i = 0; i < labels.length; ++i) {
    checkIndex(where, `label ${i}`, labels[i]!, Math.max(classes, 2));
  }
  const ignored = "images" in examples ? undefined : examples.ignoreClass;
  if (ignored !== undefined) {
    checkIndex(where, "ignoreClass", ignored, classes);
    if (classifier.predictions === 1) {
      throw new RangeError(
        `${where}: ignoreClass needs predictions for each token, got one an example`,
      );
    }
  }
  let inputs: (Float32Array | Int32Array)[] = [];
  let chosen = new Int32Array(0);

  return {
    count,
    // What attention makes on its way is large.
    together: network ? 500 : 64,
    batch(indices) {
      const size = indices.length;
      if (chosen.length !== size * each) {
        inputs = columns.map(({ width, isTokens }) =>
          isTokens ? new Int32Array(size * width) : new Float32Array(size * width),
        );
        chosen = new Int32Array(size * each);
      }
      for (let i = 0; i < size; ++i) {
        const example = indices[i]!;
        for (let t = 0; t < each; ++t) {
          const label = labels[example * each + t]!;
          chosen[i * each + t] = label === ignored ? -1 : label;
        }
        for (const [k, { data, width }] of columns.entries()) {
          inputs[k]!.set(data.subarray(example * width, (example + 1) * width), i * width);
        }
      }
      for (const [k, { divisor }] of columns.entries()) {
        const input = inputs[k]!;
        if (divisor !== 1) for (let p = 0; p < input.length; ++p) input[p] = input[p]! / divisor;
      }
      return { inputs, labels: chosen, count: size };
    },
  };
}

function columnsOf(where: string, examples: LabelledExamples, { inputs }: Classifier): Column[] {
  if ("images" in examples) {
    checkSame(where, "inputs of the model and 1", inputs.length, 1);
    const width = product(inputs[0]!);
    const data = examples.images;
    if (data.length === 0 || data.length % width !== 0) {
      const must = `examples must have ${width} features each`;
      throw new RangeError(`${where}: ${must}, got ${data.length} bytes`);
    }
    return [{ data, width, isTokens: false, divisor: 255 }];
  }
  const given = "inputs" in examples ? examples.inputs : [examples.input];
  checkSame(where, "inputs of the model and of the examples", inputs.length, given.length);
  return given.map((rows, k) => {
    const form = inputs[k]!;
    checkRows(where, rows, form);
    const isTokens = form.vocabulary !== undefined;
    return { data: rows.data, width: rows.shape[1], isTokens, divisor: 1 };
  });
}

function checkRows(where: string, { data, shape }: Rows, form: InputForm): void {
  const [count, width] = shape;
  const size = product(form);
  const varies = form.shape.includes(null);
  if (varies ? width < 1 || width % size !== 0 : width !== size) {
    const must = varies ? `a multiple of ${size}` : `${size}`;
    throw new RangeError(
      `${where}: examples must have ${must} features each, got rows of ${width}`,
    );
  }
  if (count < 1 || data.length !== count * width) {
    const got = `${count} examples of ${width} in ${data.length} numbers`;
    throw new RangeError(`${where}: data must be rows times features, got ${got}`);
  }
  checkFinite(where, "input", data);
  if (form.vocabulary === undefined) return;
  for (let k = 0; k < data.length; ++k) checkIndex(where, `token ${k}`, data[k]!, form.vocabulary);
}

/** Predictions an example. */
function predictionsOf(
  where: string,
  labels: ArrayLike<number>,
  count: number,
  { predictions }: Classifier,
): number {
  const each = predictions ?? labels.length / count;
  if (each === 1 || !Number.isInteger(each) || each === 0) {
    checkSame(where, "the number of examples and of labels", count, labels.length);
    return 1;
  }
  checkSame(where, "the number of tokens and of labels", count * each, labels.length);
  return each;
}

/** The known lengths of an input, multiplied. */
function product({ shape }: InputForm): number {
  return shape.reduce<number>((size, length) => size * (length ?? 1), 1);
}

/** The indices `start … end − 1`. */
export function range(start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, i) => start + i);
}
