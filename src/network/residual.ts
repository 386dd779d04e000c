/**
 * @file A layer with a way round it, and a layer normalisation before or behind: forward and backward.
 *
 * Letters for shapes: `T` tokens, `D` features.
 *
 * Sources: He et al., "Deep Residual Learning for Image Recognition" (2015); post-norm: Vaswani et al.,
 * "Attention Is All You Need" (2017), section 3.1; pre-norm: Xiong et al., "On Layer Normalization in
 * the Transformer Architecture" (2020). Derived in `notebooks/en/12-feed-forward.ipynb`.
 */

import { add, type Matrix } from "../matrix/index.js";
import {
  type LayerNorm,
  type LayerNormForward,
  layerNorm,
  layerNormBackward,
} from "./layerNorm.js";

/** `"post"`: the sum is normalised, as in 2017. `"pre"`: the inner layer's input is, as in most since. */
export type NormPlacement = "pre" | "post";

/** How a layer is wrapped. */
export interface Residual {
  readonly norm: LayerNorm;
  readonly placement: NormPlacement;
}

/** All that is computed on the way; `Inner` is the inner layer's own record. */
export interface ResidualForward<Inner> {
  /** what the inner layer was given: the input, or in pre-norm the normalised input, shape `[T, D]` */
  readonly innerInput: Matrix;
  readonly inner: Inner;
  /** what was normalised: the sum, or in pre-norm the input, shape `[T, D]` */
  readonly normInput: Matrix;
  readonly norm: LayerNormForward;
  /** shape `[T, D]` */
  readonly output: Matrix;
}

/**
 * Post-norm: `norm(input + inner(input))`. Pre-norm: `input + inner(norm(input))`.
 *
 * @param input - shape `[T, D]`
 * @param inner - the layer, from `[T, D]` to `[T, D]`
 * @throws RangeError if the inner layer changes the shape, the placement is none, or as `layerNorm`.
 */
export function residual<Inner extends { readonly output: Matrix }>(
  input: Matrix,
  { norm, placement }: Residual,
  inner: (innerInput: Matrix) => Inner,
): ResidualForward<Inner> {
  checkPlacement("residual", placement);
  if (placement === "pre") {
    const normalized = layerNorm(input, norm);
    const innerInput = normalized.output;
    const computed = inner(innerInput);
    const output = add(input, computed.output);
    return { innerInput, inner: computed, normInput: input, norm: normalized, output };
  }
  const computed = inner(input);
  const normInput = add(input, computed.output);
  const normalized = layerNorm(normInput, norm);
  const { output } = normalized;
  return { innerInput: input, inner: computed, normInput, norm: normalized, output };
}

/**
 * Refuses a placement of the norm that is none.
 *
 * @throws RangeError unless it is `"pre"` or `"post"`.
 */
export function checkPlacement(where: string, placement: NormPlacement): void {
  if (placement !== "pre" && placement !== "post") {
    throw new RangeError(`${where}: placement must be "pre" or "post", got ${placement}`);
  }
}

/** The gradient of a loss with respect to all that a residual block has read. */
export interface ResidualBackward<InnerBackward> {
  /** shape `[T, D]` */
  readonly gradInput: Matrix;
  readonly gradNorm: LayerNorm;
  /** what the inner layer's backward pass returned */
  readonly inner: InnerBackward;
}

/**
 * The gradient reaches the input on both ways, and is added up: in pre-norm whole and undamped past
 * the inner layer.
 *
 * @param forward - what `residual` returned
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, D]`
 * @param innerBackward - the inner layer's backward pass, given what it had read and made
 * @throws RangeError if the shapes do not fit together.
 */
export function residualBackward<Inner, InnerBackward extends { readonly gradInput: Matrix }>(
  { norm, placement }: Residual,
  forward: ResidualForward<Inner>,
  gradOutput: Matrix,
  innerBackward: (innerInput: Matrix, inner: Inner, gradOutput: Matrix) => InnerBackward,
): ResidualBackward<InnerBackward> {
  const { innerInput, normInput } = forward;
  if (placement === "pre") {
    const inner = innerBackward(innerInput, forward.inner, gradOutput);
    const normed = layerNormBackward(normInput, norm, forward.norm, inner.gradInput);
    const gradInput = add(gradOutput, normed.gradInput);
    return { gradInput, gradNorm: normed.gradLayer, inner };
  }
  const normed = layerNormBackward(normInput, norm, forward.norm, gradOutput);
  const inner = innerBackward(innerInput, forward.inner, normed.gradInput);
  const gradInput = add(normed.gradInput, inner.gradInput);
  return { gradInput, gradNorm: normed.gradLayer, inner };
}
