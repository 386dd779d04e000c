/** @file The two files that say what the documents hold, from the project. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../paths.js";
import { type Entry, mapFile, readMap } from "./entry.js";
import { linesFile, readLines, type SourceLine } from "./lines.js";

export async function readSourceMap(): Promise<Entry[]> {
  return readMap(await readFile(join(projectRoot, mapFile), "utf8"));
}

export async function readSourceLines(): Promise<SourceLine[]> {
  return readLines(await readFile(join(projectRoot, linesFile), "utf8"));
}
