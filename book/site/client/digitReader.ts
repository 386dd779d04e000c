/** @file The network of a chapter in the page: the library's own forward pass, with its weights. */

import type { DigitPad } from "../../../src/figures/digitPad.js";
import type { InkSheet } from "./inkSheet.js";
import { loadLibrary } from "./library.js";

/** What the network saw and what it made of it. */
export interface Reading {
  /** 784 bytes */
  readonly image: Uint8Array;
  /** of the digits 0 to 9 */
  readonly probabilities: ArrayLike<number>;
  readonly answer: number;
}

export interface DigitReader {
  /** the 784 bytes that lie on the sheet at first */
  readonly first: Uint8Array;
  /**
   * Reads a sheet with ink on it.
   *
   * @param prepare - fits and centres the ink first; else the sheet is read as it lies
   */
  read(sheet: InkSheet, prepare: boolean): Reading;
}

/** @throws RangeError if the state is not what `digitPad` made. */
export async function loadReader(state: DigitPad["state"]): Promise<DigitReader> {
  const [digits, handwriting, text, packed, matrices, activations, network, scores] =
    await Promise.all([
      loadLibrary("data/digits.js"),
      loadLibrary("data/handwriting.js"),
      loadLibrary("figures/base64.js"),
      loadLibrary("figures/packed.js"),
      loadLibrary("matrix/index.js"),
      loadLibrary("network/activations.js"),
      loadLibrary("network/mlp.js"),
      loadLibrary("network/softmax.js"),
    ]);
  const { Matrix } = matrices;
  const { relu, identity } = activations;
  const unpack = (numbers: Parameters<typeof packed.unpackMatrix>[0]) => {
    const { data, shape } = packed.unpackMatrix(numbers);
    return new Matrix(data, shape);
  };
  const mlp = {
    layers: state.layers.map(({ weight, bias, activation }) => ({
      weight: unpack(weight),
      bias: unpack(bias),
      activation: activation === relu.name ? relu : identity,
    })),
  };
  return {
    first: text.fromBase64(state.image),
    read(sheet, prepare) {
      const ink = new Matrix(sheet.ink, [sheet.grid, sheet.grid]);
      const image = prepare ? handwriting.centreInk(handwriting.fitToBox(ink)) : sheet.bytes();
      const one = { images: image, labels: Uint8Array.of(0), count: 1 };
      const { output } = network.mlpForward(mlp, digits.digitMatrix(one, [0]));
      const probabilities = scores.softmax(output);
      const answer = matrices.argmaxRows(probabilities)[0]!;
      return { image, probabilities: probabilities.data, answer };
    },
  };
}
