/** @file A sheet to draw a digit on: what the page needs to read it with a trained network. */

import { base64 } from "./base64.js";
import { checkEqual } from "./numbers.js";
import { type PackedMatrix, packMatrix, type Unpacked } from "./packed.js";

/** A network that reads images of 784 numbers and answers with ten logits. */
export interface DigitReader {
  readonly layers: readonly {
    readonly weight: Unpacked;
    readonly bias: Unpacked;
    readonly activation: { readonly name: string };
  }[];
}

/** A figure that the page computes itself: `kind` says how, `state` from what. */
export interface DigitPad {
  readonly kind: "digit";
  readonly state: {
    readonly layers: readonly {
      readonly weight: PackedMatrix;
      readonly bias: PackedMatrix;
      /** "relu" or "identity" */
      readonly activation: string;
    }[];
    /** base64 of the 784 bytes that lie on the sheet at first */
    readonly image: string;
  };
}

/**
 * A sheet with an image on it and the network that reads what is drawn there.
 *
 * The page draws it where a figure stands: `show(figure, { live: digitPad(image, mlp), … })`.
 * Weights are rounded to sixteen bits (`packMatrix`).
 *
 * @param image - 784 bytes, row after row, 0 is paper and 255 ink
 * @param reader - a multilayer perceptron from 784 to 10, of ReLU layers and a last one without
 * @throws RangeError unless image and network have these sizes and these activations.
 */
export function digitPad(image: Uint8Array, reader: DigitReader): DigitPad {
  const { layers } = reader;
  checkEqual("digitPad", "bytes of the image and 784", image.length, 784);
  checkEqual("digitPad", "inputs of the network and 784", layers[0]?.weight.shape[0] ?? 0, 784);
  checkEqual("digitPad", "outputs of the network and 10", layers.at(-1)!.weight.shape[1], 10);
  layers.forEach(({ activation: { name } }, l) => {
    const must = l === layers.length - 1 ? "identity" : "relu";
    if (name === must) return;
    throw new RangeError(`digitPad: the activation of layer ${l} must be ${must}, got ${name}`);
  });
  const packed = layers.map(({ weight, bias, activation }) => ({
    weight: packMatrix(weight),
    bias: packMatrix(bias),
    activation: activation.name,
  }));
  return { kind: "digit", state: { layers: packed, image: base64(image) } };
}
