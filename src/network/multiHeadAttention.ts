/**
 * @file Multi-head attention of one sequence, head by head, forward and backward.
 *
 * Letters for shapes, as in Keras: `T` queries (target), `S` keys and values (source), `D` features of
 * a token, `H` heads, `K` features of a head's query and key, `V` of its value, `O` output features.
 *
 * `packedAttention.ts` computes the same with one product for all heads.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.2.2. Derived in
 * `notebooks/en/11-multi-head-attention.ipynb`.
 */

import {
  add,
  checkCount,
  checkFinite,
  checkSame,
  checkSameShape,
  joinColumns,
  type Matrix,
  splitColumns,
} from "../matrix/index.js";
import {
  type AttentionForward,
  attention,
  attentionBackward,
  checkAttentionInput,
} from "./attention.js";
import { type Projection, project, projectBackward } from "./projection.js";

/** The projections of one head. */
export interface AttentionHead {
  /** weight of shape `[D, K]` */
  readonly query: Projection;
  /** weight of shape `[D, K]` */
  readonly key: Projection;
  /** weight of shape `[D, V]` */
  readonly value: Projection;
}

/** The parameters of multi-head attention. */
export interface MultiHeadAttention {
  /** `H` of them */
  readonly heads: readonly AttentionHead[];
  /** weight of shape `[H · V, O]`: mixes what the heads have found */
  readonly output: Projection;
}

/** What multi-head attention reads; for self-attention all three are the same matrix. */
export interface MultiHeadAttentionInput {
  /** the tokens that ask, shape `[T, D]` */
  readonly query: Matrix;
  /** the tokens by what they are found, shape `[S, D]` */
  readonly key: Matrix;
  /** the tokens by what they give, shape `[S, D]` */
  readonly value: Matrix;
  /** shape `[T, S]`, 1 where a query may look at a key, else 0; defaults to 1 everywhere */
  readonly mask?: Matrix;
}

/** All that one head computes. */
export interface HeadForward extends AttentionForward {
  /** projected, shape `[T, K]` */
  readonly query: Matrix;
  /** projected, shape `[S, K]` */
  readonly key: Matrix;
  /** projected, shape `[S, V]` */
  readonly value: Matrix;
}

/** All that multi-head attention computes on its way. */
export interface MultiHeadAttentionForward {
  /** of each head queries, keys, values, scores, weights and output */
  readonly heads: readonly HeadForward[];
  /** the outputs of the heads side by side, shape `[T, H · V]` */
  readonly joined: Matrix;
  /** shape `[T, O]` */
  readonly output: Matrix;
}

function check(where: string, input: MultiHeadAttentionInput, layer: MultiHeadAttention): void {
  checkCount(where, "the number of heads", layer.heads.length);
  for (const [h, head] of layer.heads.entries()) {
    for (const name of ["query", "key", "value"] as const) {
      const what = `columns of ${name} and rows of the ${name} weight of head ${h}`;
      checkSame(where, what, input[name].shape[1], head[name].weight.shape[0]);
    }
  }
  checkAttentionInput(where, input);
}

/**
 * `joined · output.weight + output.bias`, where `joined` has side by side what each head finds:
 * `attention(query · W_q + b_q, key · W_k + b_k, value · W_v + b_v)`.
 *
 * @throws RangeError if the shapes do not fit together, there are no heads, or as `attention`; if the
 * output is not finite, as of weights that are not.
 */
export function multiHeadAttention(
  input: MultiHeadAttentionInput,
  layer: MultiHeadAttention,
): MultiHeadAttentionForward {
  check("multiHeadAttention", input, layer);
  const heads = layer.heads.map((head) => {
    const query = project(input.query, head.query);
    const key = project(input.key, head.key);
    const value = project(input.value, head.value);
    const { mask } = input;
    return { query, key, value, ...attention({ query, key, value, ...(mask && { mask }) }) };
  });
  const joined = joinColumns(heads.map(({ output }) => output));
  const output = project(joined, layer.output);
  checkFinite("multiHeadAttention", "output", output.data);
  return { heads, joined, output };
}

/** The gradient of a loss with respect to all that multi-head attention has read. */
export interface MultiHeadAttentionBackward {
  /** shape `[T, D]` */
  readonly gradQuery: Matrix;
  /** shape `[S, D]` */
  readonly gradKey: Matrix;
  /** shape `[S, D]` */
  readonly gradValue: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: MultiHeadAttention;
}

/**
 * Through the output projection to each head's share, through its attention to its queries, keys and
 * values, through its projections to the tokens; what the heads give back to a token is added up.
 *
 * For self-attention the gradient of the tokens is `gradQuery + gradKey + gradValue`.
 *
 * @param forward - what `multiHeadAttention` returned for this input and layer
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, O]`
 * @throws RangeError as `multiHeadAttention`, or if `gradOutput` has not the shape of the output.
 */
export function multiHeadAttentionBackward(
  input: MultiHeadAttentionInput,
  layer: MultiHeadAttention,
  forward: MultiHeadAttentionForward,
  gradOutput: Matrix,
): MultiHeadAttentionBackward {
  const where = "multiHeadAttentionBackward";
  check(where, input, layer);
  checkSameShape(where, "shapes of output and gradOutput", forward.output, gradOutput);
  const output = projectBackward(forward.joined, layer.output, gradOutput);
  const gradHeads = splitColumns(output.gradInput, layer.heads.length); // H times [T, V]
  const heads = layer.heads.map((head, h) => {
    const { query, key, value, ...inner } = forward.heads[h]!;
    const projected = { query, key, value }; // the weights know the mask
    const { gradQuery, gradKey, gradValue } = attentionBackward(projected, inner, gradHeads[h]!);
    return {
      ...head,
      query: projectBackward(input.query, head.query, gradQuery),
      key: projectBackward(input.key, head.key, gradKey),
      value: projectBackward(input.value, head.value, gradValue),
    };
  });
  const total = (name: keyof AttentionHead) =>
    heads.map((head) => head[name].gradInput).reduce((sum, gradient) => add(sum, gradient));
  const gradHeadLayers = heads.map((head) => ({
    ...head,
    query: head.query.gradLayer,
    key: head.key.gradLayer,
    value: head.value.gradLayer,
  }));
  return {
    gradQuery: total("query"),
    gradKey: total("key"),
    gradValue: total("value"),
    gradLayer: { ...layer, heads: gradHeadLayers, output: output.gradLayer },
  };
}
