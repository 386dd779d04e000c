/**
 * @file Sums of rows by segment: the gradient of looking rows up in an embedding.
 *
 * The WebAssembly backend lacks it; the JavaScript backend walks over all rows once for every
 * segment, which takes seconds for a vocabulary of thousands.
 */

import type { TensorInfo } from "@tensorflow/tfjs";
import type { Tf } from "../backend.js";
import { setKernel } from "./kernel.js";

/** Sets `outputₛ = Σ xᵢ` over the `i` whose segment is `s`; other segments than these are left out. */
export function mendSegmentSum(tf: Tf, backendName: "wasm" | "cpu"): void {
  setKernel(tf, backendName, "UnsortedSegmentSum", ({ inputs, attrs, backend }) => {
    const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
    const numSegments = attrs.numSegments as number;
    const segments = backend.readSync(segmentIds.dataId);
    const values = backend.readSync(x.dataId);
    const width = x.shape.slice(segmentIds.shape.length).reduce((size, length) => size * length, 1);
    const Numbers = x.dtype === "int32" ? Int32Array : Float32Array;
    const sums = new Numbers(numSegments * width);
    for (const [i, segment] of segments.entries()) {
      // What would lie outside, of a segment that there is not, a typed array does not take.
      for (let j = 0; j < width; ++j) sums[segment * width + j]! += values[i * width + j]!;
    }
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    return { dataId: backend.write(sums, shape, x.dtype), shape, dtype: x.dtype };
  });
}
