/**
 * @file A dense layer whose bias may be left out: it makes queries, keys and values of tokens.
 *
 * Letters for shapes: `N` rows, `I` input features, `O` output features.
 */

import {
  checkFinite,
  checkSame,
  type Matrix,
  matMul,
  matMulTransposeA,
  matMulTransposeB,
} from "../matrix/index.js";
import { dense, denseBackward } from "./dense.js";

/** The parameters of a projection; every `Dense` is one. */
export interface Projection {
  /** shape `[I, O]` */
  readonly weight: Matrix;
  /** shape `[1, O]`; absent where nothing is added */
  readonly bias?: Matrix;
}

/** The gradient of a loss with respect to all that a projection has read. */
export interface ProjectionBackward {
  /** shape `[N, I]` */
  readonly gradInput: Matrix;
  /** of the structure of the layer: no bias, no gradient of it */
  readonly gradLayer: Projection;
}

/**
 * `input · weight`, and the bias added to every row where there is one.
 *
 * @param input - shape `[N, I]`
 * @returns shape `[N, O]`
 * @throws RangeError if the shapes do not fit together.
 */
export function project(input: Matrix, { weight, bias }: Projection): Matrix {
  if (bias) return dense(input, { weight, bias });
  checkSame("project", "columns of input and rows of weight", input.shape[1], weight.shape[0]);
  return matMul(input, weight);
}

/**
 * As `denseBackward`, without the gradient of a bias that is not there.
 *
 * @param input - what the layer was given, shape `[N, I]`
 * @param gradOutput - gradient of the loss with respect to the layer's output, shape `[N, O]`
 * @throws RangeError if the shapes do not fit together, or an entry of `gradOutput` is not finite.
 */
export function projectBackward(
  input: Matrix,
  layer: Projection,
  gradOutput: Matrix,
): ProjectionBackward {
  const { weight, bias } = layer;
  const where = "projectBackward";
  checkFinite(where, "gradOutput", gradOutput.data);
  if (bias) {
    const { gradInput, gradWeight, gradBias } = denseBackward(input, { weight, bias }, gradOutput);
    return { gradInput, gradLayer: { ...layer, weight: gradWeight, bias: gradBias } };
  }
  checkSame(where, "columns of input and rows of weight", input.shape[1], weight.shape[0]);
  checkSame(where, "rows of input and gradOutput", input.shape[0], gradOutput.shape[0]);
  checkSame(where, "columns of weight and gradOutput", weight.shape[1], gradOutput.shape[1]);
  return {
    gradInput: matMulTransposeB(gradOutput, weight),
    gradLayer: { ...layer, weight: matMulTransposeA(input, gradOutput) },
  };
}
