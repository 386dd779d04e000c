/** @file Models of TensorFlow.js that are the by-hand ones: the same parts with the same weights. */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import type { Matrix } from "../../src/matrix/index.js";
import * as byHand from "../../src/network/index.js";
import {
  denseLayer,
  globalAveragePooling1d,
  type Layer,
  layerNormalization,
  multiHeadAttention,
  positionalEmbedding,
  setWeights,
  type Tf,
  tokenEmbedding,
  transformerDecoder,
  transformerEncoder,
} from "../../src/tensorflow/index.js";

/** All matrices of a by-hand layer, the heads of attention packed side by side as Keras has them. */
export function packedMatrices(layer: object): Matrix[] {
  if ("heads" in layer) {
    return byHand.matricesOf(byHand.packHeads(layer as byHand.MultiHeadAttention));
  }
  return Object.values(layer).flatMap((part: unknown) => {
    if (typeof part !== "object" || part === null) return [];
    return "shape" in part ? [part as Matrix] : packedMatrices(part);
  });
}

/** Layers one after another. */
export function chain(input: SymbolicTensor, ...layers: Layer[]): SymbolicTensor {
  return layers.reduce((x, layer) => layer.apply(x) as SymbolicTensor, input);
}

/** Program 2 with the sizes and weights of a by-hand classifier; token 0 is padding. */
export function classifierModel(
  tf: Tf,
  classifier: byHand.AttentionClassifier,
  length: number | null,
): LayersModel {
  const { heads } = classifier.attention;
  const [inputDim, outputDim] = classifier.embedding.weight.shape;
  const ids = tf.input({ shape: [length], dtype: "int32" });
  const logit = chain(
    ids,
    tokenEmbedding(tf, { inputDim, outputDim, maskZero: true, seed: 1 }),
    multiHeadAttention(tf, {
      numHeads: heads.length,
      keyDim: heads[0]!.query.weight.shape[1],
      seed: 2,
    }),
    globalAveragePooling1d(tf),
    ...classifier.dense.layers.map(({ weight, activation }, k) => {
      const name = activation.name === "relu" ? ("relu" as const) : ("linear" as const);
      return denseLayer(tf, { units: weight.shape[1], activation: name, seed: k });
    }),
  );
  const model = tf.model({ inputs: ids, outputs: logit });
  setWeights(tf, model, packedMatrices(classifier));
  return model;
}

/** An encoder–decoder with the sizes and weights of a by-hand one; token 0 is padding. */
export function transformerModel(
  tf: Tf,
  layer: byHand.Transformer,
  lengths: readonly [source: number, target: number],
): LayersModel {
  const side = (k: 0 | 1) => {
    const { embedding, positions } = [layer.encoder, layer.decoder][k]!.tokens;
    const [inputDim, outputDim] = embedding.weight.shape;
    const ids = tf.input({ shape: [lengths[k]], dtype: "int32" });
    const learned = positions && { kind: "learned" as const, maxLength: positions.weight.shape[0] };
    const rows = [
      tokenEmbedding(tf, { inputDim, outputDim, maskZero: true, seed: 1 }),
      positionalEmbedding(tf, {
        ...(learned ? { ...learned, seed: 1 } : { kind: "sinusoidal" }),
        scaleInput: true,
      }),
    ];
    return { ids, rows, x: chain(ids, ...rows) };
  };
  const [source, target] = [side(0), side(1)];
  const options = (block: byHand.EncoderBlock | byHand.DecoderBlock) => {
    const { heads } = "attention" in block ? block.attention : block.selfAttention;
    return {
      numHeads: heads.length,
      keyDim: heads[0]!.query.weight.shape[1],
      hiddenFeatures: block.feedForward.hidden.weight.shape[1],
      placement: block.placement,
      seed: 1,
    };
  };
  const encoders = layer.encoder.blocks.map((block) => transformerEncoder(tf, options(block)));
  const decoders = layer.decoder.blocks.map((block) => transformerDecoder(tf, options(block)));
  const norms = [layer.encoder, layer.decoder].map(({ norm }) =>
    norm ? [layerNormalization(tf)] : [],
  ) as [Layer[], Layer[]];
  const encoded = chain(source.x, ...encoders, ...norms[0]);
  const decoded = decoders.reduce(
    (x, block) => block.apply([x, encoded]) as SymbolicTensor,
    target.x,
  );
  const output = denseLayer(tf, { units: layer.output.weight.shape[1], seed: 1 });
  const model = tf.model({
    inputs: [source.ids, target.ids],
    outputs: chain(decoded, ...norms[1], output),
  });
  const ordered = [
    source.rows,
    encoders,
    norms[0],
    target.rows,
    decoders,
    norms[1],
    [output],
  ].flat();
  setLayers(tf, ordered, packedMatrices(layer));
  return model;
}

/** Gives each layer its part of the matrices. */
function setLayers(tf: Tf, layers: readonly Layer[], matrices: readonly Matrix[]): void {
  let k = 0;
  for (const layer of layers) {
    tf.tidy(() => {
      layer.setWeights(
        layer
          .getWeights()
          .map(({ shape }) => tf.tensor(Float32Array.from(matrices[k++]!.data), shape)),
      );
    });
  }
}
