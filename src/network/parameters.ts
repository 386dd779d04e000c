/**
 * @file The matrices of a layer, whatever its structure: what an optimiser trains.
 *
 * A layer is a plain object of matrices, of further layers, of lists of layers. The gradient of a loss
 * with respect to it has the same structure, each matrix replaced by its gradient; so both are listed
 * in the same order: `optimizer.step(matricesOf(layer), matricesOf(gradLayer))`. Every backward pass
 * begins its gradient with `...layer`, so that the order is the layer's whoever has written it.
 */

import { Matrix } from "../matrix/index.js";

/**
 * All matrices of a layer, whatever their shapes, in the order in which its fields were written: the
 * matrices themselves.
 *
 * What is no matrix (an activation, the number of heads) is passed over.
 */
export function matricesOf(layer: object): Matrix[] {
  const list: Matrix[] = [];
  collect(layer, list);
  return list;
}

// One list for all: a training asks at every example.
function collect(part: unknown, list: Matrix[]): void {
  if (part instanceof Matrix) list.push(part);
  else if (typeof part === "object" && part !== null) {
    for (const inner of Object.values(part)) collect(inner, list);
  }
}

/** The number of trainable numbers: the entries of all matrices of a layer. */
export function countParameters(layer: object): number {
  return matricesOf(layer).reduce((count, { data }) => count + data.length, 0);
}
