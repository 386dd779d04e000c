/** @file A sheet to draw several digits on: what the page needs to find them with a trained detector. */

import { base64 } from "./base64.js";
import { checkEqual } from "./numbers.js";
import type { Unpacked } from "./packed.js";
import { type PackedRows, packRows } from "./packedRows.js";

/** Weight and bias of a layer of a `CanvasDetector`. */
export interface CanvasLayer<Numbers> {
  readonly weight: Numbers;
  readonly bias: Numbers;
}

/** A detector as `loadDetector` gives it. */
export interface CanvasDetector {
  readonly convolutions: readonly (CanvasLayer<Unpacked> & {
    readonly size: number;
    readonly stride: number;
  })[];
  readonly head: CanvasLayer<Unpacked>;
  readonly typicalSide: number;
}

/** A figure that the page computes itself: `kind` says how, `state` from what. */
export interface DetectionCanvas {
  readonly kind: "detection";
  readonly state: {
    readonly detector: {
      readonly convolutions: readonly (CanvasLayer<PackedRows> & {
        readonly size: number;
        readonly stride: number;
      })[];
      readonly head: CanvasLayer<PackedRows>;
      readonly typicalSide: number;
    };
    /** pixels from edge to edge of the sheet */
    readonly side: number;
    /** base64 of the bytes that lie on the sheet at first, 0 is paper and 255 ink */
    readonly image: string;
  };
}

/**
 * A sheet with an image on it and the detector that finds what is drawn there.
 *
 * The page draws it where a figure stands: `show(boxedImages(…), { live: detectionCanvas(image, detector), … })`.
 * Weights are rounded to eight bits (`packRows`).
 *
 * @param image - what lies on the sheet at first, shape `[side, side]`, entries in [0, 1], 1 is ink
 * @throws RangeError unless the image is square and detector's last layer says 15 numbers, for ten digits.
 */
export function detectionCanvas(image: Unpacked, detector: CanvasDetector): DetectionCanvas {
  const where = "detectionCanvas";
  const [rows, cols] = image.shape;
  checkEqual(where, "rows and columns of the image", rows, cols);
  checkEqual(where, "outputs of the head and 15", detector.head.weight.shape[1], 15);
  const pack = ({ weight, bias }: CanvasLayer<Unpacked>): CanvasLayer<PackedRows> => ({
    weight: packRows(weight),
    bias: packRows(bias),
  });
  const bytes = Uint8Array.from(image.data, (ink) =>
    Math.round(255 * Math.max(0, Math.min(1, ink))),
  );
  return {
    kind: "detection",
    state: {
      detector: {
        convolutions: detector.convolutions.map(({ size, stride, ...layer }) => ({
          size,
          stride,
          ...pack(layer),
        })),
        head: pack(detector.head),
        typicalSide: detector.typicalSide,
      },
      side: rows,
      image: base64(bytes),
    },
  };
}
