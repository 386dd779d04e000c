/**
 * @file A variational autoencoder of digits: 784 pixels to a place in a plane, and back.
 *
 * Source: trained for this course on MNIST, in TensorFlow.js, by `COURSE_PACK=1` before
 * `tests/tensorflow/vision.test.ts`; `autoencoder.gz` has its weights in eight bits. The model is that
 * of Kingma and Welling, "Auto-Encoding Variational Bayes" (2014), appendix C.1, with two latent numbers.
 */

import { type Random, random } from "../../matrix/index.js";
import { createMlp, type Mlp, sigmoid } from "../../network/index.js";
import { readWeights } from "../weights.js";
import { AUTOENCODER_SIZES } from "./sizes.js";

/** Two networks, each the way back of the other. */
export interface DigitAutoencoder {
  /** a digit, shape `[N, 784]`, to `[N, 4]`: mean of its two latent numbers, then `log` of their variances */
  readonly encoder: Mlp;
  /** two latent numbers, shape `[N, 2]`, to `[N, 784]`: the probability that each pixel is ink */
  readonly decoder: Mlp;
}

const FILE = {
  path: "src/data/vision/autoencoder.gz",
  sha256: "3befdc5060294ceef5b8496dc4a98b975b6ce6458d3d4ce98c7e29b05bd86c7f",
};

/**
 * The autoencoder, read from the file that comes with this library and checked byte for byte.
 *
 * Whoever draws two numbers from the standard normal distribution and hands them to `decoder` has
 * generated a digit.
 *
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function loadDigitAutoencoder(): Promise<DigitAutoencoder> {
  return await readWeights("loadDigitAutoencoder", FILE, drawAutoencoder(random(1)));
}

/** The autoencoder before it has learned anything. */
export function drawAutoencoder(drawn: Random): DigitAutoencoder {
  const { encoder, decoder } = AUTOENCODER_SIZES;
  return {
    encoder: createMlp({ sizes: encoder, random: drawn }),
    decoder: createMlp({ sizes: decoder, random: drawn, output: sigmoid }),
  };
}
