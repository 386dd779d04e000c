/** @file Kernels that the backends without TensorFlow's own library lack, or have too slow. */

import type { Tf } from "../backend.js";
import { mendBatchMatMul } from "./batchMatMul.js";
import { mendFilterGradient } from "./filterGradient.js";
import { mendMatMul } from "./matMul.js";
import { mendSegmentSum } from "./segmentSum.js";

/** Completes the WebAssembly backend, which must be the current one. */
export function mendWasm(tf: Tf): void {
  mendBatchMatMul(tf);
  mendMatMul(tf);
  mendSegmentSum(tf, "wasm");
  mendFilterGradient(tf);
}

/** Speeds up the JavaScript backend, which must be the current one. */
export function mendCpu(tf: Tf): void {
  mendSegmentSum(tf, "cpu");
}
