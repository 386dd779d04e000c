/**
 * @file A projection of a batch, forward and backward: three products.
 *
 * The readable form is `network/projection.ts`. Works on the first `rows` rows; those that fill up
 * the last four are computed too, and read by nobody.
 */

import type { Kernel } from "../kernel.js";
import { padded } from "../layers.js";
import type { DensePlace } from "./parameters.js";
import { fours } from "./textRoom.js";
import { product, repeated, transposed, type View, viewOf } from "./view.js";

/** What a projection reads and writes. */
export interface Projected {
  /** shape `[rows, inputs]` */
  readonly input: View;
  /** the output, or its gradient, shape `[rows, width]` */
  readonly output: View;
  readonly rows: number;
  /** zeros, as long as the widest row */
  readonly zeros: number;
}

/** `output = input · weight + bias`. */
export function project(
  kernel: Kernel,
  { inputs, width, weight, bias }: DensePlace,
  { input, output, rows, zeros }: Projected,
): void {
  const start = repeated(bias?.values ?? zeros);
  const factors = { a: input, b: viewOf(weight.values, width), start, out: output };
  product(kernel, factors, [fours(rows), inputs, width]);
}

/** `gradWeight += inputᵀ · gradOutput`, `gradBias += Σ gradOutput`. */
export function addWeightGradient(
  kernel: Kernel,
  { inputs, width, weight, bias }: DensePlace,
  { input, output, rows }: Projected,
): void {
  const out = viewOf(weight.gradients, width);
  const factors = { a: transposed(input), b: output, start: out, out };
  product(kernel, factors, [fours(inputs), rows, width]);
  if (bias) kernel.addRows(output.address, output.row, bias.gradients, rows, 4 * width);
}

/** Lays the transpose of the weight where `inputGradient` reads it. */
export function turnWeight(kernel: Kernel, { inputs, width, weight, turned }: DensePlace): void {
  kernel.transpose(weight.values, 4 * width, turned, 4 * padded(inputs), inputs, width);
}

/** `gradInput = start + gradOutput · weightᵀ`; `start` is zero if absent. */
export function inputGradient(
  kernel: Kernel,
  { inputs, width, turned }: DensePlace,
  { output, rows, zeros }: Projected,
  out: View,
  start: View = repeated(zeros),
): void {
  const factors = { a: output, b: viewOf(turned, padded(inputs)), start, out };
  product(kernel, factors, [fours(rows), width, padded(inputs)]);
}
