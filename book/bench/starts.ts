/** @file How the rows of a benchmark are started: each is a program of its own. */

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

/** What is known of a row of the table before it is measured. */
export interface RowFacts {
  readonly name: string;
  /** the row of the same round that it is compared with; defaults to `keras-fit` */
  readonly reference?: string;
  /** FLOP of a step, where they are counted */
  readonly flop?: number;
}

/** One row of the table. */
export interface RowProgram extends RowFacts {
  readonly start: Start;
  /** as the benchmark's, where its rows differ */
  readonly loss?: readonly [least: number, most: number];
}

/** What a program finds only by being told. */
export interface RowSetting {
  readonly projectRoot: string;
  readonly python: KerasPython;
  /** where the harness has written the data that the npm packages do not bring */
  readonly dataFolder: string;
}

/** A program in `tests/benchmarks`; `env` is what it is told beside Keras's own defaults. */
export function pythonStart(
  { projectRoot, python }: RowSetting,
  file: string,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Start {
  if ("reason" in python) return python;
  const defaults = {
    KERAS_BACKEND: "tensorflow",
    TF_CPP_MIN_LOG_LEVEL: "3",
    // What a reader has set for the course is not one of Keras's own defaults.
    TF_NUM_INTRAOP_THREADS: undefined,
    TF_NUM_INTEROP_THREADS: undefined,
    TF_ENABLE_ONEDNN_OPTS: undefined,
    OMP_NUM_THREADS: undefined,
  };
  const path = join(projectRoot, "tests/benchmarks", file);
  return { command: python.path, args: [path, ...args], env: { ...defaults, ...env } };
}

/** `way` of a program of this folder. */
export function nodeStart(file: string, way: string, env: Readonly<Record<string, string>>): Start {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return { command: process.execPath, args: [path, way], env };
}

/** The same with TensorFlow.js on one backend. */
export function tensorflowStart(
  file: string,
  backend: "native" | "wasm",
  env: Readonly<Record<string, string>>,
  way = "tensorflow",
): Start {
  return nodeStart(file, way, { ...nativeEnvironment(), ...env, COURSE_BACKEND: backend });
}
