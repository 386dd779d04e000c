/** @file The site into a folder: only what changed, and never half a file. */

import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unwritten } from "../message.js";

/** Lists what an earlier call wrote, so that nothing else in the folder is ever touched. */
export const siteList = ".course-files.json";

/**
 * Writes the files that differ and removes those of an earlier call that are no longer there.
 *
 * @param files - paths with `/`, relative to the folder, and their content
 * @param kept - paths of files that are left as they are
 * @returns paths that were written or removed
 * @throws CourseError if they cannot be written.
 */
export async function writeSite(
  files: ReadonlyMap<string, string | Uint8Array>,
  folder: string,
  kept: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  try {
    return await writeFiles(files, folder, kept);
  } catch (error) {
    throw unwritten("The pages could not be written", folder, error, {
      choose: "set COURSE_HOME (npm run build: --out) to a folder",
    });
  }
}

async function writeFiles(
  files: ReadonlyMap<string, string | Uint8Array>,
  folder: string,
  kept: ReadonlySet<string>,
): Promise<string[]> {
  const changed: string[] = [];
  for (const [path, content] of files) {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    const target = join(folder, path);
    if (await isThere(target, bytes)) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeWhole(target, bytes);
    changed.push(path);
  }
  const earlier = await readFile(join(folder, siteList), "utf8").then(readList, () => []);
  for (const path of earlier) {
    if (files.has(path) || kept.has(path)) continue;
    await rm(join(folder, path), { force: true });
    changed.push(path);
  }
  const names = JSON.stringify([...files.keys(), ...kept].sort());
  if (names !== JSON.stringify(earlier))
    await writeWhole(join(folder, siteList), Buffer.from(names));
  return changed;
}

async function isThere(target: string, bytes: Uint8Array): Promise<boolean> {
  const size = await stat(target).then(
    (found) => (found.isFile() ? found.size : -1),
    () => -1,
  );
  return size === bytes.byteLength && (await readFile(target)).equals(bytes);
}

/** The paths in such a list; none if it is damaged. */
export function readList(text: string): string[] {
  try {
    const names: unknown = JSON.parse(text);
    // a path that leaves the folder was not written here
    const isOurs = (name: unknown) =>
      typeof name === "string" && !/(^|\/)\.\.(\/|$)|^\//.test(name);
    return Array.isArray(names) && names.every(isOurs) ? names : [];
  } catch {
    return [];
  }
}

async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${target}.${process.pid}.new`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
