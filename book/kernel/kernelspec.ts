/**
 * @file How a kernel is started: by our client, by JupyterLab and by nbclient alike.
 *
 * "course" is tslab with its protocol repaired (`wrapper.ts`), "stock" is tslab as npm ships it.
 * Both go by the name `tslab`, so that a notebook opens with whichever is there.
 */

import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type KernelKind = "course" | "stock";

/** Name of the kernel in every notebook of the course. */
export const kernelName = "tslab";

export interface KernelspecOptions {
  projectRoot: string;
  kernel: KernelKind;
  /** what the kernel finds in its environment beside that of its parent */
  env?: Record<string, string>;
}

/** The command line of a kernel; `connectionFile` may be Jupyter's `{connection_file}`. */
export function kernelCommand(
  kernel: KernelKind,
  projectRoot: string,
  connectionFile: string,
): [string, ...string[]] {
  return kernel === "course"
    ? [process.execPath, join(projectRoot, "build/book/kernel/wrapper.js"), connectionFile]
    : [
        process.execPath,
        join(projectRoot, "node_modules/tslab/bin/tslab"),
        "kernel",
        "--config-path",
        connectionFile,
      ];
}

/**
 * Writes the kernelspec into `jupyterPath/kernels/tslab/kernel.json`.
 *
 * @param jupyterPath - to be named in `JUPYTER_PATH` of whoever shall find the kernel
 * @returns the file
 */
export async function writeKernelspec(
  jupyterPath: string,
  { projectRoot, kernel, env = {} }: KernelspecOptions,
): Promise<string> {
  const folder = join(jupyterPath, "kernels", kernelName);
  await mkdir(folder, { recursive: true });
  const spec = {
    argv: kernelCommand(kernel, projectRoot, "{connection_file}"),
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "signal",
    env,
    metadata: {},
  };
  const file = join(folder, "kernel.json");
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(spec, null, 2)}\n`);
  await rename(temporary, file);
  return file;
}
