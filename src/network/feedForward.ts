/**
 * @file The feed-forward network of a Transformer, the same for every token, forward and backward.
 *
 * Letters for shapes: `T` tokens, `D` features of a token, `F` features of the hidden layer.
 *
 * Source: Vaswani et al., "Attention Is All You Need" (2017), equation 2. Derived in
 * `notebooks/en/12-feed-forward.ipynb`.
 */

import {
  checkCount,
  checkFinite,
  checkSameShape,
  type Matrix,
  type Random,
  zeros,
} from "../matrix/index.js";
import { type Activation, activate, activateBackward, identity, relu } from "./activations.js";
import { dense, denseBackward } from "./dense.js";
import { glorotUniform } from "./initializers.js";
import type { MlpLayer } from "./mlp.js";

/** The parameters of a feed-forward network. */
export interface FeedForward {
  /** weight of shape `[D, F]` */
  readonly hidden: MlpLayer;
  /** weight of shape `[F, D]` */
  readonly output: MlpLayer;
}

export interface FeedForwardOptions {
  /** `D` */
  readonly features: number;
  /** `F`; Vaswani et al. take `4 · D` */
  readonly hiddenFeatures: number;
  /** activation of the hidden layer; defaults to ReLU */
  readonly activation?: Activation;
  /** activation of the output; defaults to the identity; ReLU gives the documents' formula */
  readonly outputActivation?: Activation;
  /** where the weights are drawn from */
  readonly random: Random;
}

/**
 * A feed-forward network with Glorot uniform weights, shapes `[D, F]` and `[F, D]`, and zero biases, as
 * in Keras.
 *
 * @throws RangeError unless both sizes are positive integers.
 */
export function createFeedForward(options: FeedForwardOptions): FeedForward {
  const { features, hiddenFeatures, random } = options;
  const { activation = relu, outputActivation = identity } = options;
  checkCount("createFeedForward", "features", features);
  checkCount("createFeedForward", "hiddenFeatures", hiddenFeatures);
  return {
    hidden: {
      weight: glorotUniform(random, [features, hiddenFeatures]),
      bias: zeros([1, hiddenFeatures]),
      activation,
    },
    output: {
      weight: glorotUniform(random, [hiddenFeatures, features]),
      bias: zeros([1, features]),
      activation: outputActivation,
    },
  };
}

/** All that a feed-forward network computes on its way. */
export interface FeedForwardForward {
  /** before the hidden activation, shape `[T, F]` */
  readonly hiddenPreActivation: Matrix;
  /** after it, shape `[T, F]` */
  readonly hidden: Matrix;
  /** before the output's activation, shape `[T, D]` */
  readonly outputPreActivation: Matrix;
  /** after it, shape `[T, D]` */
  readonly output: Matrix;
}

/**
 * `φ₂(φ₁(input · W₁ + b₁) · W₂ + b₂)`, with ReLU and the identity unless the layer says otherwise.
 *
 * @param input - shape `[T, D]`
 * @throws RangeError if the shapes do not fit together, or an entry of input or output is not finite.
 */
export function feedForward(input: Matrix, layer: FeedForward): FeedForwardForward {
  checkFinite("feedForward", "input", input.data);
  const hiddenPreActivation = dense(input, layer.hidden);
  const hidden = activate(layer.hidden.activation, hiddenPreActivation);
  const outputPreActivation = dense(hidden, layer.output);
  const output = activate(layer.output.activation, outputPreActivation);
  checkFinite("feedForward", "output", output.data);
  return { hiddenPreActivation, hidden, outputPreActivation, output };
}

/** The gradient of a loss with respect to all that a feed-forward network has read. */
export interface FeedForwardBackward {
  /** shape `[T, D]` */
  readonly gradInput: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: FeedForward;
}

/**
 * The chain rule, from the output's activation to the input.
 *
 * @param input - what the layer was given, shape `[T, D]`
 * @param forward - what `feedForward` returned for it
 * @param gradOutput - gradient of the loss with respect to the output, shape `[T, D]`
 * @throws RangeError if the shapes do not fit together.
 */
export function feedForwardBackward(
  input: Matrix,
  layer: FeedForward,
  forward: FeedForwardForward,
  gradOutput: Matrix,
): FeedForwardBackward {
  const shapes = "shapes of output and gradOutput";
  checkSameShape("feedForwardBackward", shapes, forward.output, gradOutput);
  const { hidden, output } = layer;
  const gradZ2 = activateBackward(output.activation, forward.outputPreActivation, gradOutput);
  const second = denseBackward(forward.hidden, output, gradZ2);
  const gradZ1 = activateBackward(hidden.activation, forward.hiddenPreActivation, second.gradInput);
  const first = denseBackward(input, hidden, gradZ1);
  return {
    gradInput: first.gradInput,
    gradLayer: {
      ...layer,
      hidden: { ...hidden, weight: first.gradWeight, bias: first.gradBias },
      output: { ...output, weight: second.gradWeight, bias: second.gradBias },
    },
  };
}
