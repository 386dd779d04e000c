/**
 * @file The mean of the tokens of a sequence, without its padding.
 *
 * Letters for shapes: `B` sequences, `T` tokens of each, `D` features of a token.
 */

import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import {
  type CallOptions,
  checkRank,
  isReadable,
  type Layer,
  type LayerOptions,
  type LayerShape,
  layerArgs,
  layerClass,
  listOfShapes,
  single,
} from "./layerClass.js";
import { maskOf } from "./masks.js";

// Not the name of TensorFlow.js's own, which a saved model may mean.
const NAME = "MaskedAveragePooling1D";

/** The class of these layers. */
export const globalAveragePooling1dClass: (tf: Tf) => new (options: LayerOptions) => Layer =
  layerClass(createClass);

/**
 * `output = Σₜ inputₜ / T` over the tokens that are no padding: `[B, T, D]` becomes `[B, D]`; `B`
 * sequences, `T` tokens of `D` features.
 *
 * Keras's `GlobalAveragePooling1D`; `tf.layers.globalAveragePooling1d` counts padding as tokens.
 *
 * @throws RangeError when it is called, if a sequence is padding only; where the mask can be read at
 * little cost: on every backend that `loadTensorFlow` gives.
 */
export function globalAveragePooling1d(tf: Tf, options: LayerOptions = {}): Layer {
  return new (globalAveragePooling1dClass(tf))(options);
}

function createClass(tf: Tf) {
  return class extends tf.layers.Layer {
    static readonly className = NAME;

    constructor(options: LayerOptions) {
      super(layerArgs(options));
      this.supportsMasking = true;
    }

    override call(inputs: Tensor | Tensor[], _options: CallOptions): Tensor {
      return tf.tidy(() => {
        const input = single(NAME, inputs);
        checkRank(NAME, "input", input.shape, "B, T, D");
        const mask = maskOf(NAME, input);
        if (!mask) return tf.mean(input, 1);
        const isToken: Tensor2D = tf.cast(mask as Tensor2D, "float32");
        const counts = tf.sum(isToken, 1, true); // [B, 1]
        if (isReadable(tf)) checkCounts(counts.dataSync());
        const shares = tf.expandDims(tf.div(isToken, counts), 2); // [B, T, 1]
        return tf.sum(tf.mul(input, shares), 1);
      });
    }

    override computeOutputShape(inputShape: LayerShape | LayerShape[]): LayerShape {
      const [shape] = listOfShapes(inputShape) as [LayerShape];
      checkRank(NAME, "input", shape, "B, T, D");
      return [shape[0]!, shape[2]!];
    }

    override computeMask(): Tensor {
      return null as unknown as Tensor;
    }
  };
}

function checkCounts(counts: ArrayLike<number>): void {
  for (let i = 0; i < counts.length; ++i) {
    if (counts[i] === 0) {
      throw new RangeError(`${NAME}: sequence ${i} must have a token, got only padding`);
    }
  }
}
