/** @file What Node 22 warns of and Node 23 took out of `node:util`; TensorFlow.js 4.22 still calls it. */

import { createRequire } from "node:module";

/** Puts `util.isNullOrUndefined` and `util.isArray` back, without a warning among the outputs. */
export function polyfillUtil(): void {
  const util = createRequire(import.meta.url)("node:util") as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
