/**
 * @file What `fit` can train: dense layers in a row, read out of a model of TensorFlow.js.
 *
 * Letters for shapes: `I` input and `O` output features of a layer.
 */

import type { LayersModel } from "@tensorflow/tfjs";

export type ActivationName = "linear" | "relu" | "sigmoid" | "tanh";

/** One dense layer. */
export interface NetworkLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly activation: ActivationName;
}

/** A classifier: the last layer gives logits. */
export interface Network {
  readonly layers: readonly NetworkLayer[];
  /** features of the input */
  readonly inputs: number;
  readonly classes: number;
}

/**
 * The dense layers of a model; a softmax at its end is left to the loss.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError if the model has other layers than Dense and Flatten, or activations that are
 * not known here.
 */
export function readNetwork(where: string, model: LayersModel): Network {
  const dense = denseLayers(where, model);
  const layers = dense.map((layer, l): NetworkLayer => {
    const { activation, useBias } = layer.getConfig() as { activation: string; useBias: boolean };
    if (!useBias) throw new RangeError(`${where}: layer ${layer.name} must have a bias`);
    const [inputs, outputs] = layer.getWeights()[0]!.shape as [number, number];
    const isLast = l === dense.length - 1;
    return { inputs, outputs, activation: activationOf(where, layer.name, activation, isLast) };
  });
  return { layers, inputs: layers[0]!.inputs, classes: layers.at(-1)!.outputs };
}

/** The layers that have parameters, first layer first. */
export function denseLayers(where: string, model: LayersModel): LayersModel["layers"] {
  const others = model.layers.filter(
    (layer) => !["Dense", "Flatten", "InputLayer"].includes(layer.getClassName()),
  );
  if (others.length > 0) {
    const got = others.map((layer) => `${layer.getClassName()} "${layer.name}"`).join(", ");
    throw new RangeError(`${where}: layers must be Dense or Flatten, got ${got}`);
  }
  const dense = model.layers.filter((layer) => layer.getClassName() === "Dense");
  if (dense.length === 0) throw new RangeError(`${where}: the model must have a Dense layer`);
  return dense;
}

function activationOf(
  where: string,
  name: string,
  activation: string,
  isLast: boolean,
): ActivationName {
  if (isLast && activation === "softmax") return "linear";
  const known = isLast ? ["linear"] : ["linear", "relu", "sigmoid", "tanh"];
  if (!known.includes(activation)) {
    const must = (isLast ? ["softmax", ...known] : known).join(" or ");
    throw new RangeError(`${where}: activation of ${name} must be ${must}, got ${activation}`);
  }
  return activation as ActivationName;
}
