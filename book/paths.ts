/** @file Where things lie: the project, and the state that may be thrown away. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with the `package.json` of the course. */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Everything made by running: outputs, drawings, native libraries; `COURSE_HOME` moves it. */
export const courseHome: string = resolve(projectRoot, process.env.COURSE_HOME || ".course");

/** The folder of the notebooks of one language. */
export function notebookFolder(language: string): string {
  return join(projectRoot, "notebooks", language);
}

function findRoot(folder: string): string {
  const file = join(folder, "package.json");
  if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "large-models") {
    return folder;
  }
  if (dirname(folder) === folder) {
    throw new Error("paths: no package.json of large-models in any folder above this file");
  }
  return findRoot(dirname(folder));
}
