/** @file One small classification problem for every backend. Sizes are distinct primes. */

import { Matrix, normalMatrix, type Random, random } from "../../src/matrix/index.js";
import {
  type Activation,
  createMlp,
  identity,
  type Mlp,
  relu,
  sigmoid,
  tanh,
} from "../../src/network/index.js";

export const INPUTS = 13;
export const CLASSES = 3;

/** Points around one centre for each class, a different number of features than of anything else. */
export function problem(count: number, seed: number): { input: Matrix; labels: Uint8Array } {
  const drawn = random(seed);
  const labels = Uint8Array.from({ length: count }, () => drawn.integer(CLASSES));
  const { data, shape } = normalMatrix(drawn, [count, INPUTS], 0, 1);
  const input = new Matrix(
    data.map((noise, k) => noise + (k % INPUTS === labels[Math.floor(k / INPUTS)] ? 3 : 0)),
    shape,
  );
  return { input, labels };
}

/** The activations that both know, by name. */
export const activations: Record<"relu" | "sigmoid" | "tanh" | "identity", Activation> = {
  relu,
  sigmoid,
  tanh,
  identity,
};

/** A network 13 → 7 → 5 → 3, the same for the same seed. */
export function network(seed: number, hidden: Activation = relu): Mlp {
  return createMlp({
    sizes: [INPUTS, 7, 5, CLASSES],
    hidden,
    output: identity,
    random: random(seed),
  });
}

/** Rounding of 32 bits in sums of some dozen numbers of size one. */
export const FLOAT = { rtol: 2e-6, atol: 1e-6 };

/** What `getWeights` gives, as a matrix. */
export function toMatrix({
  data,
  shape,
}: {
  data: Float64Array;
  shape: readonly [number, number];
}) {
  return new Matrix(data, shape);
}

/** Draws the order of each epoch from a generator of its own. */
export function inTurn(...seeds: number[]): Random {
  return { ...random(0), permutation: (n) => random(seeds.shift()!).permutation(n) };
}
