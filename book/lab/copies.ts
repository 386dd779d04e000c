/**
 * @file The student's own copies of the notebooks, kept through updates of the course.
 *
 * A manifest says what was copied. A copy that is still as it was follows the course; one that was
 * touched is never written again: the new version is laid beside it, and follows the course in turn.
 */

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { digestOf } from "../digest.js";
import { message } from "../message.js";

export interface CopyResult {
  /** new in `work`, or replaced because they were untouched */
  copied: string[];
  /** the student's stays; the course's new version lies beside it under this name */
  beside: { mine: string; theirs: string }[];
  /** could not be read or written, and why; tried again the next time */
  failed: { name: string; why: string }[];
}

/** File that we wrote → hash of the version of the course that the student has seen there. */
type Manifest = Record<string, string>;

const MANIFEST = ".copied.json";

/**
 * Brings the notebooks of `from` into `to` without touching what a student changed there.
 *
 * @param from - the folder of the course's notebooks, with one folder for each language
 * @param to - the student's folder; made if it is not there
 */
export function copyNotebooks(from: string, to: string): CopyResult {
  mkdirSync(to, { recursive: true });
  const manifest = readManifest(to);
  const result: CopyResult = { copied: [], beside: [], failed: [] };
  const copy = (name: string): void => {
    const theirs = readFileSync(join(from, name));
    const seen = manifest[name];
    const version = digestOf(theirs);
    const mine = readIfThere(join(to, name));
    if (seen === version && mine) return;
    if (!mine || digestOf(mine) === seen || digestOf(mine) === version) {
      if (!mine || digestOf(mine) !== version) {
        write(join(to, name), theirs);
        result.copied.push(name);
      }
    } else {
      const beside = besideName(to, name, theirs, manifest);
      write(join(to, beside), theirs);
      manifest[beside] = version;
      result.beside.push({ mine: name, theirs: beside });
    }
    manifest[name] = version;
  };
  for (const name of notebooksIn(from)) {
    try {
      copy(name);
    } catch (error) {
      result.failed.push({ name, why: message(error) });
    }
  }
  write(join(to, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  return result;
}

/** `NAME.new.ipynb`; a number follows if a student works in that one too. */
function besideName(to: string, name: string, content: Buffer, manifest: Manifest): string {
  const stem = name.replace(/\.ipynb$/, ".new");
  for (let k = 1; ; ++k) {
    const candidate = `${stem}${k === 1 ? "" : `-${k}`}.ipynb`;
    const there = readIfThere(join(to, candidate));
    const isUntouched = there && digestOf(there) === manifest[candidate];
    if (!there || isUntouched || there.equals(content)) return candidate;
  }
}

function notebooksIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ipynb") && !name.includes(".ipynb_checkpoints"))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
}

function readManifest(to: string): Manifest {
  const text = readIfThere(join(to, MANIFEST))?.toString("utf8");
  try {
    return text ? (JSON.parse(text) as Manifest) : {};
  } catch {
    return {}; // cut short: every copy now counts as the student's own, which loses nothing
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function write(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
