/** @file The modules of the library that live figures load: those that tsc made, as they are. */

import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { libraryEntries } from "./client/library.js";

/**
 * What pages load and all that these import, by their paths within `dist`.
 *
 * @param entries - what pages load; defaults to the modules that their scripts name
 * @throws Error if a module asks for anything but its neighbours, or is not compiled.
 */
export async function libraryModules(
  dist: string,
  entries: readonly string[] = libraryEntries,
): Promise<Map<string, Uint8Array>> {
  const modules = new Map<string, Uint8Array>();
  const add = async (path: string): Promise<void> => {
    if (modules.has(path)) return;
    const bytes = await readFile(join(dist, path));
    modules.set(path, bytes);
    for (const name of importsOf(bytes.toString("utf8"))) {
      if (!name.startsWith(".")) {
        throw new Error(`live figures: ${path} imports "${name}", which a page cannot load`);
      }
      await add(posix.join(posix.dirname(path), name));
    }
  };
  for (const entry of entries) await add(entry);
  return modules;
}

/** The names in static imports and re-exports. */
export function importsOf(script: string): string[] {
  const statements = /^(?:import|export)\s(?:[^"';]*\sfrom\s*)?["']([^"']+)["']/gm;
  return [...script.matchAll(statements)].map(([, name]) => name!);
}
