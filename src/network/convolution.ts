/**
 * @file A convolution, forward and backward: one dense layer that reads every patch of an image.
 *
 * A map of features is a matrix: rows are places, row of the image after row, columns are channels. So
 * every layer for tokens reads it too, and a convolution of size 1 is `dense`.
 *
 * Letters for shapes: `P` places of the input, `Q` of the output, `C` channels of the input, `O` of the
 * output, `K` rows and columns of a patch.
 *
 * Source: LeCun et al., "Gradient-based learning applied to document recognition" (1998), section II.
 */

import { checkCount, checkSame, type Matrix, type Random, zeros } from "../matrix/index.js";
import { type Dense, dense, denseBackward } from "./dense.js";
import { heNormal } from "./initializers.js";

/** Channels on a grid of places. */
export interface FeatureMap {
  /** places from top to bottom */
  readonly height: number;
  /** places from left to right */
  readonly width: number;
  /** one row a place, row after row of the grid: shape `[height · width, C]` */
  readonly places: Matrix;
}

/** The parameters of a convolution. */
export interface Convolution extends Dense {
  /** `K`, places that a patch is high and wide; odd */
  readonly size: number;
  /** places from one patch to the next; 2 halves the map */
  readonly stride: number;
  /** shape `[K · K · C, O]`: the rows of a patch one after another, all channels of a place together */
  readonly weight: Matrix;
  /** shape `[1, O]` */
  readonly bias: Matrix;
}

export interface ConvolutionOptions {
  /** `C` */
  readonly inputs: number;
  /** `O` */
  readonly outputs: number;
  readonly random: Random;
  /** `K`; defaults to 3 */
  readonly size?: number;
  /** defaults to 1 */
  readonly stride?: number;
}

/**
 * A convolution with weights drawn for ReLU (He et al. 2015) and zero biases.
 *
 * @throws RangeError unless all sizes are positive integers and `size` is odd.
 */
export function createConvolution(options: ConvolutionOptions): Convolution {
  const { inputs, outputs, random, size = 3, stride = 1 } = options;
  const where = "createConvolution";
  checkCount(where, "inputs", inputs);
  checkCount(where, "outputs", outputs);
  checkSteps(where, { size, stride });
  return {
    size,
    stride,
    weight: heNormal(random, [size * size * inputs, outputs]),
    bias: zeros([1, outputs]),
  };
}

/** All that a convolution computes on its way. */
export interface ConvolutionForward {
  /** what the dense layer has read, shape `[Q, K · K · C]` */
  readonly patches: Matrix;
  /** pre-activations, `O` channels */
  readonly output: FeatureMap;
}

/**
 * `patches(input) · weight + bias`: the same weights at every place.
 *
 * The patches stand as TensorFlow's padding "same" puts them, `stride` apart; beyond the edge all is 0.
 *
 * @returns a map of `⌈height / stride⌉` by `⌈width / stride⌉` places
 * @throws RangeError if the shapes do not fit together, or `size` is even.
 */
export function convolution(input: FeatureMap, layer: Convolution): ConvolutionForward {
  const patches = patchesOf("convolution", input, layer);
  const { height, width } = outputSize(input, layer);
  return { patches, output: { height, width, places: dense(patches, layer) } };
}

/** The gradient of a loss with respect to all that a convolution has read. */
export interface ConvolutionBackward {
  /** of the places of the input, shape `[P, C]` */
  readonly gradInput: Matrix;
  /** of the structure of the layer */
  readonly gradLayer: Convolution;
}

/**
 * Back through the dense layer; a place gets the sum over all patches that it was in.
 *
 * @param forward - what `convolution` returned for this input and layer
 * @param gradOutput - gradient of the loss with respect to the places of the output, shape `[Q, O]`
 * @throws RangeError if the shapes do not fit together.
 */
export function convolutionBackward(
  input: FeatureMap,
  layer: Convolution,
  forward: Pick<ConvolutionForward, "patches">,
  gradOutput: Matrix,
): ConvolutionBackward {
  const { gradInput, gradWeight, gradBias } = denseBackward(forward.patches, layer, gradOutput);
  const grad = zeros(input.places.shape);
  visitPatches(input, layer, (from, to, channels) => {
    for (let c = 0; c < channels; ++c) grad.data[from + c]! += gradInput.data[to + c]!;
  });
  return { gradInput: grad, gradLayer: { ...layer, weight: gradWeight, bias: gradBias } };
}

function patchesOf(where: string, input: FeatureMap, layer: Convolution): Matrix {
  const { height, width, places } = input;
  const { size } = layer;
  checkSteps(where, layer);
  checkSame(where, "height · width and rows of places", height * width, places.shape[0]);
  const wide = size * size * places.shape[1];
  checkSame(where, "entries of a patch and rows of weight", wide, layer.weight.shape[0]);
  const out = outputSize(input, layer);
  const patches = zeros([out.height * out.width, wide]);
  visitPatches(input, layer, (from, to, channels) => {
    for (let c = 0; c < channels; ++c) patches.data[to + c] = places.data[from + c]!;
  });
  return patches;
}

/** Calls for each place of each patch that lies on the map: where its channels begin here and there. */
function visitPatches(
  { height, width, places }: FeatureMap,
  { size, stride }: Convolution,
  visit: (fromPlaces: number, toPatches: number, channels: number) => void,
): void {
  const channels = places.shape[1];
  const out = outputSize({ height, width }, { stride });
  // What "same" adds in all; of an odd number the smaller half stands before.
  const before = (inside: number, outside: number) =>
    Math.floor(Math.max(0, (outside - 1) * stride + size - inside) / 2);
  const [top, left] = [before(height, out.height), before(width, out.width)];
  let to = 0;
  for (let r = 0; r < out.height; ++r) {
    for (let c = 0; c < out.width; ++c) {
      for (let dr = 0; dr < size; ++dr) {
        for (let dc = 0; dc < size; ++dc, to += channels) {
          const [row, col] = [r * stride + dr - top, c * stride + dc - left];
          if (row < 0 || row >= height || col < 0 || col >= width) continue;
          visit((row * width + col) * channels, to, channels);
        }
      }
    }
  }
}

function outputSize(
  { height, width }: Pick<FeatureMap, "height" | "width">,
  { stride }: Pick<Convolution, "stride">,
): { height: number; width: number } {
  return { height: Math.ceil(height / stride), width: Math.ceil(width / stride) };
}

function checkSteps(where: string, { size, stride }: Pick<Convolution, "size" | "stride">): void {
  checkCount(where, "size", size);
  checkCount(where, "stride", stride);
  if (size % 2 === 0) throw new RangeError(`${where}: size must be odd, got ${size}`);
}
