/** @file What Node 23 took out of `node:util` and TensorFlow.js 4.22 still calls. */

import { createRequire } from "node:module";

/** Puts back `util.isNullOrUndefined` and `util.isArray` where they are missing. */
export function polyfillUtil(): void {
  const util = createRequire(import.meta.url)("node:util") as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
