/**
 * @file Biases of any making on the WebAssembly backend.
 *
 * Its kernels that add a bias look at the shape in which its numbers were first written, not at the
 * tensor's, and so refuse one that was gathered or reshaped.
 */

import type { TensorInfo } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import { setKernel } from "./kernel.js";

/** What the WebAssembly backend keeps of the numbers of a tensor. */
interface Keeping {
  readonly dataIdMap: { get(dataId: object): { shape: number[] } };
}

/** Lets the kernels that add a bias see the shape that it has. */
export function mendBias(tf: Tf): void {
  for (const name of ["_FusedMatMul", "FusedConv2D", "FusedDepthwiseConv2D"]) {
    const { kernelFunc } = tf.getKernel(name, "wasm");
    setKernel(tf, "wasm", name, (given) => {
      const { bias } = given.inputs;
      if (bias) {
        const { dataIdMap } = given.backend as unknown as Keeping;
        dataIdMap.get(bias.dataId).shape = bias.shape;
      }
      return kernelFunc(given as never) as TensorInfo;
    });
  }
}
