/**
 * @file What setting up touches outside this process: programs, environment, free disk.
 *
 * Handed in, so that tests can cut the network, fill the disk and hide Python.
 */

import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Places } from "./places.js";
import type { Report } from "./report.js";
import { type RunOptions, type RunResult, run } from "./run.js";

export interface World {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** the C library of this Node is glibc, for which TensorFlow's libraries are made */
  readonly hasGlibc: boolean;
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** bytes that can still be written where the folder is or would be */
  freeBytes(folder: string): Promise<number>;
}

/** What every step of the set-up is given. */
export interface Setting {
  readonly places: Places;
  readonly world: World;
  readonly report: Report;
  readonly signal: AbortSignal | undefined;
}

/** The machine as it is. */
export function realWorld(): World {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } };
  return {
    platform: process.platform,
    arch: process.arch,
    env: process.env,
    hasGlibc: report?.header?.glibcVersionRuntime !== undefined,
    run,
    freeBytes,
  };
}

async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || parent === folder) throw error;
    return freeBytes(parent);
  }
}
