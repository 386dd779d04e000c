/** @file The bibliography of the course as it lies on disk. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../paths.js";
import { type Bibliography, parseBibliography } from "./read.js";

/** Its path from the project root, for messages. */
export const bibliographyFile = "notebooks/bibliography.bib";

export async function loadBibliography(): Promise<Bibliography> {
  return parseBibliography(await readFile(join(projectRoot, bibliographyFile), "utf8"));
}
