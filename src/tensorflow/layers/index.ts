export type {
  Attended,
  AttendOptions,
  MultiHeadAttention,
  MultiHeadAttentionOptions,
} from "./attentionOptions.js";
export type { LayerOptions } from "./layerClass.js";
export { multiHeadAttention } from "./multiHeadAttention.js";
export { type TokenEmbeddingOptions, tokenEmbedding } from "./tokenEmbedding.js";
