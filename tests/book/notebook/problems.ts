/** @file The problems of a notebook that has these cells. */

import { checkNotebooks } from "../../../book/notebook/check.js";
import { formatProblem } from "../../../book/notebook/problem.js";
import { tidyNotebook } from "../../../book/notebook/tidy.js";
import { type CellText, notebookText } from "./helpers.js";

const projectRoot = process.cwd();

/** Names that cells of these tests use without an import: their types are not what is tested. */
const lesson: CellText = {
  id: "lesson",
  source: [
    "const check = (id: string, ...rest: unknown[]): void => {};",
    "const show = (figure: unknown, options: object): void => {};",
    "const exercise = (id: string, ...rest: unknown[]): void => {};",
    "const solution = (id: string, ...rest: unknown[]): void => {};",
    "const erratum = (id: string, options: object): void => {};",
  ].join("\n"),
};

export function problems(cells: (string | CellText)[], file = "05-x.ipynb"): string[] {
  const text = tidyNotebook(notebookText([lesson, ...cells]), file);
  return checkNotebooks([{ file, text }], { projectRoot, compilers: [] }).map(formatProblem);
}
