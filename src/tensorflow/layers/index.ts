export type {
  Attended,
  AttendOptions,
  MultiHeadAttention,
  MultiHeadAttentionOptions,
} from "./attentionOptions.js";
export type { TransformerBlockOptions } from "./block.js";
export { type FeedForwardActivation, type FeedForwardOptions, feedForward } from "./feedForward.js";
export { globalAveragePooling1d } from "./globalAveragePooling1d.js";
export type { LayerOptions } from "./layerClass.js";
export { type LayerNormalizationOptions, layerNormalization } from "./layerNormalization.js";
export { multiHeadAttention } from "./multiHeadAttention.js";
export {
  type LearnedPositions,
  type PositionalEmbeddingOptions,
  positionalEmbedding,
  type SinusoidalPositions,
} from "./positionalEmbedding.js";
export { type TokenEmbeddingOptions, tokenEmbedding } from "./tokenEmbedding.js";
export {
  type Decoded,
  type TransformerDecoder,
  type TransformerDecoderOptions,
  transformerDecoder,
} from "./transformerDecoder.js";
export {
  type TransformerEncoder,
  type TransformerEncoderOptions,
  transformerEncoder,
} from "./transformerEncoder.js";
