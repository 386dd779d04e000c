export * from "./accuracy.js";
export * from "./activations.js";
export * from "./adam.js";
export * from "./attention.js";
export * from "./attentionClassifier.js";
export * from "./averagePrecision.js";
export * from "./beamSearch.js";
export * from "./binaryCrossEntropy.js";
export type { BlockOptions } from "./block.js";
export {
  type Box,
  type Detection,
  intersectionOverUnion,
  type LabelledBox,
  nonMaximumSuppression,
} from "./boxes.js";
export * from "./captioner.js";
export * from "./convolution.js";
export * from "./createTransformer.js";
export * from "./crossEntropy.js";
export * from "./decoderBlock.js";
export {
  type Decoded,
  type DecodingOptions,
  greedyDecode,
  type NextLogProbabilities,
} from "./decoding.js";
export * from "./dense.js";
export * from "./detector.js";
export * from "./embedding.js";
export * from "./encoderBlock.js";
export * from "./engine.js";
export * from "./feedForward.js";
export * from "./gradientCheck.js";
export * from "./initializers.js";
export * from "./labels.js";
export * from "./layerNorm.js";
export * from "./masks.js";
export * from "./meanPooling.js";
export * from "./meanSquaredError.js";
export * from "./mlp.js";
export * from "./momentum.js";
export * from "./multiHeadAttention.js";
export * from "./optimizer.js";
export * from "./packedAttention.js";
export * from "./packing.js";
export * from "./parameters.js";
export * from "./positions.js";
export * from "./projection.js";
export * from "./replaceMatrices.js";
export * from "./residual.js";
export * from "./rmsProp.js";
export * from "./schedules.js";
export * from "./selfAttention.js";
export * from "./sgd.js";
export * from "./softmax.js";
export * from "./tokenRows.js";
export * from "./train.js";
export * from "./trainClassifier.js";
export * from "./trainSequences.js";
export * from "./trainTransformer.js";
export * from "./transformer.js";
export * from "./transformerDecoder.js";
export * from "./transformerEncoder.js";
