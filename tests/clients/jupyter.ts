/** @file The Jupyter of the tests: `.venv`, with folders of its own and the kernel to be tried. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type KernelKind, writeKernelspec } from "../../book/kernel/kernelspec.js";
import { jupyterEnvironment } from "../../book/lab/environment.js";
import { projectRoot } from "../../book/paths.js";
import { nativeEnvironment } from "../../book/setup/environment.js";
import { pythonOf } from "../../book/setup/interpreter.js";
import { placesOf } from "../../book/setup/places.js";
import { realWorld } from "../../book/setup/world.js";

const world = realWorld();

/** The Python of `.venv`, made by `npm test`. */
export const python: string = pythonOf(placesOf(projectRoot, world.env), world);

/** Why these modules cannot be used on this machine; `null` if they can. */
export function whyNoModules(...modules: string[]): string | null {
  if (!existsSync(python)) return "there is no .venv";
  // find_spec only looks for the modules: importing them would take seconds.
  const missing = `[m for m in ${JSON.stringify(modules)} if not importlib.util.find_spec(m)]`;
  const code = `import importlib.util, sys; sys.exit(", ".join(${missing}) or 0)`;
  const { status, stderr } = spawnSync(python, ["-c", code], { encoding: "utf8", timeout: 60_000 });
  return status === 0 ? null : `.venv has no ${stderr.trim() || "answer"}`;
}

/**
 * The environment of a Jupyter that keeps its state under `folder` and starts this kernel.
 *
 * @param env - what notebooks find beside it: COURSE_QUICK, COURSE_BACKEND
 */
export async function jupyterIn(
  folder: string,
  kernel: KernelKind,
  env: Record<string, string>,
): Promise<NodeJS.ProcessEnv> {
  await mkdir(folder, { recursive: true });
  await writeKernelspec(join(folder, "path"), { projectRoot, kernel, env });
  return { ...process.env, ...nativeEnvironment(), ...jupyterEnvironment(folder) };
}
