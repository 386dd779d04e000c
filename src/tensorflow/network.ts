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
  const dense = layers.filter((layer) => layer.getClassName() === "Dense");
  const isChain = outputs[0]!.rank === 2 && dense.every((layer) => layer.getConfig().useBias);
  if (!isChain) return undefined;
  const read = dense.map((layer, l): NetworkLayer | undefined => {
    const activation = layer.getConfig().activation as string;
    const [inputs, outputs] = layer.getWeights()[0]!.shape as [number, number];
    // Checked already: the last one is linear, or a softmax or sigmoid that the loss takes over.
    if (l === dense.length - 1) return { inputs, outputs, activation: "linear" };
    if (!isActivation(activation)) return undefined;
    return { inputs, outputs, activation };
  });
  const chain = read.filter((layer) => layer !== undefined);
  const fits = chain.every(({ inputs }, l) => l === 0 || inputs === chain[l - 1]!.outputs);
  const classes = chain.at(-1)?.outputs ?? 0;
  if (chain.length < dense.length || !fits || classes < 2) return undefined;
  return { layers: chain, inputs: chain[0]!.inputs, classes };
}

function isActivation(name: string): name is ActivationName {
  return ["linear", "relu", "sigmoid", "tanh"].includes(name);
}
