/** @file All layers of this folder, made known to TensorFlow.js. */

import type { Tf } from "../backend.js";
import { feedForwardClass } from "./feedForward.js";
import { globalAveragePooling1dClass } from "./globalAveragePooling1d.js";
import { layerNormalizationClass } from "./layerNormalization.js";
import { multiHeadAttentionClass } from "./multiHeadAttention.js";
import { positionalEmbeddingClass } from "./positionalEmbedding.js";
import { tokenEmbeddingClass } from "./tokenEmbedding.js";
import { transformerDecoderClass } from "./transformerDecoder.js";
import { transformerEncoderClass } from "./transformerEncoder.js";

const classes = [
  feedForwardClass,
  globalAveragePooling1dClass,
  layerNormalizationClass,
  multiHeadAttentionClass,
  positionalEmbeddingClass,
  tokenEmbeddingClass,
  transformerDecoderClass,
  transformerEncoderClass,
];

/** Lets `tf.loadLayersModel` restore our layers. */
export function registerLayers(tf: Tf): void {
  for (const classOf of classes) classOf(tf);
}
