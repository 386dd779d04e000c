/**
 * @file Activation functions with their derivatives, and their use on a whole matrix.
 *
 * Derived in `notebooks/en/05-forward-pass.ipynb` and `06-back-propagation.ipynb`.
 */

import { checkSameShape, type Matrix, map, multiply } from "../matrix/index.js";

/** A function that is applied to every entry, and its derivative. */
export interface Activation {
  readonly name: string;
  /** the function, of the pre-activation `z` */
  readonly value: (z: number) => number;
  /** its derivative, also of the pre-activation `z` (not of the value) */
  readonly derivative: (z: number) => number;
}

/** `z`: no activation. */
export const identity: Activation = {
  name: "identity",
  value: (z) => z,
  derivative: () => 1,
};

/** `max(0, z)`. At 0 it has no derivative; 0 is taken there, as in Keras. */
export const relu: Activation = {
  name: "relu",
  value: (z) => Math.max(0, z),
  derivative: (z) => (z > 0 ? 1 : 0),
};

/** `1 / (1 + exp(−z))`, between 0 and 1. */
export const sigmoid: Activation = {
  name: "sigmoid",
  value: (z) => 1 / (1 + Math.exp(-z)),
  // σ(−z) is 1 − σ(z), without the digits that the subtraction loses for large z.
  derivative: (z) => sigmoid.value(z) * sigmoid.value(-z),
};

/** `tanh(z)`, between −1 and 1. */
export const tanh: Activation = {
  name: "tanh",
  value: Math.tanh,
  derivative: (z) => 1 - Math.tanh(z) ** 2,
};

/** `φ(z)` of every entry; the result has the shape of `z`. */
export function activate(activation: Activation, z: Matrix): Matrix {
  return map(z, activation.value);
}

/**
 * `∂L/∂zᵢⱼ = φ′(zᵢⱼ) · gradOutputᵢⱼ`.
 *
 * @param z - pre-activations: what `activate` was given
 * @param gradOutput - gradient of the loss with respect to `φ(z)`, of the same shape
 * @throws RangeError if the shapes differ.
 */
export function activateBackward(activation: Activation, z: Matrix, gradOutput: Matrix): Matrix {
  checkSameShape("activateBackward", "shapes of z and gradOutput", z, gradOutput);
  return multiply(map(z, activation.derivative), gradOutput);
}
