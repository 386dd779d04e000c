/**
 * @file A dense layer, forward and backward.
 *
 * Letters for shapes: `N` examples, `I` input features, `O` output features.
 *
 * Derived in `notebooks/en/05-forward-pass.ipynb` and `06-back-propagation.ipynb`.
 */

import {
  addRow,
  checkSame,
  type Matrix,
  matMul,
  matMulTransposeA,
  matMulTransposeB,
  sumRows,
} from "../matrix/index.js";

/** The parameters of a dense layer. */
export interface Dense {
  /** shape `[I, O]` */
  readonly weight: Matrix;
  /** shape `[1, O]` */
  readonly bias: Matrix;
}

/** The gradient of a loss with respect to all that a dense layer has read. */
export interface DenseBackward {
  /** shape `[N, I]` */
  readonly gradInput: Matrix;
  /** shape `[I, O]` */
  readonly gradWeight: Matrix;
  /** shape `[1, O]` */
  readonly gradBias: Matrix;
}

/**
 * `input · weight + bias`, the bias added to every row.
 *
 * @param input - shape `[N, I]`
 * @returns pre-activations, shape `[N, O]`
 * @throws RangeError if the shapes do not fit together.
 */
export function dense(input: Matrix, layer: Dense): Matrix {
  const { weight, bias } = layer;
  checkSame("dense", "columns of input and rows of weight", input.shape[1], weight.shape[0]);
  checkSame("dense", "columns of weight and bias", weight.shape[1], bias.shape[1]);
  return addRow(matMul(input, weight), bias);
}

/**
 * `gradInput = gradOutput · weightᵀ`, `gradWeight = inputᵀ · gradOutput`, and `gradBias` the sum of
 * the rows of `gradOutput`.
 *
 * @param input - what the layer was given, shape `[N, I]`
 * @param gradOutput - gradient of the loss with respect to the layer's output, shape `[N, O]`
 * @throws RangeError if the shapes do not fit together.
 */
export function denseBackward(input: Matrix, layer: Dense, gradOutput: Matrix): DenseBackward {
  const { weight } = layer;
  const where = "denseBackward";
  checkSame(where, "columns of input and rows of weight", input.shape[1], weight.shape[0]);
  checkSame(where, "rows of input and gradOutput", input.shape[0], gradOutput.shape[0]);
  checkSame(where, "columns of weight and gradOutput", weight.shape[1], gradOutput.shape[1]);
  return {
    gradInput: matMulTransposeB(gradOutput, weight),
    gradWeight: matMulTransposeA(input, gradOutput),
    gradBias: sumRows(gradOutput),
  };
}
