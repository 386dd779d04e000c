/**
 * @file Random weights to start from, by the rules and constants of Keras.
 *
 * Letters for shapes: `I` inputs (fan in), `O` outputs (fan out) of the layer.
 *
 * Sources: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
 * networks" (2010), equation 16; He et al., "Delving Deep into Rectifiers" (2015), equation 10.
 */

import { generate, type Matrix, type Random, type Shape, uniformMatrix } from "../matrix/index.js";

/** Draws a weight of shape `[I, O]`. */
export type Initializer = (random: Random, shape: Shape) => Matrix;

/** Uniform in `±√(6 / (I + O))`: variance `2 / (I + O)`. */
export const glorotUniform: Initializer = (random, shape) =>
  uniformOfVariance(random, shape, 2 / (shape[0] + shape[1]));

/** Truncated normal of variance `2 / (I + O)`. */
export const glorotNormal: Initializer = (random, shape) =>
  truncatedNormalOfVariance(random, shape, 2 / (shape[0] + shape[1]));

/** Uniform in `±√(6 / I)`: variance `2 / I`, for layers followed by ReLU. */
export const heUniform: Initializer = (random, shape) =>
  uniformOfVariance(random, shape, 2 / shape[0]);

/** Truncated normal of variance `2 / I`, for layers followed by ReLU. */
export const heNormal: Initializer = (random, shape) =>
  truncatedNormalOfVariance(random, shape, 2 / shape[0]);

/** The uniform distribution in `±limit` has variance `limit² / 3`. */
function uniformOfVariance(random: Random, shape: Shape, variance: number): Matrix {
  const limit = Math.sqrt(3 * variance);
  return uniformMatrix(random, shape, -limit, limit);
}

/** Standard deviation of a standard normal variable given that it lies in [−2, 2]. */
const DEVIATION_WITHIN_TWO = 0.8796256610342398;

/** A normal distribution without what lies beyond two standard deviations. */
function truncatedNormalOfVariance(random: Random, shape: Shape, variance: number): Matrix {
  const factor = Math.sqrt(variance) / DEVIATION_WITHIN_TWO;
  return generate(shape, () => {
    let drawn = random.normal();
    while (Math.abs(drawn) > 2) drawn = random.normal();
    return factor * drawn;
  });
}
