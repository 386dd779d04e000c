/**
 * @file What `fit` can train: dense layers in a row, read out of a model of TensorFlow.js.
 *
 * Letters for shapes: `I` input and `O` output features of a layer.
 */

import type { LayersModel } from "@tensorflow/tfjs";
import { checkSame } from "../matrix/check.js";

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
 * @throws RangeError if the model has other layers than Dense and Flatten, branches, or layers with
 * activations, regularizers or constraints that are not known here, or that must not be trained.
 */
export function readNetwork(where: string, model: LayersModel): Network {
  const dense = denseLayers(where, model);
  const layers = dense.map((layer, l): NetworkLayer => {
    const config = layer.getConfig();
    const activation = config.activation as string;
    if (!config.useBias) throw new RangeError(`${where}: layer ${layer.name} must have a bias`);
    const unknown = beyond.find((name) => config[name]) ?? (layer.trainable ? null : "trainable");
    if (unknown) {
      const got = JSON.stringify(config[unknown]);
      throw new RangeError(
        `${where}: layer ${layer.name} must not set ${unknown}, which is unknown here, got ${got}`,
      );
    }
    const [inputs, outputs] = layer.getWeights()[0]!.shape as [number, number];
    const isLast = l === dense.length - 1;
    return { inputs, outputs, activation: activationOf(where, layer.name, activation, isLast) };
  });
  checkChain(where, model, layers);
  return { layers, inputs: layers[0]!.inputs, classes: layers.at(-1)!.outputs };
}

/** What a Dense layer of TensorFlow.js can be told beyond this room's formulas. */
const beyond = [
  "kernelRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "kernelConstraint",
  "biasConstraint",
];

/** Each layer must read what the one before it gives: no branches, no layer on unflattened rows. */
function checkChain(where: string, model: LayersModel, layers: readonly NetworkLayer[]): void {
  checkSame(where, "outputs of the model and 1", model.outputs.length, 1);
  for (const [l, { outputs }] of layers.slice(0, -1).entries()) {
    const what = `outputs of Dense layer ${l} and inputs of layer ${l + 1}`;
    checkSame(where, what, outputs, layers[l + 1]!.inputs);
  }
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
