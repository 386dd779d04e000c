/** @file What the rows need of the machine: a Python with Keras, and native TensorFlow. */

import { message } from "../message.js";
import { prepareNative } from "../setup/native.js";
import { ensureVenv } from "../setup/python.js";
import { run } from "../setup/run.js";

export interface PrepareOptions {
  readonly projectRoot: string;
  /** is given lines of progress */
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** An interpreter with NumPy, Keras and TensorFlow, or the reason why there is none. */
export type KerasPython = { readonly path: string } | { readonly reason: string };

const hasKeras = `
import importlib.util, sys
sys.exit(not all(importlib.util.find_spec(name) for name in ("numpy", "keras", "tensorflow")))
`;

/**
 * `COURSE_PYTHON` if it has Keras; else the project's own environment, made where there is none.
 *
 * @throws the reason of `signal`.
 */
export async function findKeras(options: PrepareOptions): Promise<KerasPython> {
  const { signal } = options;
  const own = process.env.COURSE_PYTHON;
  if (own && (await run(own, ["-c", hasKeras], { limitSeconds: 60, signal })).code === 0) {
    return { path: own };
  }
  try {
    return { path: (await ensureVenv({ ...options, packages: "bench" })).python };
  } catch (error) {
    signal?.throwIfAborted();
    return { reason: message(error) };
  }
}

/**
 * Makes native TensorFlow ready where this machine can have it; if not, its row will say why.
 *
 * @throws the reason of `signal`.
 */
export async function tryNative(options: PrepareOptions): Promise<void> {
  try {
    await prepareNative(options);
  } catch (error) {
    options.signal?.throwIfAborted();
    options.report(message(error));
  }
}
