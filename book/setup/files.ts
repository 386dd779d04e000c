/**
 * @file Files that are whole or not there: made under a temporary name, then renamed.
 *
 * A temporary name ends in `.part-` and the id of the process that writes it; when that process is
 * gone, the next run throws the file away.
 */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { isAlive } from "./alive.mjs";

/** The temporary name under which this process makes `file`. */
export function partOf(file: string): string {
  return `${file}.part-${process.pid}`;
}

/** Throws away what processes that are gone left half made in a folder. */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /\.part-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid)))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Gives a finished temporary file or folder its name, in place of what may be there. */
export async function finish(part: string, file: string): Promise<void> {
  const isFolder = (await stat(part)).isDirectory();
  // `rename` replaces a file, but not a folder that has something in it.
  if (isFolder) await rm(file, { recursive: true, force: true });
  await rename(part, file);
}

/** Writes a small file whole or not at all. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const part = partOf(file);
  try {
    await writeFile(part, text);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** What a small file of JSON holds; nothing if it is not there or damaged. */
export async function readJson<T extends object>(file: string): Promise<Partial<T>> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Partial<T>;
  } catch {
    return {};
  }
}

/** The bytes of a file, or of all files in a folder; 0 if there is none. Links are not followed. */
export async function sizeOf(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (entries === null) return (await stat(path).catch(() => ({ size: 0 }))).size;
  const sizes = entries.map((entry) =>
    entry.isSymbolicLink() ? 0 : sizeOf(join(path, entry.name)),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256(file: string): Promise<string> {
  const sum = createHash("sha256");
  await pipeline(createReadStream(file), sum);
  return sum.digest("hex");
}

/** `"273.8 MB"`, `"1.2 GB"`. */
export function bytes(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)} GB`;
  return count >= 1e5 ? `${(count / 1e6).toFixed(1)} MB` : `${Math.ceil(count / 1e3)} kB`;
}
