/**
 * @file Dense layers in a row, read out of a model of TensorFlow.js: what `fit` trains fastest.
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
 * The dense layers of a model, a softmax at its end left to the loss; `undefined` if it has others, or
 * if they do not follow one another as matrices do.
 */
export function readNetwork({ layers, outputs }: LayersModel): Network | undefined {
  const names = ["Dense", "Flatten", "InputLayer"];
  if (layers.some((layer) => !names.includes(layer.getClassName()))) return undefined;
  if (outputs[0]!.rank !== 2) return undefined;
  const chain = readChain(layers.filter((layer) => layer.getClassName() === "Dense"));
  if (!chain) return undefined;
  const classes = chain.at(-1)!.outputs;
  return classes < 2 ? undefined : { layers: chain, inputs: chain[0]!.inputs, classes };
}

/** These dense layers, the last one without its softmax or sigmoid; `undefined` as above. */
export function readChain(layers: LayersModel["layers"]): NetworkLayer[] | undefined {
  const chain: NetworkLayer[] = [];
  for (const [l, layer] of layers.entries()) {
    const { useBias, activation } = layer.getConfig();
    if (layer.getClassName() !== "Dense" || !useBias) return undefined;
    const [inputs, outputs] = layer.getWeights()[0]!.shape as [number, number];
    if (l > 0 && inputs !== chain[l - 1]!.outputs) return undefined;
    // Checked already: the last one is linear, or a softmax or sigmoid that the loss takes over.
    const name = l === layers.length - 1 ? "linear" : (activation as string);
    if (!isActivation(name)) return undefined;
    chain.push({ inputs, outputs, activation: name });
  }
  return chain.length > 0 ? chain : undefined;
}

function isActivation(name: string): name is ActivationName {
  return ["linear", "relu", "sigmoid", "tanh"].includes(name);
}
