/** @file The neuron that can be dragged: the tip of its weight vector, and its border. */

import { borderOf, type Point, stepsWithin } from "../halfPlane.js";
import { answersOf, type NeuronPlane } from "../neuron.js";
import { drawnLength } from "../neuronParts.js";
import { neuronPlane } from "../neuronPlane.js";
import { decimals } from "../numbers.js";
import type { DraggedKind, Handle } from "./kind.js";
import { hundredths, isNumber, isPoint } from "./points.js";

/** A part of the plane that is seen on every canvas: handles stay within it. */
const seen = { x: [-2.4, 2.4], y: [-2.2, 2.2] } as const;

const largestWeight = 1.1;
const largestBias = 3;
/** A shorter vector is taken as 0, so that the hand finds the place without a border. */
const shortest = 0.05;
const keyStep = 0.05;

/** Drag the tip to change direction and length, the border to change the bias. */
export const neuronPlaneKind: DraggedKind<NeuronPlane> = {
  hint: "Drag the tip of the arrow, or the border.",
  read(state) {
    const { weight, bias, inputs } = Object(state) as Record<string, unknown>;
    const fits = isPoint(weight) && isNumber(bias) && Array.isArray(inputs);
    if (!fits || !inputs.every(isPoint) || inputs.length > 50) {
      const need = "{ weight: [w1, w2], bias, inputs: [[x1, x2], …] }, at most 50 inputs";
      throw new TypeError(
        `neuron-plane: the state must be ${need}, finite numbers within ±100, got ${JSON.stringify(state)}`,
      );
    }
    return { weight, bias, inputs };
  },
  figure: neuronPlane,
  handles: (neuron) => [tipOf(neuron), borderHandle(neuron)],
  move(neuron, handle, to) {
    if (handle === 0) return withWeight(neuron, [to[0] / drawnLength, to[1] / drawnLength]);
    // The border goes through the place: w·x + b = 0 there.
    return withBias(neuron, -(neuron.weight[0] * to[0] + neuron.weight[1] * to[1]));
  },
  step(neuron, handle, right, up) {
    const [w1, w2] = neuron.weight;
    if (handle === 0) return withWeight(neuron, [w1 + keyStep * right, w2 + keyStep * up], 0);
    return withBias(neuron, neuron.bias + keyStep * (right + up));
  },
  words(neuron) {
    const [w1, w2] = neuron.weight.map(decimals);
    const live = answersOf(neuron).filter(({ z }) => z > 0).length;
    const border = Math.hypot(...neuron.weight) > 0 ? "" : "no border; ";
    return `weight ${w1}, ${w2}; bias ${decimals(neuron.bias)}; ${border}${live} of ${neuron.inputs.length} inputs live`;
  },
};

function tipOf({ weight }: NeuronPlane): Handle {
  const length = Math.hypot(...weight);
  const beside: Point = [weight[0] / length, weight[1] / length];
  return {
    name: "weight vector",
    at: [clamp(drawnLength * weight[0], seen.x), clamp(drawnLength * weight[1], seen.y)],
    ...(length > 0 ? { beside } : {}),
    value: hundredths(length),
    range: [0, hundredths(Math.hypot(largestWeight, largestWeight))],
  };
}

// Beside the foot of the way from the origin, so that arrow and border can both be taken hold of.
function borderHandle(neuron: NeuronPlane): Handle {
  const border = borderOf(neuron, seen);
  const handle = {
    name: "border",
    value: neuron.bias,
    range: [-largestBias, largestBias],
  } as const;
  if (!border) return { ...handle, at: null };
  const { foot, across, ends } = border;
  if (!ends) {
    const share = Math.min(...foot.map((c, k) => (k === 0 ? 2.4 : 2.2) / Math.abs(c)));
    return { ...handle, at: [foot[0] * share, foot[1] * share] };
  }
  const s = clamp(1.3, stepsWithin(foot, across, seen)!);
  return { ...handle, at: [foot[0] + s * across[0], foot[1] + s * across[1]], line: ends };
}

function withWeight(neuron: NeuronPlane, weight: Point, least: number = shortest): NeuronPlane {
  const [w1, w2] = weight.map((w) => hundredths(clamp(w, [-largestWeight, largestWeight])));
  const isShort = Math.hypot(w1!, w2!) < least;
  return { ...neuron, weight: isShort ? [0, 0] : [w1!, w2!] };
}

function withBias(neuron: NeuronPlane, bias: number): NeuronPlane {
  return { ...neuron, bias: hundredths(clamp(bias, [-largestBias, largestBias])) };
}

function clamp(x: number, [low, high]: Point): number {
  return Math.min(high, Math.max(low, x));
}
