/** @file The sizes of the shipped networks. */

/** What `createDetector` is told beside where the weights are drawn from. */
export const DETECTOR_SIZES = {
  convolutions: [
    { outputs: 8, stride: 2 },
    { outputs: 16, stride: 2 },
    { outputs: 32, stride: 2 },
    { outputs: 32, stride: 1 },
    { outputs: 32, stride: 1 },
    { outputs: 32, stride: 1 },
  ],
  classes: 10,
  typicalSide: 17,
} as const;

/** Features of the layers of the variational autoencoder of digits; its plane has two. */
export const AUTOENCODER_SIZES = {
  /** the last: two means, then the logarithms of two variances */
  encoder: [784, 64, 4],
  decoder: [2, 32, 64, 784],
} as const;

/** What `createCaptioner` is told beside the words and where the weights are drawn from. */
export const CAPTIONER_SIZES = {
  /** middle and sides of a box, and ten classes */
  known: 14,
  features: 32,
  numHeads: 4,
  hiddenFeatures: 64,
  encoderBlocks: 1,
  decoderBlocks: 2,
} as const;
