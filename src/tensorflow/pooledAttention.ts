/**
 * @file A classifier of texts, read out of a model of TensorFlow.js: embedding, attention of each text
 * to itself, the mean over its tokens, dense layers. Program 2 is one.
 *
 * Letters for shapes, as in Keras: `D` features of a token, `H` heads, `K` features of a query or key,
 * `V` of a value, `O` features of the attention's output.
 */

import type { LayersModel } from "@tensorflow/tfjs";
import { type NetworkLayer, readChain } from "./network.js";

/** Sizes of such a classifier; its parameters are in the order of Keras. */
export interface PooledAttention {
  /** entries of the embedding; id 0 is padding */
  readonly vocabulary: number;
  /** `D` */
  readonly width: number;
  /** `H` */
  readonly numHeads: number;
  /** `K` */
  readonly keyDim: number;
  /** `V` */
  readonly valueDim: number;
  /** `O` */
  readonly outputs: number;
  /** the dense layers after the mean; the last one gives logits */
  readonly layers: readonly NetworkLayer[];
  /** logits; 1 if one decides between the classes 0 and 1 */
  readonly classes: number;
}

type Layer = LayersModel["layers"][number];

/** What the layers must be, in this order, before the dense ones. */
const KINDS = ["TokenEmbedding", "MultiHeadAttention", "MaskedAveragePooling1D"];

/** `undefined` if the model is another, or one that this way would make no faster. */
export function readPooledAttention(model: LayersModel): PooledAttention | undefined {
  const layers = inRow(model);
  if (!layers || KINDS.some((kind, l) => layers[l]?.getClassName() !== kind)) return undefined;
  const [embedding, attention] = layers as [Layer, Layer];
  const table = embedding.getConfig();
  const config = attention.getConfig();
  const { dropout, useBias, useCausalMask, returnAttentionScores } = config;
  const isPlain = !dropout && useBias !== false && !useCausalMask && !returnAttentionScores;
  const dense = readChain(layers.slice(KINDS.length));
  if (!table.maskZero || !isPlain || !dense) return undefined;
  const width = table.outputDim as number;
  const keyDim = config.keyDim as number;
  // Projections are folded into matrices of width × width: a gain while that is no more than they had.
  if (width > keyDim) return undefined;
  return {
    vocabulary: table.inputDim as number,
    width,
    numHeads: config.numHeads as number,
    keyDim,
    valueDim: (config.valueDim ?? keyDim) as number,
    outputs: dense[0]!.inputs,
    layers: dense,
    classes: dense.at(-1)!.outputs,
  };
}

/** The layers behind the input, first layer first, if each reads what the one before it gives alone. */
function inRow({ layers: all, outputs }: LayersModel): readonly Layer[] | undefined {
  // A sequential model does not list its input.
  const layers = all.filter((layer) => layer.getClassName() !== "InputLayer");
  const isRow = layers.every((layer, l) => {
    const { inputTensors } = layer.inboundNodes[0]!;
    const before = layers[l - 1];
    return !before || inputTensors.every(({ sourceLayer }) => sourceLayer === before);
  });
  return isRow && outputs[0]!.sourceLayer === layers.at(-1) ? layers : undefined;
}
