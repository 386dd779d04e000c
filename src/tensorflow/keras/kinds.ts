/** @file The classes of layers that both sides know; another one is one more entry. */

import { globalAveragePooling1d } from "../layers/globalAveragePooling1d.js";
import { tokenEmbedding } from "../layers/tokenEmbedding.js";
import { attentionKind } from "./attentionKind.js";
import { choiceAt, flagAt, numberAt } from "./json.js";
import { ACTIVATIONS, type Kind } from "./kind.js";

const dense: Kind = {
  keras: "Dense",
  ours: "Dense",
  groups: [""],
  fields: ["units", "activation", "use_bias"],
  read: (tf, config, place) =>
    tf.layers.dense({
      ...place,
      units: numberAt(config, "units"),
      activation: choiceAt(config, "activation", ACTIVATIONS),
      useBias: flagAt(config, "use_bias", true),
    }),
  write: (config) => ({
    units: numberAt(config, "units"),
    activation: choiceAt(config, "activation", ACTIVATIONS),
    use_bias: flagAt(config, "useBias", true),
  }),
};

const embedding: Kind = {
  keras: "Embedding",
  ours: "TokenEmbedding",
  groups: [""],
  fields: ["input_dim", "output_dim", "mask_zero"],
  read: (tf, config, place) =>
    tokenEmbedding(tf, {
      ...place,
      inputDim: numberAt(config, "input_dim"),
      outputDim: numberAt(config, "output_dim"),
      maskZero: flagAt(config, "mask_zero", false),
      seed: 0, // the vectors come from the file
    }),
  write: (config) => ({
    input_dim: numberAt(config, "inputDim"),
    output_dim: numberAt(config, "outputDim"),
    mask_zero: flagAt(config, "maskZero", false),
  }),
};

const pooling: Kind = {
  keras: "GlobalAveragePooling1D",
  ours: "MaskedAveragePooling1D",
  groups: [""],
  fields: [],
  fixed: { data_format: "channels_last", keepdims: false },
  read: (tf, _, place) => globalAveragePooling1d(tf, place),
  write: () => ({ data_format: "channels_last", keepdims: false }),
};

const flatten: Kind = {
  keras: "Flatten",
  ours: "Flatten",
  groups: [""],
  fields: [],
  fixed: { data_format: "channels_last" },
  read: (tf, _, place) => tf.layers.flatten({ ...place }),
  write: () => ({ data_format: "channels_last" }),
};

export const KINDS: readonly Kind[] = [dense, embedding, attentionKind, pooling, flatten];
