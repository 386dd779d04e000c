/**
 * @file Scaled dot-product attention of one sequence, forward and backward.
 *
 * Letters for shapes, as in Keras: `T` queries (target), `S` keys and values (source), `K` features of
 * a query or key, `V` features of a value. A batch is a list of sequences, each attended to alone.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), equation 1. The backward pass is derived
 * in `notebooks/en/10-attention.ipynb`.
 */

import {
  checkFinite,
  checkPositive,
  checkSame,
  checkSameShape,
  type Matrix,
  matMul,
  matMulTransposeA,
  matMulTransposeB,
  scale,
  zeros,
} from "../matrix/index.js";
import { checkMask } from "./masks.js";
import { softmax, softmaxBackward } from "./softmax.js";

/** What attention reads. */
export interface AttentionInput {
  /** what each token looks for, shape `[T, K]` */
  readonly query: Matrix;
  /** what each token can be found by, shape `[S, K]` */
  readonly key: Matrix;
  /** what each token gives when it is found, shape `[S, V]` */
  readonly value: Matrix;
  /** shape `[T, S]`, 1 where a query may look at a key, else 0; defaults to 1 everywhere */
  readonly mask?: Matrix;
  /** factor of the scores; defaults to `1/√K`, which keeps their variance that of the entries */
  readonly scoreScale?: number;
}

/** All that attention computes on its way. */
export interface AttentionForward {
  /** `scoreScale · query · keyᵀ`, −∞ where the mask is 0, shape `[T, S]` */
  readonly scores: Matrix;
  /** softmax of each row of the scores, shape `[T, S]`: how much of each value a query takes */
  readonly weights: Matrix;
  /** `weights · value`, shape `[T, V]` */
  readonly output: Matrix;
}

/**
 * `softmax(query · keyᵀ / √K) · value`.
 *
 * @throws RangeError if the shapes do not fit together, an entry of query, key or value is not finite,
 * `scoreScale` is not positive, an entry of the mask is neither 0 nor 1, a row of the mask allows no
 * key, or a score overflows.
 */
export function attention(input: AttentionInput): AttentionForward {
  check("attention", input);
  const { query, key, value, mask } = input;
  const allowed = scale(matMulTransposeB(query, key), scoreScaleOf("attention", input)); // [T, S]
  const scores = mask ? applyMask(allowed, mask) : allowed;
  const weights = softmax(scores);
  return { scores, weights, output: matMul(weights, value) };
}

/** The gradient of a loss with respect to what attention has read. */
export interface AttentionBackward {
  /** shape `[T, K]` */
  readonly gradQuery: Matrix;
  /** shape `[S, K]` */
  readonly gradKey: Matrix;
  /** shape `[S, V]` */
  readonly gradValue: Matrix;
}

/**
 * `gradValue = weightsᵀ · gradOutput`; with `G` the gradient of the scores, which is the softmax's
 * backward of `gradOutput · valueᵀ`: `gradQuery = scoreScale · G · key`, `gradKey = scoreScale · Gᵀ · query`.
 *
 * A masked score has weight 0, so its gradient is 0 without being asked.
 *
 * @param forward - what `attention` returned for this input
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, V]`
 * @throws RangeError as `attention`, or if `gradOutput` has not the shape of the output, or an entry that
 * is not finite.
 */
export function attentionBackward(
  input: AttentionInput,
  forward: AttentionForward,
  gradOutput: Matrix,
): AttentionBackward {
  const where = "attentionBackward";
  check(where, input);
  checkSameShape(where, "shapes of output and gradOutput", forward.output, gradOutput);
  checkFinite(where, "gradOutput", gradOutput.data);
  const { query, key, value } = input;
  const { weights } = forward;
  const gradWeights = matMulTransposeB(gradOutput, value); // [T, S]
  const gradProducts = scale(softmaxBackward(weights, gradWeights), scoreScaleOf(where, input));
  return {
    gradQuery: matMul(gradProducts, key),
    gradKey: matMulTransposeA(gradProducts, query),
    gradValue: matMulTransposeA(weights, gradOutput),
  };
}

function scoreScaleOf(where: string, { query, scoreScale }: AttentionInput): number {
  if (scoreScale === undefined) return 1 / Math.sqrt(query.shape[1]);
  checkPositive(where, "scoreScale", scoreScale);
  return scoreScale;
}

/**
 * Refuses what no kind of attention can read.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError unless there are as many keys as values, all entries are finite, and the mask fits.
 */
export function checkAttentionInput(
  where: string,
  { query, key, value, mask }: Pick<AttentionInput, "query" | "key" | "value" | "mask">,
): void {
  checkSame(where, "rows of key and value", key.shape[0], value.shape[0]);
  for (const [name, { data }] of Object.entries({ query, key, value })) {
    checkFinite(where, name, data);
  }
  if (mask) checkMask(where, mask, query.shape[0], key.shape[0]);
}

function check(where: string, input: AttentionInput): void {
  checkSame(where, "columns of query and key", input.query.shape[1], input.key.shape[1]);
  checkAttentionInput(where, input);
}

/** The scores, −∞ where the mask is 0. */
function applyMask(scores: Matrix, mask: Matrix): Matrix {
  const masked = zeros(scores.shape);
  for (let k = 0; k < masked.data.length; ++k) {
    masked.data[k] = mask.data[k] === 1 ? scores.data[k]! : Number.NEGATIVE_INFINITY;
  }
  return masked;
}
