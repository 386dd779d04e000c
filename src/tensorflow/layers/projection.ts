/**
 * @file `input · kernel + bias` of every token, of several kernels in one product.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `D` features of a token, `N` of an output.
 */

import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";

/** A kernel `[D, N]` with its bias `[N]`. */
export interface Projection {
  readonly kernel: Tensor2D;
  readonly bias: Tensor1D | undefined;
}

/**
 * All tokens, each by every projection.
 *
 * @param input - shape `[B, T, D]`
 * @returns for each projection a matrix of shape `[B · T, N]`
 */
export function project(tf: Tf, input: Tensor, projections: readonly Projection[]): Tensor2D[] {
  const rows: Tensor2D = tf.reshape(input, [-1, input.shape.at(-1)!]);
  const { kernel, bias } = packed(tf, projections);
  const product: Tensor2D = tf.matMul(rows, kernel);
  const output: Tensor2D = bias ? tf.add(product, bias) : product;
  if (projections.length === 1) return [output];
  const widths = projections.map((projection) => projection.kernel.shape[1]);
  return tf.split(output, widths, 1);
}

/**
 * Each input by its projection; inputs that are the same tensor are read once.
 *
 * @param inputs - shapes `[B, T, D]`
 * @returns a matrix for each, of shape `[B · T, N]`
 */
export function projectAll<L extends readonly [Tensor, ...Tensor[]]>(
  tf: Tf,
  inputs: L,
  projections: { readonly [I in keyof L]: Projection },
): { readonly [I in keyof L]: Tensor2D } {
  const results: Tensor2D[] = [];
  for (const input of new Set(inputs)) {
    const places = [...inputs.keys()].filter((k) => inputs[k] === input);
    const outputs = project(
      tf,
      input,
      places.map((k) => projections[k]!),
    );
    for (const [n, k] of places.entries()) results[k] = outputs[n]!;
  }
  return results as unknown as { readonly [I in keyof L]: Tensor2D };
}

function packed(tf: Tf, projections: readonly Projection[]): Projection {
  if (projections.length === 1) return projections[0]!;
  const biases = projections.flatMap(({ bias }) => (bias ? [bias] : []));
  return {
    kernel: tf.concat2d(
      projections.map(({ kernel }) => kernel),
      1,
    ),
    bias: biases.length > 0 ? tf.concat1d(biases) : undefined,
  };
}
