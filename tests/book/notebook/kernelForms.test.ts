/** What tslab cannot run, or runs otherwise than a program, is refused with the form to write instead. */

import { beforeAll, describe, expect, test, vi } from "vitest";
import { checkNotebooks } from "../../../book/notebook/check.js";
import { formatProblem } from "../../../book/notebook/problem.js";
import { tidyNotebook } from "../../../book/notebook/tidy.js";
import { notebookText } from "./helpers.js";
import { accepted, planted } from "./kernelForms.js";

/** Two seconds on a machine at rest, in milliseconds; many more while others compile too. */
const patience = 120_000;
vi.setConfig({ testTimeout: patience });

/** The problems of all notebooks of a table: `name, cell cell-2, line 1: message`. */
function problemsOf(table: readonly (readonly [name: string, sources: string[], ...unknown[]])[]) {
  const files = table.map(([name, sources]) => ({
    file: name,
    text: tidyNotebook(notebookText(sources), name),
  }));
  return checkNotebooks(files, { projectRoot: process.cwd() }).map(formatProblem);
}

let found: string[];
beforeAll(() => {
  found = [...problemsOf(planted), ...problemsOf(accepted)];
}, patience);

describe("is refused:", () => {
  test.each(planted)("%s", (name, _, place, message) => {
    const [cell, line] = place.split(":");
    const own = found.filter((problem) => problem.startsWith(`${name}, `));
    // Besides, a compiler may have something to say of the same line.
    const ours = own.filter((problem) => !/: TS\d+: /.test(problem));
    expect(ours).toEqual([`${name}, cell cell-${cell}, line ${line}: ${message}`]);
  });
});

describe("is accepted:", () => {
  test.each(accepted)("%s", (name) => {
    expect(found.filter((problem) => problem.startsWith(`${name}, `))).toEqual([]);
  });
});
