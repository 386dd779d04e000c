/** @file The neuron from above with a slider that turns it, for notebooks, where no hand can drag it. */

import type { Figure } from "./figure.js";
import type { NeuronPlane } from "./neuron.js";
import { neuronPlane } from "./neuronPlane.js";
import { withSlider } from "./withSlider.js";

const turns: readonly number[] = Array.from({ length: 24 }, (_, k) => 15 * k);

/**
 * `neuronPlane` with a slider under it that turns the weight vector, its length and the bias kept.
 *
 * @throws RangeError unless all numbers are finite.
 */
export function turningNeuron(neuron: NeuronPlane): Figure {
  return withSlider(
    turns.map((degrees) => neuronPlane(turned(neuron, degrees))),
    { label: "weights turned by", values: turns.map((degrees) => `${degrees}°`) },
  );
}

function turned(neuron: NeuronPlane, degrees: number): NeuronPlane {
  const [w1, w2] = neuron.weight;
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return { ...neuron, weight: [c * w1 - s * w2, s * w1 + c * w2] };
}
