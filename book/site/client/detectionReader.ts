/** @file The detector of a chapter in the page: the library's own forward pass, with its weights. */

import type { DetectionCanvas } from "../../../src/figures/detectionCanvas.js";
import type { PackedRows } from "../../../src/figures/packedRows.js";
import type { CellDetection } from "../../../src/network/detector.js";
import { loadLibrary } from "./library.js";

/** What is told of what was found. */
export interface Telling {
  /** the least score that is told */
  readonly minScore: number;
  /** whether boxes that overlap surer ones are left out */
  readonly isThinned: boolean;
}

export interface DetectionReader {
  /** pixels from edge to edge */
  readonly side: number;
  /** the bytes that lie on the sheet at first */
  readonly first: Uint8Array;
  /**
   * What stands on an image, the surest first.
   *
   * @param image - `side · side` bytes, 255 is ink
   */
  read(image: Uint8Array, telling: Telling): CellDetection[];
}

/** @throws RangeError if the state is not what `detectionCanvas` made. */
export async function loadDetection(state: DetectionCanvas["state"]): Promise<DetectionReader> {
  const [text, packed, matrices, boxes, network] = await Promise.all([
    loadLibrary("figures/base64.js"),
    loadLibrary("figures/packedRows.js"),
    loadLibrary("matrix/index.js"),
    loadLibrary("network/boxes.js"),
    loadLibrary("network/detector.js"),
  ]);
  const { Matrix } = matrices;
  const unpack = (numbers: PackedRows) => {
    const { data, shape } = packed.unpackRows(numbers);
    return new Matrix(data, shape);
  };
  const layer = ({ weight, bias }: { weight: PackedRows; bias: PackedRows }) => ({
    weight: unpack(weight),
    bias: unpack(bias),
  });
  const { side, detector: given } = state;
  const detector = {
    convolutions: given.convolutions.map(({ size, stride, ...numbers }) => ({
      size,
      stride,
      ...layer(numbers),
    })),
    head: layer(given.head),
    typicalSide: given.typicalSide,
  };
  return {
    side,
    first: text.fromBase64(state.image),
    read(bytes, { minScore, isThinned }) {
      const image = new Matrix(
        Float64Array.from(bytes, (byte) => byte / 255),
        [side, side],
      );
      if (isThinned) return network.detect(image, detector, { minScore });
      const forward = network.detectorForward(image, detector);
      const all = network.cellDetections(forward, detector, image);
      const sure = all.filter(({ score }) => score >= minScore);
      return boxes.byScore("detect", sure);
    },
  };
}
