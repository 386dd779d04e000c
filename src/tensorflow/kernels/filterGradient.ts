/**
 * @file The gradient of a convolution's filter, which the WebAssembly backend lacks.
 *
 * It is a convolution too: of the input with the output's gradient as the filter, channels in the
 * place of examples. What the forward pass strides over, this one spreads out.
 *
 * Letters for shapes: `N` examples, `I` input and `O` output channels, `H W` rows and columns of the
 * padded input, `h w` of the output, `R C` of the filter.
 */

import type { Tensor4D, TensorInfo } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import { setKernel, withKernels } from "./kernel.js";

interface Convolution {
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterShape: [number, number, number, number];
}

/** Sets the kernel behind the filter gradient of `conv2d`. */
export function mendFilterGradient(tf: Tf): void {
  setKernel(tf, "wasm", "Conv2DBackpropFilter", ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
      attrs as unknown as Convolution;
    if (dataFormat !== "NHWC") {
      throw new RangeError(`conv2d: dataFormat must be "NHWC" in WebAssembly, got "${dataFormat}"`);
    }
    const { padInfo, strideHeight, strideWidth } = tf.backend_util.computeConv2DInfo(
      x.shape as Tensor4D["shape"],
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const [rows, cols, channels, outputs] = filterShape;
    return withKernels(tf, "wasm", backend, (call) => {
      const { top, bottom, left, right } = padInfo;
      const paddings = [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ];
      const padded = call("PadV2", { x }, { paddings, constantValue: 0 }); // [N, H, W, I]
      const image = call("Transpose", { x: padded }, { perm: [3, 1, 2, 0] }); // [I, H, W, N]
      const filter = call("Transpose", { x: dy }, { perm: [1, 2, 0, 3] }); // [h, w, N, O]
      const attributes = { strides: 1, pad: "valid", dilations: [strideHeight, strideWidth] };
      const all = call("Conv2D", { x: image, filter }, { ...attributes, dataFormat });
      // Where the stride did not reach the last rows and columns, there is more than asked for.
      const size = [channels, rows, cols, outputs];
      const sliced = call("Slice", { x: all }, { begin: [0, 0, 0, 0], size }); // [I, R, C, O]
      return call("Transpose", { x: sliced }, { perm: [1, 2, 0, 3] }); // [R, C, I, O]
    });
  });
}
