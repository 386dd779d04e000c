/** @file Whether a backend can be tested here. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const addon = "node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node";

/** Why native TensorFlow cannot be tested on this machine; `null` if it can. */
export function whyNotNative(): string | null {
  const file = fileURLToPath(new URL(`../../${addon}`, import.meta.url));
  return existsSync(file) ? null : "the addon of tfjs-node is not there";
}

/** The name of a group of tests on one backend, with the reason if it is skipped. */
export function title(backend: "native" | "wasm" | "cpu"): string {
  const reason = backend === "native" ? whyNotNative() : null;
  return reason === null ? backend : `${backend} (${reason})`;
}
