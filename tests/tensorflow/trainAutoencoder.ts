/**
 * @file Trains the variational autoencoder of `src/data/vision/autoencoder.gz` in TensorFlow, on the
 * 60,000 digits of MNIST's training set: Adam, ascending the bound of Kingma and Welling (2014),
 * equation 10, with one draw of the latent a digit.
 */

import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";
import { digitMatrix, loadMnist } from "../../src/data/index.js";
import { type DigitAutoencoder, drawAutoencoder } from "../../src/data/vision/autoencoder.js";
import { AUTOENCODER_SIZES } from "../../src/data/vision/sizes.js";
import { normalMatrix, random } from "../../src/matrix/index.js";
import { cosineDecay } from "../../src/network/index.js";
import { loadTensorFlow } from "../../src/tensorflow/index.js";
import { variablesOf, withVariables } from "./trainedWeights.js";

const EPOCHS = 6;
const BATCH_SIZE = 200;
const LARGEST_RATE = 4e-3;

/** @param tell - is given a line after every epoch */
export async function trainAutoencoder(tell: (line: string) => void): Promise<DigitAutoencoder> {
  const { tf, description } = await loadTensorFlow();
  tell(description);
  const { train } = await loadMnist();
  const drawn = random(1);
  const drawnModel = drawAutoencoder(drawn);
  const weights = variablesOf(tf, drawnModel);
  /** Dense layers from weight `first` on, ReLU between them. */
  const run = (input: Tensor, first: number, sizes: readonly number[]): Tensor2D => {
    let output = input as Tensor2D;
    for (let l = 0; l < sizes.length - 1; ++l) {
      if (l > 0) output = output.relu();
      output = output.matMul(weights[first + 2 * l]!).add(weights[first + 2 * l + 1]!);
    }
    return output;
  };
  const encoderWeights = 2 * (AUTOENCODER_SIZES.encoder.length - 1);
  const lossOf = (digits: Tensor2D, noise: Tensor2D): Scalar => {
    const code = run(digits, 0, AUTOENCODER_SIZES.encoder);
    const [mean, logVariance] = tf.split(code, 2, 1) as [Tensor2D, Tensor2D];
    const latent = mean.add(logVariance.div(2).exp().mul(noise));
    const t = run(latent, encoderWeights, AUTOENCODER_SIZES.decoder);
    // −log p(digit | latent): cross-entropy of every pixel, written so that a large t stays finite
    const unlike = t.relu().sub(t.mul(digits)).add(t.abs().neg().exp().log1p()).sum();
    const apart = mean.square().add(logVariance.exp()).sub(logVariance).sub(1).sum().div(2);
    return unlike.add(apart).div(digits.shape[0]).asScalar();
  };
  const steps = Math.floor(train.count / BATCH_SIZE);
  const falling = cosineDecay({ initialLearningRate: LARGEST_RATE, decaySteps: EPOCHS * steps });
  const adam = tf.train.adam(LARGEST_RATE);
  for (let epoch = 0; epoch < EPOCHS; ++epoch) {
    const order = drawn.permutation(train.count);
    let sum = 0;
    for (let step = 0; step < steps; ++step) {
      const rows = order.subarray(step * BATCH_SIZE, (step + 1) * BATCH_SIZE);
      const [digits, noise] = [
        digitMatrix(train, rows),
        normalMatrix(drawn, [BATCH_SIZE, 2], 0, 1),
      ];
      (adam as unknown as { learningRate: number }).learningRate = falling(epoch * steps + step);
      const loss = adam.minimize(
        () =>
          lossOf(
            tf.tensor2d(Float32Array.from(digits.data), [BATCH_SIZE, 784]),
            tf.tensor2d(Float32Array.from(noise.data), [BATCH_SIZE, 2]),
          ),
        true,
        weights,
      )!;
      sum += loss.dataSync()[0]!;
      loss.dispose();
    }
    tell(`epoch ${epoch + 1} of ${EPOCHS}: bound ${(-sum / steps).toFixed(2)}`);
  }
  return withVariables(drawnModel, weights);
}
