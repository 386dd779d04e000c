/** @file Kernels that a backend lacks, or has too slow. */

import type { Tf } from "../backend.js";
import { mendBatchMatMul } from "./batchMatMul.js";
import { mendBias } from "./bias.js";
import { mendFilterGradient } from "./filterGradient.js";
import { mendMatMul } from "./matMul.js";
import { mendSegmentSum } from "./segmentSum.js";
import { spareUnchanged } from "./unchanged.js";

/** Completes the WebAssembly backend, which must be the current one. */
export function mendWasm(tf: Tf): void {
  mendBatchMatMul(tf);
  mendMatMul(tf);
  mendBias(tf);
  mendSegmentSum(tf, "wasm");
  mendFilterGradient(tf);
}

/** Speeds up the JavaScript backend, which must be the current one. */
export function mendCpu(tf: Tf): void {
  mendSegmentSum(tf, "cpu");
}

/** Speeds up the native backend, which must be the current one. */
export function mendNative(tf: Tf): void {
  spareUnchanged(tf);
}
