/**
 * @file Outputs of earlier runs: `outputs/<key>.json` in the folder of the state.
 *
 * An entry appears whole or not at all: it is written under another name and renamed. One that does
 * not fit its checksum is thrown away, and the notebook is run again.
 */

import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "../digest.js";
import { unwritten } from "../message.js";
import type { Notebook, Output } from "../notebook/format.js";

export { executionKey } from "./executionKey.js";

/** What a run left, cell by cell in the order of the code cells. */
export interface CachedRun {
  cells: { outputs: Output[]; execution_count: number | null }[];
  seconds: number;
}

/** Writes a whole file; a parameter so that a full disk can be tried. */
export type WriteFile = (file: string, text: string) => Promise<void>;

const day = 24 * 3600 * 1000;
/** an entry that nobody asked for so long is thrown away */
const longestUnused = 30 * day;
/** no write takes so long: its process was ended */
const longestWrite = day / 24;
const isEntry = /^[0-9a-f]{64}\.json(?:\.[0-9a-f]{12}\.part)?$/;

/** The outputs under this key; `undefined` if there are none, or none whole. */
export async function readOutputs(home: string, key: string): Promise<CachedRun | undefined> {
  const file = entryFile(home, key);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const run = decode(text);
  if (run === undefined) await rm(file, { force: true });
  else await touch(file);
  return run;
}

/**
 * Keeps the outputs of a run, and throws away what was not used for a month.
 *
 * @throws Error if they cannot be written, in words that say what to do; nothing is left behind.
 */
export async function writeOutputs(
  home: string,
  key: string,
  { notebook, seconds }: { notebook: Notebook; seconds: number },
  write: WriteFile = (file, text) => writeFile(file, text, { flush: true }),
): Promise<void> {
  const file = entryFile(home, key);
  const text = encode({ cells: codeOutputs(notebook), seconds });
  const temporary = `${file}.${randomBytes(6).toString("hex")}.part`;
  try {
    await mkdir(join(home, "outputs"), { recursive: true });
    await write(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    const needed = ` (needed ${Math.max(0.1, text.length / 1e6).toFixed(1)} MB)`;
    throw unwritten("The outputs could not be kept", home, error, { needed });
  }
  await prune(join(home, "outputs"));
}

function entryFile(home: string, key: string): string {
  return join(home, "outputs", `${key}.json`);
}

function codeOutputs({ cells }: Notebook): CachedRun["cells"] {
  return cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ outputs = [], execution_count = null }) => ({ outputs, execution_count }));
}

function encode(run: CachedRun): string {
  return JSON.stringify({ sha256: checksum(run), run });
}

function decode(text: string): CachedRun | undefined {
  try {
    const { sha256, run } = JSON.parse(text) as { sha256: string; run: CachedRun };
    return sha256 === checksum(run) ? run : undefined;
  } catch {
    return undefined;
  }
}

function checksum(run: CachedRun): string {
  return digestOf(JSON.stringify(run));
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  // Another process may have thrown it away meanwhile; what was read is read.
  await utimes(file, now, now).catch(() => {});
}

async function prune(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    // Whatever else lies there was not written here.
    if (!isEntry.test(name)) continue;
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    const longest = name.endsWith(".part") ? longestWrite : longestUnused;
    if (found !== undefined && Date.now() - found.mtimeMs > longest)
      await rm(file, { force: true });
  }
}
