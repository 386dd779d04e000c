/** Kernels for the tests of this folder: both kinds, and proof that none is left. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Kernel, startKernel } from "../../book/kernel/client.js";
import type { KernelKind } from "../../book/kernel/kernelspec.js";
import type { Output } from "../../book/notebook/format.js";

export const projectRoot: string = process.cwd();

/** For hooks that compile, or start kernels while others do: milliseconds. */
export const patience = 180_000;

/** The wrapper runs compiled: compiles the book if one of its sources is newer. */
export function buildIfStale(): void {
  const source = join(projectRoot, "book/kernel");
  const built = join(projectRoot, "build/book/kernel");
  const isStale = (readdirSync(source, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".ts"))
    .some((name) => timeOf(join(source, name)) > timeOf(join(built, name.replace(/ts$/, "js"))));
  if (!isStale) return;
  const tsc = join(projectRoot, "node_modules/typescript/bin/tsc");
  // Type errors elsewhere in the book are found by their own test; the wrapper is written anyway.
  try {
    execFileSync(process.execPath, [tsc, "-p", "book/tsconfig.json"], { cwd: projectRoot });
  } catch {}
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

export function start(kernel: KernelKind, env: NodeJS.ProcessEnv = {}): Promise<Kernel> {
  return startKernel({ kernel, projectRoot, cwd: projectRoot, env: guarded(kernel, env) });
}

/** The environment of a kernel that does not outlive this process, of whichever kind it is. */
export function guarded(kernel: KernelKind, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  if (kernel === "course") return env;
  const guard = `--import ${pathToFileURL(join(projectRoot, "tests/kernel/guard.mjs"))}`;
  return { ...env, NODE_OPTIONS: `${env.NODE_OPTIONS ?? ""} ${guard}` };
}

/** Kernels that this process, or the one named, has started and that still run. */
export function kernelsLeft(parent: number = process.pid): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes(`/kernel-${parent}-`))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it has just ended
  }
}

/** All text of one stream. */
export function textOf(outputs: readonly Output[], name: "stdout" | "stderr" = "stdout"): string {
  return outputs
    .map((output) => (output.output_type === "stream" && output.name === name ? output.text : ""))
    .join("");
}

/** Names of the errors among the outputs. */
export function errorsOf(outputs: readonly Output[]): string[] {
  return outputs.flatMap((output) => (output.output_type === "error" ? [output.ename] : []));
}

/** Waits until `condition` holds; fails after a minute. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`until: ${what} did not happen in a minute`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
