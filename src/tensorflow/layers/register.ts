/** @file All layers of this folder, made known to TensorFlow.js. */

import type { Tf } from "../backend.js";
import { carryMasks } from "./masks.js";
import { multiHeadAttentionClass } from "./multiHeadAttention.js";
import { tokenEmbeddingClass } from "./tokenEmbedding.js";

/** Lets `tf.loadLayersModel` restore our layers, and masks reach them. */
export function registerLayers(tf: Tf): void {
  carryMasks(tf);
  for (const classFor of [multiHeadAttentionClass, tokenEmbeddingClass]) classFor(tf);
}
