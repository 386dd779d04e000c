/**
 * @file Multi-head attention of one sequence with one product for all heads, forward and backward.
 *
 * The projections of the heads lie side by side in one weight: `H` products of shape `[T, D] · [D, K]`
 * become one of shape `[T, D] · [D, H · K]`. So Keras keeps its weights, of shape `[D, H, K]`.
 *
 * Letters for shapes, as in Keras: `T` queries (target), `S` keys and values (source), `D` features of
 * a token, `H` heads, `K` features of a head's query and key, `V` of its value, `O` output features.
 *
 * Proved equal to `multiHeadAttention` in `notebooks/en/11-multi-head-attention.ipynb`.
 */

import {
  checkCount,
  checkFinite,
  checkSame,
  checkSameShape,
  joinColumns,
  type Matrix,
  splitColumns,
} from "../matrix/index.js";
import { attention, attentionBackward, checkAttentionInput } from "./attention.js";
import type {
  HeadForward,
  MultiHeadAttentionForward,
  MultiHeadAttentionInput,
} from "./multiHeadAttention.js";
import { type Projection, project, projectBackward } from "./projection.js";

/** The parameters of multi-head attention, those of all heads side by side. */
export interface PackedAttention {
  /** `H` */
  readonly numHeads: number;
  /** weight of shape `[D, H · K]`, bias of shape `[1, H · K]` */
  readonly query: Projection;
  /** weight of shape `[D, H · K]`, bias of shape `[1, H · K]` */
  readonly key: Projection;
  /** weight of shape `[D, H · V]`, bias of shape `[1, H · V]` */
  readonly value: Projection;
  /** weight of shape `[H · V, O]`, bias of shape `[1, O]` */
  readonly output: Projection;
}

const names = ["query", "key", "value"] as const;

function check(where: string, input: MultiHeadAttentionInput, layer: PackedAttention): void {
  checkCount(where, "numHeads", layer.numHeads);
  for (const name of names) {
    const what = `columns of ${name} and rows of its weight`;
    checkSame(where, what, input[name].shape[1], layer[name].weight.shape[0]);
  }
  checkAttentionInput(where, input);
}

/**
 * `multiHeadAttention` with the projections of all heads done at once, then cut into heads.
 *
 * @returns what `multiHeadAttention` returns
 * @throws RangeError if the shapes do not fit together, `numHeads` does not divide them, or as
 * `attention`; if the output is not finite, as of weights that are not.
 */
export function packedAttention(
  input: MultiHeadAttentionInput,
  layer: PackedAttention,
): MultiHeadAttentionForward {
  check("packedAttention", input, layer);
  const [queries, keys, values] = names.map((name) =>
    splitColumns(project(input[name], layer[name]), layer.numHeads),
  ) as [Matrix[], Matrix[], Matrix[]];
  const heads = queries.map((query, h): HeadForward => {
    const { mask } = input;
    const projected = { query, key: keys[h]!, value: values[h]! };
    return { ...projected, ...attention({ ...projected, ...(mask && { mask }) }) };
  });
  const joined = joinColumns(heads.map(({ output }) => output));
  const output = project(joined, layer.output);
  checkFinite("packedAttention", "output", output.data);
  return { heads, joined, output };
}

/** The gradient of a loss with respect to all that packed attention has read. */
export interface PackedAttentionBackward {
  /** shape `[T, D]` */
  readonly gradQuery: Matrix;
  /** shape `[S, D]` */
  readonly gradKey: Matrix;
  /** shape `[S, D]` */
  readonly gradValue: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: PackedAttention;
}

/**
 * The gradients of the heads' queries, keys and values are put side by side and go through the
 * projections at once; the product sums over the heads.
 *
 * @param forward - what `packedAttention` returned for this input and layer
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, O]`
 * @throws RangeError as `packedAttention`, or if `gradOutput` has not the shape of the output.
 */
export function packedAttentionBackward(
  input: MultiHeadAttentionInput,
  layer: PackedAttention,
  forward: MultiHeadAttentionForward,
  gradOutput: Matrix,
): PackedAttentionBackward {
  const where = "packedAttentionBackward";
  check(where, input, layer);
  checkSameShape(where, "shapes of output and gradOutput", forward.output, gradOutput);
  const output = projectBackward(forward.joined, layer.output, gradOutput);
  const gradHeads = splitColumns(output.gradInput, layer.numHeads); // H times [T, V]
  const heads = forward.heads.map(
    ({ query, key, value, ...inner }, h) =>
      attentionBackward({ query, key, value }, inner, gradHeads[h]!), // the weights know the mask
  );
  const side = (name: "gradQuery" | "gradKey" | "gradValue") =>
    joinColumns(heads.map((head) => head[name]));
  const query = projectBackward(input.query, layer.query, side("gradQuery"));
  const key = projectBackward(input.key, layer.key, side("gradKey"));
  const value = projectBackward(input.value, layer.value, side("gradValue"));
  return {
    gradQuery: query.gradInput,
    gradKey: key.gradInput,
    gradValue: value.gradInput,
    gradLayer: {
      ...layer,
      query: query.gradLayer,
      key: key.gradLayer,
      value: value.gradLayer,
      output: output.gradLayer,
    },
  };
}
