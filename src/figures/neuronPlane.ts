/**
 * @file A neuron of two inputs from above: where it is live, and what it passes on.
 *
 * Told in `notebooks/en/05-forward-pass.ipynb`; w is the weight, b the bias, z = w·x + b.
 */

import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import type { Point } from "./halfPlane.js";
import { answersOf, type NeuronPlane } from "./neuron.js";
import { neuronParts } from "./neuronParts.js";
import { planeLayout, viewPlane } from "./planeView.js";

const where = "neuronPlane";

/**
 * The plane of inputs: the border `z = 0` at right angles to the weight vector, the side beyond it
 * shaded where the neuron is live, and beside each input its activation.
 *
 * A weight of length 0 has no border: the neuron is live everywhere or nowhere.
 *
 * @throws RangeError unless all numbers are finite.
 */
export function neuronPlane(neuron: NeuronPlane): Figure {
  checkPoint("weight", neuron.weight);
  if (!Number.isFinite(neuron.bias)) {
    throw new RangeError(`${where}: bias must be finite, got ${neuron.bias}`);
  }
  neuron.inputs.forEach((input, i) => {
    checkPoint(`input ${i}`, input);
  });
  const rows = answersOf(neuron).map(({ z, a }, i) => [
    ...neuron.inputs[i]!,
    Number(z.toFixed(2)) + 0,
    Number(a.toFixed(2)),
  ]);
  const columns = ["<i>x</i><sub>1</sub>", "<i>x</i><sub>2</sub>", "<i>z</i>", "<i>a</i>"];
  return forEachCanvas({ table: { columns, rows } }, (canvas) => lay(canvas, neuron));
}

function checkPoint(what: string, point: Point): void {
  if (point.length === 2 && point.every(Number.isFinite)) return;
  throw new RangeError(`${where}: ${what} must be two finite numbers, got [${point.join(", ")}]`);
}

function lay(canvas: Canvas, neuron: NeuronPlane): { data: object[]; layout: object } {
  const view = viewPlane(canvas, neuron.inputs);
  return { data: neuronParts(neuron, view), layout: planeLayout(view) };
}
