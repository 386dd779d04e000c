/** @file A trained matrix in the kernel's memory: its numbers, their gradient, Adam's two memories. */

import { Matrix, type Shape } from "../../matrix/index.js";
import type { AdamPieces } from "../adam.js";
import { padded } from "../layers.js";
import type { KernelMemory } from "../memory.js";

/** In each of the four pieces rows of `width` numbers, of which what pads them is 0. */
export interface Trained extends AdamPieces {
  readonly width: number;
}

/** Room for a matrix of the given shape, both padded to what the kernel works on at once; all zero. */
export function allocateTrained(memory: KernelMemory, [rows, cols]: Shape): Trained {
  const width = padded(cols);
  const bytes = 4 * padded(rows) * width;
  const values = memory.allocate(4 * bytes);
  return {
    width,
    bytes,
    values,
    gradients: values + bytes,
    means: values + 2 * bytes,
    squares: values + 3 * bytes,
  };
}

/** Where a readable matrix lies in a trained one: from a row and a column on. */
export interface Part {
  readonly of: Trained;
  readonly row?: number;
  readonly column?: number;
  /** rows that lie together, the next as many in the next multiple of 16; defaults to all */
  readonly together?: number;
}

/** Of each row of a part its first number, counted from the start of the trained matrix. */
function starts({ of, row = 0, column = 0, together = Infinity }: Part, rows: number): number[] {
  return Array.from({ length: rows }, (_, i) => {
    const place = i < together ? i : Math.floor(i / together) * padded(together) + (i % together);
    return (row + place) * of.width + column;
  });
}

/** Copies a readable matrix in, rounded to float32. */
export function writePart(memory: KernelMemory, part: Part, { data, shape }: Matrix): void {
  const [rows, cols] = shape;
  const floats = memory.floats(part.of.values, part.of.bytes / 4);
  for (const [i, start] of starts(part, rows).entries()) {
    floats.set(data.subarray(i * cols, (i + 1) * cols), start);
  }
}

/** Copies values, or gradients, out as a matrix of the given shape. */
export function readPart(
  memory: KernelMemory,
  part: Part,
  [rows, cols]: Shape,
  which: "values" | "gradients",
): Matrix {
  const floats = memory.floats(part.of[which], part.of.bytes / 4);
  const data = new Float64Array(rows * cols);
  for (const [i, start] of starts(part, rows).entries()) {
    data.set(floats.subarray(start, start + cols), i * cols);
  }
  return new Matrix(data, [rows, cols]);
}
