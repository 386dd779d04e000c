/** @file What the tests of layers share: every parameter drawn, every gradient checked. */

import { expect } from "vitest";
import { Matrix, random, uniformMatrix } from "../../src/matrix/index.js";
import { matricesOf, numericalGradient } from "../../src/network/index.js";
import { expectClose } from "../helpers.js";

/** Fills all matrices of a layer with numbers in [-1, 1): no bias stays zero, no gain one. */
export function stirred<Layer extends object>(layer: Layer, seed: number): Layer {
  const stream = random(seed);
  for (const { data, shape } of matricesOf(layer)) {
    data.set(uniformMatrix(stream, shape, -1, 1).data);
  }
  return layer;
}

/** The same layer with the fields of all its objects written in the opposite order. */
export function reversed<Layer>(layer: Layer): Layer {
  if (layer instanceof Matrix || typeof layer !== "object" || layer === null) return layer;
  if (Array.isArray(layer)) return layer.map(reversed) as Layer;
  const fields = Object.entries(layer).map(([name, part]) => [name, reversed(part as unknown)]);
  return Object.fromEntries(fields.reverse()) as Layer;
}

/** Fails unless `gradLayer` has the layer's structure and is the numerical gradient of `loss`. */
export function expectGradients(
  layer: object,
  gradLayer: object,
  loss: () => number,
  tolerance: { rtol?: number; atol?: number } = {},
): void {
  expect(structure(gradLayer)).toEqual(structure(layer));
  const gradients = matricesOf(gradLayer);
  for (const [k, parameter] of matricesOf(layer).entries()) {
    expectClose(gradients[k]!, numericalGradient(loss, parameter), tolerance);
  }
}

/** The layer with each matrix replaced by its shape, as text: it keeps the order of the fields. */
function structure(layer: object): string {
  return JSON.stringify(layer, (_, part: unknown) => (part instanceof Matrix ? part.shape : part));
}
