/** @file A TypeScript file run in a process of its own, as Node would run the compiled library. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild-wasm";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Bundles a file with the library's sources, where the packages that it imports are found. */
export async function bundle(entry: string): Promise<string> {
  const folder = join(root, "build");
  const name = basename(entry).replace(/\.ts$/, "");
  const file = join(folder, `test-${name}-${process.pid}-${Date.now()}.mjs`);
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2022",
    packages: "external",
    alias: { "#platform": join(root, "src/data/platform/node.ts") },
  });
  return file;
}

/** Runs a bundled file; `watch` may talk to the process while it lives. */
export async function runBundle(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  watch?: (child: ChildProcess) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 100_000,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  watch?.(child);
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Removes what `bundle` wrote. */
export async function removeBundle(file: string): Promise<void> {
  await rm(file, { force: true });
}
