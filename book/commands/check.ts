/** @file `npm run check`: refuses what is not a clean notebook, and a map of sources with a gap. */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadBibliography } from "../bibliography/load.js";
import type { Command } from "../cli.js";
import { notebookFiles, readChapters } from "../course/chapters.js";
import { checkNotebooks } from "../notebook/check.js";
import { formatProblem, type Problem } from "../notebook/problem.js";
import { projectRoot } from "../paths.js";
import { answerFaults } from "../sources/answerFaults.js";
import { digestLines, linesFile } from "../sources/lines.js";
import { mapFaults } from "../sources/mapFaults.js";
import { readSourceLines, readSourceMap } from "../sources/read.js";

export const command: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: { documents: { type: "string" } } });
  const files = (await notebookFiles()).map((file) => ({
    file,
    text: readFileSync(join(projectRoot, file), "utf8"),
  }));
  const problems = [
    ...checkNotebooks(files, { projectRoot, bibliography: await loadBibliography() }),
    ...(await sourceProblems()),
    ...(values.documents === undefined ? [] : documentProblems(values.documents)),
  ];
  for (const problem of problems) console.error(formatProblem(problem));
  console.log(`${files.length} notebooks, ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
};

async function sourceProblems(): Promise<Problem[]> {
  const entries = await readSourceMap();
  // a notebook that cannot be read has a problem of its own already
  const chapters = (await readChapters("en")).filter(({ unreadable }) => !unreadable);
  return [...mapFaults(entries, await readSourceLines()), ...answerFaults(entries, chapters)];
}

/** Whether a file holds the very documents of which the project keeps the digests. */
function documentProblems(file: string): Problem[] {
  const kept = readFileSync(join(projectRoot, linesFile), "utf8").split("\n");
  const given = digestLines(readFileSync(resolve(file), "utf8")).split("\n");
  const line = given.findIndex((digest, index) => digest !== kept[index]);
  if (line < 0 && given.length === kept.length) return [];
  return [
    { file, message: `line ${line + 1} is not the one of which ${linesFile} has the digest` },
  ];
}
