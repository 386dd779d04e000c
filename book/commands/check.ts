/** @file `npm run check`: refuses what is not a clean notebook. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadBibliography } from "../bibliography/load.js";
import type { Command } from "../cli.js";
import { notebookFiles } from "../course/chapters.js";
import { checkNotebooks } from "../notebook/check.js";
import { formatProblem } from "../notebook/problem.js";
import { projectRoot } from "../paths.js";

export const command: Command = async () => {
  const files = (await notebookFiles()).map((file) => ({
    file,
    text: readFileSync(join(projectRoot, file), "utf8"),
  }));
  const problems = checkNotebooks(files, { projectRoot, bibliography: await loadBibliography() });
  for (const problem of problems) console.error(formatProblem(problem));
  console.log(`${files.length} notebooks, ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
};
