/** @file Multi-head attention of each sequence to itself, on both sides. */

import { multiHeadAttention } from "../layers/multiHeadAttention.js";
import { checkField, type Fields, flagAt, numberAt, refuse } from "./json.js";
import type { Kind } from "./kind.js";

/** The call of Keras's layer is told whether it is causal; ours is told when it is made. */
export const attentionKind: Kind = {
  keras: "MultiHeadAttention",
  ours: "MultiHeadAttention",
  groups: ["query_dense", "key_dense", "value_dense", "output_dense"],
  empty: ["_softmax", "_dropout_layer"],
  fields: ["num_heads", "key_dim", "value_dim", "output_shape", "use_bias", "dropout", "seed"],
  fixed: { use_gate: false, attention_axes: [1] },
  read(tf, config, place, call) {
    const numHeads = numberAt(config, "num_heads");
    const keyDim = numberAt(config, "key_dim");
    const valueDim = config.json.value_dim === null ? keyDim : numberAt(config, "value_dim");
    const outputShape = outputShapeOf(config);
    return multiHeadAttention(tf, {
      ...place,
      numHeads,
      keyDim,
      valueDim,
      ...(outputShape === undefined ? {} : { outputShape }),
      useBias: flagAt(config, "use_bias", true),
      dropout: numberAt(config, "dropout"),
      useCausalMask: flagAt(call, "use_causal_mask", false),
      seed: 0, // the weights come from the file
    });
  },
  write(config) {
    checkField(config, "returnAttentionScores", null);
    const { valueDim, dropout, outputShape } = config.json;
    return {
      num_heads: numberAt(config, "numHeads"),
      key_dim: numberAt(config, "keyDim"),
      value_dim: valueDim ?? numberAt(config, "keyDim"),
      dropout: dropout ?? 0,
      use_bias: flagAt(config, "useBias", true),
      output_shape: outputShape ?? null,
      attention_axes: [1],
    };
  },
  call: (config) => (flagAt(config, "useCausalMask", false) ? { use_causal_mask: true } : {}),
};

/** Keras takes a number, or a list of one; `undefined` leaves it to the query. */
function outputShapeOf(config: Fields): number | undefined {
  const { output_shape: told } = config.json;
  if (told === null || told === undefined) return undefined;
  const [length, ...rest] = Array.isArray(told) ? (told as unknown[]) : [told];
  if (typeof length === "number" && rest.length === 0) return length;
  return refuse(config, "output_shape must be one number or null", told);
}
