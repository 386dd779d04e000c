/**
 * @file A detector that looks once: convolutions shrink an image to a grid, and each cell says whether
 * the middle of something lies in it, how its box stands, and what it is.
 *
 * Letters for shapes: `Q` cells of the grid, `F` features of a cell, `L` classes.
 *
 * Sources: Redmon et al., "You Only Look Once" (2016) for the grid; Redmon and Farhadi, "YOLO9000"
 * (2017), section 2, for how a box is written.
 */

import {
  checkFraction,
  checkPositive,
  checkSame,
  Matrix,
  type Random,
  rowViews,
} from "../matrix/index.js";
import { activate, relu, sigmoid } from "./activations.js";
import { type Detection, nonMaximumSuppression } from "./boxes.js";
import {
  type Convolution,
  convolution,
  createConvolution,
  type FeatureMap,
} from "./convolution.js";
import { type Dense, dense } from "./dense.js";
import { softmax } from "./softmax.js";

/** The parameters of a detector. */
export interface Detector {
  /** each followed by ReLU */
  readonly convolutions: readonly Convolution[];
  /** what a cell says, weight of shape `[F, 5 + L]`: is there one, x, y, width, height, each class */
  readonly head: Dense;
  /** a side that a box has when the net says 0, in pixels */
  readonly typicalSide: number;
}

export interface DetectorOptions {
  /** outputs and stride of each convolution, 3 by 3 */
  readonly convolutions: readonly { readonly outputs: number; readonly stride: number }[];
  /** `L` */
  readonly classes: number;
  readonly typicalSide: number;
  readonly random: Random;
}

/**
 * A detector of grey images with drawn weights.
 *
 * @throws RangeError unless sizes are positive integers and `typicalSide` is positive.
 */
export function createDetector(options: DetectorOptions): Detector {
  const { classes, typicalSide, random } = options;
  checkPositive("createDetector", "typicalSide", typicalSide);
  let inputs = 1;
  const convolutions = options.convolutions.map(({ outputs, stride }) => {
    const layer = createConvolution({ inputs, outputs, stride, random });
    inputs = outputs;
    return layer;
  });
  const head = createConvolution({ inputs, outputs: 5 + classes, size: 1, random });
  return { convolutions, head: { weight: head.weight, bias: head.bias }, typicalSide };
}

/** All that a detector computes on its way. */
export interface DetectorForward {
  /** behind the ReLU of each convolution; the last is the grid, `F` channels */
  readonly maps: readonly FeatureMap[];
  /** what each cell says, as logits, shape `[Q, 5 + L]` */
  readonly output: Matrix;
}

/**
 * Convolutions with ReLU, then one dense layer for every cell.
 *
 * @param image - shape `[rows, cols]`, entries in [0, 1], 1 is ink
 * @throws RangeError if the layers do not fit together.
 */
export function detectorForward(image: Matrix, detector: Detector): DetectorForward {
  const [height, width] = image.shape;
  let map: FeatureMap = { height, width, places: new Matrix(image.data, [height * width, 1]) };
  const maps = detector.convolutions.map((layer) => {
    const { output } = convolution(map, layer);
    map = { ...output, places: activate(relu, output.places) };
    return map;
  });
  return { maps, output: dense(map.places, detector.head) };
}

export interface DetectOptions {
  /** the least score that is told, in `[0, 1)`; defaults to 0.3 */
  readonly minScore?: number;
  /** as of `nonMaximumSuppression`; defaults to 0.4 */
  readonly maxOverlap?: number;
}

/** A box with all that was said of it. */
export interface CellDetection extends Detection {
  /** `L` numbers that add up to 1: the class, if there is something */
  readonly probabilities: readonly number[];
  /** the cell that says so, row after row of the grid */
  readonly cell: number;
}

/**
 * One box for each cell, before anything is left out.
 *
 * Of logits `t` in cell `(r, c)`, `s` pixels wide: middle `s·(c + σ(t₁))`, `s·(r + σ(t₂))`, sides
 * `typicalSide·exp(t₃)`, `typicalSide·exp(t₄)`, score `σ(t₀) · softmax(t₅…)` of the likeliest class.
 *
 * @param image - its shape in pixels, a multiple of that of the grid
 * @throws RangeError if output and grid do not fit together.
 */
export function cellDetections(
  { maps, output }: DetectorForward,
  detector: Pick<Detector, "typicalSide">,
  image: Pick<Matrix, "shape">,
): CellDetection[] {
  const { height, width } = maps.at(-1)!;
  checkSame("cellDetections", "cells and rows of output", height * width, output.shape[0]);
  const [down, across] = [image.shape[0] / height, image.shape[1] / width];
  return rowViews(output).map((said, cell) => {
    const [there, x, y, wide, high] = said as ArrayLike<number> as number[];
    const classes = said.slice(5);
    const probabilities = [...softmax(new Matrix(classes, [1, classes.length])).data];
    const label = probabilities.indexOf(Math.max(...probabilities));
    const middle = {
      x: across * ((cell % width) + sigmoid.value(x!)),
      y: down * (Math.floor(cell / width) + sigmoid.value(y!)),
    };
    const half = (t: number) => (detector.typicalSide * Math.exp(t)) / 2;
    const box = {
      left: middle.x - half(wide!),
      top: middle.y - half(high!),
      right: middle.x + half(wide!),
      bottom: middle.y + half(high!),
    };
    return {
      cell,
      label,
      probabilities,
      box,
      score: sigmoid.value(there!) * probabilities[label]!,
    };
  });
}

/**
 * What stands on an image: the boxes of all cells that are sure enough, those that overlap left out.
 *
 * @param image - shape `[rows, cols]`, entries in [0, 1], 1 is ink
 * @returns the surest first
 * @throws RangeError if an option is out of range, or the layers do not fit together.
 */
export function detect(
  image: Matrix,
  detector: Detector,
  { minScore = 0.3, maxOverlap = 0.4 }: DetectOptions = {},
): CellDetection[] {
  checkFraction("detect", "minScore", minScore);
  const all = cellDetections(detectorForward(image, detector), detector, image);
  const sure = all.filter(({ score }) => score >= minScore);
  return nonMaximumSuppression(sure, maxOverlap);
}
