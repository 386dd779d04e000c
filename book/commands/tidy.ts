/** @file `npm run tidy`: repairs what is not a clean notebook. */

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadBibliography } from "../bibliography/load.js";
import type { Command } from "../cli.js";
import { chapterName, notebookFiles } from "../course/chapters.js";
import { message } from "../message.js";
import { tidyNotebook } from "../notebook/tidy.js";
import { projectRoot } from "../paths.js";
import { readSourceMap } from "../sources/read.js";
import { tidySources } from "../sources/tidySources.js";

export const command: Command = async () => {
  const entries = await readSourceMap();
  let failed = false;
  const bibliography = await loadBibliography();
  for (const file of await notebookFiles()) {
    try {
      const path = join(projectRoot, file);
      const text = readFileSync(path, "utf8");
      const clean = tidyNotebook(text, file, bibliography);
      const name = chapterName(file);
      const tidy = name === undefined ? clean : tidySources(clean, { file, name }, entries);
      if (tidy === text) continue;
      writeFileSync(`${path}.new`, tidy);
      renameSync(`${path}.new`, path);
      console.log(`${file}: tidied`);
    } catch (error) {
      console.error(message(error)); // it is left as it was; the others are tidied all the same
      failed = true;
    }
  }
  return failed ? 1 : 0;
};
