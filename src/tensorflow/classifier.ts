/**
 * @file What `fit` can train: a classifier, read out of a model of TensorFlow.js.
 *
 * Letters for shapes: `B` examples, `T` tokens of each, `C` classes.
 */

import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs";
import { checkSame } from "../matrix/check.js";
import { type Network, readNetwork } from "./network.js";

/** One input of a model. */
export interface InputForm {
  /** lengths of one example; `null` for one that varies */
  readonly shape: readonly (number | null)[];
  /** token ids are integers below this; `undefined` where numbers are read */
  readonly vocabulary: number | undefined;
}

/** A model whose last layer gives logits, or their softmax or sigmoid. */
export interface Classifier {
  readonly inputs: readonly InputForm[];
  /** `C`; 1 if a single logit decides between the classes 0 and 1 */
  readonly classes: number;
  /** predictions an example: 1, or `T` if each token has its own; `null` if that varies */
  readonly predictions: number | null;
  /** the model as dense layers in a row, if it is that */
  readonly network: Network | undefined;
}

/** Layers whose training is what the model says, and that let masks through as Keras does. */
const KNOWN = [
  "InputLayer",
  "Dense",
  "Flatten",
  "Reshape",
  "Activation",
  "Add",
  "Multiply",
  "Concatenate",
  "LayerNormalization",
  "TokenEmbedding",
  "PositionalEmbedding",
  "MultiHeadAttention",
  "LayerNorm",
  "FeedForward",
  "MaskedAveragePooling1D",
  "TransformerEncoder",
  "TransformerDecoder",
];

/**
 * The classifier that a model is.
 *
 * @param where - the function that asks, for the message
 * @throws RangeError if a layer is not known here, must not be trained or is told to be trained
 * otherwise than by the loss, or if the model does not end in logits, a softmax or a sigmoid.
 */
export function readClassifier(where: string, model: LayersModel): Classifier {
  checkSame(where, "outputs of the model and 1", model.outputs.length, 1);
  for (const layer of model.layers) checkLayer(where, layer);
  const [output] = model.outputs as [SymbolicTensor];
  const last = output.sourceLayer;
  if (!["Dense", "Activation"].includes(last.getClassName())) {
    const got = `${last.getClassName()} "${last.name}"`;
    throw new RangeError(`${where}: the last layer must be Dense or Activation, got ${got}`);
  }
  const classes = output.shape.at(-1) ?? 0;
  const activation = last.getConfig().activation as string;
  const allowed = ["linear", classes === 1 ? "sigmoid" : "softmax"];
  if (!allowed.includes(activation)) {
    const must = `activation of ${last.name} must be ${allowed.reverse().join(" or ")}`;
    throw new RangeError(`${where}: ${must}, got ${activation}`);
  }
  if (output.rank > 3) {
    const got = `[${output.shape.map((length) => length ?? "null").join(", ")}]`;
    throw new RangeError(`${where}: the output must have shape [B, C] or [B, T, C], got ${got}`);
  }
  const inputs = model.inputs.map((input) => inputForm(model, input));
  const predictions = output.rank === 2 ? 1 : output.shape[1]!;
  return { inputs, classes, predictions, network: readNetwork(model) };
}

function inputForm(model: LayersModel, input: SymbolicTensor): InputForm {
  const sizes = model.layers
    .filter((layer) => layer.inboundNodes.some((node) => node.inputTensors.includes(input)))
    .flatMap((layer) => (layer.getClassName() === "TokenEmbedding" ? [layer.getConfig()] : []))
    .map(({ inputDim }) => inputDim as number);
  const vocabulary = sizes.length > 0 ? Math.min(...sizes) : undefined;
  return { shape: input.shape.slice(1), vocabulary };
}

function checkLayer(where: string, layer: LayersModel["layers"][number]): void {
  const kind = layer.getClassName();
  if (!KNOWN.includes(kind)) {
    const must = `layers must be ${KNOWN.slice(1).join(", ")}`;
    throw new RangeError(`${where}: ${must}, got ${kind} "${layer.name}"`);
  }
  const config = layer.getConfig();
  const beyond = Object.keys(config).find(
    (key) => /(Regularizer|Constraint)$/.test(key) && config[key],
  );
  const unknown = beyond ?? (layer.trainable || layer.weights.length === 0 ? null : "trainable");
  if (unknown) {
    const got = JSON.stringify(config[unknown]);
    const must = `layer ${layer.name} must not set ${unknown}, which is unknown here`;
    throw new RangeError(`${where}: ${must}, got ${got}`);
  }
}
