/**
 * @file A multilayer perceptron: dense layers in a row, each followed by an activation.
 *
 * Letters for shapes: `N` examples, `I` input features, `O` output features of a layer.
 *
 * `fast/fastMlp.ts` computes the same in single precision and several times faster.
 *
 * Source of the backward pass: Rumelhart, Hinton and Williams, "Learning representations by
 * back-propagating errors" (1986). Derived in `notebooks/en/06-back-propagation.ipynb`.
 */

import { checkCount, type Matrix, type Random, zeros } from "../matrix/index.js";
import { type Activation, activate, activateBackward, identity, relu } from "./activations.js";
import { type Dense, type DenseBackward, dense, denseBackward } from "./dense.js";
import { glorotUniform, type Initializer } from "./initializers.js";

/** A dense layer with the activation that follows it. */
export interface MlpLayer extends Dense {
  readonly activation: Activation;
}

/** Layers; the outputs of one are the inputs of the next. */
export interface Mlp {
  readonly layers: readonly MlpLayer[];
}

export interface MlpOptions {
  /** features of the input, of every hidden layer, of the output: `[784, 64, 64, 10]` */
  readonly sizes: readonly number[];
  /** where the weights are drawn from */
  readonly random: Random;
  /** activation of the hidden layers; defaults to ReLU */
  readonly hidden?: Activation;
  /** activation of the last layer; defaults to the identity, which leaves logits */
  readonly output?: Activation;
  /** how the weights are drawn; defaults to Glorot uniform, as in Keras */
  readonly initializer?: Initializer;
}

/**
 * A network with drawn weights and zero biases.
 *
 * @throws RangeError unless there are at least two sizes, each a positive integer.
 */
export function createMlp(options: MlpOptions): Mlp {
  const { sizes, random, hidden = relu, output = identity, initializer = glorotUniform } = options;
  if (sizes.length < 2) {
    throw new RangeError(`createMlp: sizes must be at least two, got ${sizes.length}`);
  }
  for (const [k, size] of sizes.entries()) checkCount("createMlp", `size ${k}`, size);
  const layers = sizes.slice(1).map((outputs, l) => ({
    weight: initializer(random, [sizes[l]!, outputs]),
    bias: zeros([1, outputs]),
    activation: l === sizes.length - 2 ? output : hidden,
  }));
  return { layers };
}

/** What the forward pass computed: all that the backward pass reads. */
export interface MlpForward {
  /** the input of each layer, shape `[N, I]`; the first is the network's */
  readonly inputs: readonly Matrix[];
  /** of each layer `input · weight + bias`, shape `[N, O]` */
  readonly preActivations: readonly Matrix[];
  /** the activations of the last layer, shape `[N, O]` */
  readonly output: Matrix;
}

/**
 * Layer by layer `output = φ(input · weight + bias)`, every step kept.
 *
 * @param input - shape `[N, I]`
 * @throws RangeError if the input does not fit the first layer.
 */
export function mlpForward(mlp: Mlp, input: Matrix): MlpForward {
  const inputs: Matrix[] = [];
  const preActivations: Matrix[] = [];
  let output = input;
  for (const layer of mlp.layers) {
    const z = dense(output, layer);
    inputs.push(output);
    preActivations.push(z);
    output = activate(layer.activation, z);
  }
  return { inputs, preActivations, output };
}

/** The gradients of one layer's parameters. */
export type LayerGradients = Pick<DenseBackward, "gradWeight" | "gradBias">;

/** The gradient of a loss with respect to the input and every parameter. */
export interface MlpBackward {
  /** shape of the network's input */
  readonly gradInput: Matrix;
  /** one entry a layer, first layer first */
  readonly gradients: readonly LayerGradients[];
}

/**
 * The chain rule, from the last layer to the first.
 *
 * @param forward - what `mlpForward` returned, with the parameters as they still are
 * @param gradOutput - gradient of the loss with respect to `forward.output`, of its shape
 * @throws RangeError if the shapes differ.
 */
export function mlpBackward(mlp: Mlp, forward: MlpForward, gradOutput: Matrix): MlpBackward {
  const gradients: LayerGradients[] = [];
  let gradInput = gradOutput;
  for (const [l, layer] of [...mlp.layers.entries()].reverse()) {
    const gradZ = activateBackward(layer.activation, forward.preActivations[l]!, gradInput);
    const backward = denseBackward(forward.inputs[l]!, layer, gradZ);
    gradients.unshift({ gradWeight: backward.gradWeight, gradBias: backward.gradBias });
    gradInput = backward.gradInput;
  }
  return { gradInput, gradients };
}

/**
 * All parameters, layer by layer: weight, shape `[I, O]`, bias, `[1, O]`, weight, bias, …
 *
 * The matrices themselves, not copies.
 */
export function parameters(mlp: Mlp): Matrix[] {
  return mlp.layers.flatMap(({ weight, bias }) => [weight, bias]);
}

/** The gradients in the order of `parameters`, each of the shape of its parameter. */
export function gradientList(backward: Pick<MlpBackward, "gradients">): Matrix[] {
  return backward.gradients.flatMap(({ gradWeight, gradBias }) => [gradWeight, gradBias]);
}
