/** @file What `npm run check` refuses: notebooks that are not clean, or do not keep the contract. */

import { citationFaults, citationsIn, referencesCell } from "../bibliography/citations.js";
import { bibliographyFile } from "../bibliography/load.js";
import { type Bibliography, noBibliography } from "../bibliography/read.js";
import { withSources } from "../bibliography/references.js";
import { NotebookError } from "./error.js";
import { cellId, kernelMetadata } from "./format.js";
import type { Problem } from "./problem.js";
import { type RawNotebook, readCourse, readNotebook } from "./read.js";
import { erratumFaults, exerciseCallFaults, figures, recordIds } from "./rules/calls.js";
import { forbiddenForms } from "./rules/forms.js";
import { labelFaults, labelsIn, type Mention, referencesIn } from "./rules/labels.js";
import { exerciseFaults, tagFaults } from "./rules/tags.js";
import { type StrictOptions, typeProblems } from "./strict.js";
import { type CellSyntax, parseCell } from "./syntax.js";
import { tidyNotebook } from "./tidy.js";
import type { Cell, Notebook } from "./types.js";

export interface NotebookFile {
  /** path from the project root */
  file: string;
  text: string;
}

export interface CheckOptions extends StrictOptions {
  /** what notebooks may cite; nothing unless it is given */
  bibliography?: Bibliography;
}

/** What one notebook is, as far as others refer to it. */
interface Checked {
  file: string;
  problems: Problem[];
  notebook?: Notebook;
  defined: Mention[];
  references: Mention[];
  /** keys of the bibliography */
  cited: string[];
}

/**
 * Every problem of these notebooks, in their order: form, contract, references between them, and
 * types under both compilers; at the end what is wrong with the bibliography.
 */
export function checkNotebooks(
  files: readonly NotebookFile[],
  { bibliography = noBibliography, ...options }: CheckOptions,
): Problem[] {
  const all = files.map((file) => checkOne(file, bibliography));
  const defined = new Set(all.flatMap((one) => one.defined.map(({ id }) => id)));
  const dangling = all.flatMap(({ file, references }) =>
    references
      .filter(({ id }) => !defined.has(id))
      .map(({ id, cell, line }) => ({ file, cell, line, message: `nothing has the label ${id}` })),
  );
  const notebooks = all.flatMap(({ file, notebook }) => (notebook ? [{ file, notebook }] : []));
  const types = typeProblems(notebooks, options);
  const problems = [
    ...all.flatMap((one) => one.problems),
    ...takenLabels(all),
    ...dangling,
    ...types,
  ];
  return [
    ...files.flatMap(({ file }) => problems.filter((problem) => problem.file === file)),
    ...bibliographyProblems(bibliography, new Set(all.flatMap(({ cited }) => cited))),
  ];
}

/** The chapters are one book: a label of two would lead to the first. */
function takenLabels(all: readonly Checked[]): Problem[] {
  const owners = new Map<string, string>();
  return all.flatMap(({ file, defined }) =>
    defined.flatMap(({ id, cell, line }) => {
      const owner = owners.get(id) ?? file;
      owners.set(id, owner);
      const message = `"${id}" is already a label in ${owner}`;
      return owner === file ? [] : [{ file, cell, line, message }];
    }),
  );
}

function bibliographyProblems(
  { entries, faults }: Bibliography,
  cited: ReadonlySet<string>,
): Problem[] {
  const unused = [...entries.values()].filter(
    ({ key, isDocument }) => !isDocument && !cited.has(key),
  );
  const message = "no notebook cites it; take it out, or cite it: [Name (year)]";
  return [
    ...faults,
    ...unused.map(({ key, line }) => ({ line, message: `${key}: ${message}(#ref:${key})` })),
  ].map((fault) => ({ file: bibliographyFile, ...fault }));
}

function checkOne({ file, text }: NotebookFile, bibliography: Bibliography): Checked {
  const problems: Problem[] = [];
  const result: Checked = { file, problems, defined: [], references: [], cited: [] };
  try {
    const raw = readNotebook(text, file);
    const cells = raw.cells.map((cell, index): Cell => ({ ...cell, id: nameOf(cell, index) }));
    const add = (faults: readonly Omit<Problem, "file">[]): void =>
      void problems.push(...faults.map((fault) => ({ file, ...fault })));
    const course = readCourse(raw.metadata);
    if (typeof course === "string") add([{ message: course }]);
    else result.notebook = notebookOf(cells, course);
    add(idFaults(raw));
    add(cleanFaults(cells, text, file));
    const citations = citationsIn(cells);
    result.cited = citations.map(({ key }) => key);
    add(citationFaults(citations, bibliography));
    add(writtenFaults(cells, bibliography));
    if (citations.length === 0) add(uncitedFaults(cells));
    add(tagFaults(cells));
    add(exerciseFaults(cells));
    const syntaxes = syntaxOf(cells);
    for (const [cell, syntax] of syntaxes) {
      add(forbiddenForms(syntax).map((fault) => ({ cell, ...fault })));
    }
    const markdown = cells.filter(({ cell_type }) => cell_type === "markdown");
    const labels = markdown.flatMap(labelsIn);
    add(labelFaults(labels, syntaxes));
    const { ids, faults } = figures(syntaxes);
    add(faults);
    add(exerciseCallFaults(cells, syntaxes));
    add(erratumFaults(syntaxes));
    result.defined = [...labels, ...ids, ...recordIds(syntaxes)];
    result.references = markdown.flatMap(referencesIn);
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    problems.push({ ...error.place, message: error.reason });
  }
  return result;
}

function syntaxOf(cells: readonly Cell[]): Map<string, CellSyntax> {
  const code = cells.filter(({ cell_type }) => cell_type === "code");
  return new Map(code.map(({ id, source }) => [id, parseCell(source)]));
}

function notebookOf(cells: Cell[], course: Notebook["metadata"]["course"]): Notebook {
  return { cells, metadata: { course, ...kernelMetadata }, nbformat: 4, nbformat_minor: 5 };
}

function nameOf({ id }: { id?: string }, index: number): string {
  return id ?? `number ${index + 1}`;
}

function idFaults({ cells }: RawNotebook): Omit<Problem, "file">[] {
  const seen = new Set<string>();
  return cells.flatMap(({ id }, index) => {
    const fault = (message: string) => [
      { cell: nameOf({ ...(id !== undefined && { id }) }, index), message },
    ];
    if (id === undefined) return fault('has no id; "npm run tidy" gives it one');
    if (!cellId.test(id)) return fault('the id is not 1 to 64 of a–z A–Z 0–9 _ -; "npm run tidy"');
    if (seen.has(id)) return fault('an earlier cell has the same id; "npm run tidy"');
    seen.add(id);
    return [];
  });
}

function writtenFaults(cells: Cell[], bibliography: Bibliography): Omit<Problem, "file">[] {
  const found = new Map(cells.map(({ id, source }) => [id, source]));
  const written = withSources(cells, bibliography);
  const message = 'not what the bibliography gives for what is cited; "npm run tidy" writes it';
  return written
    .filter(({ id, source }) => found.get(id) !== source)
    .map(({ id }) => ({ cell: id, message }));
}

function uncitedFaults(cells: readonly Cell[]): Omit<Problem, "file">[] {
  const message =
    "no cell cites a source, so there are no references; cite: [Name (year)](#ref:key)";
  return cells.filter(({ id }) => id === referencesCell).map(({ id }) => ({ cell: id, message }));
}

// Outputs are named one by one; all else that tidy would change is one sentence.
function cleanFaults(cells: readonly Cell[], text: string, file: string): Omit<Problem, "file">[] {
  const executed = cells.filter(
    ({ outputs = [], execution_count = null }) => outputs.length > 0 || execution_count !== null,
  );
  if (executed.length > 0) {
    const message = 'has outputs or a count of a run; "npm run tidy" takes them out';
    return executed.map(({ id }) => ({ cell: id, message }));
  }
  const canTidy = typeof readCourse(readNotebook(text, file).metadata) !== "string";
  return canTidy && tidyNotebook(text, file) !== text
    ? [{ message: 'is not as "npm run tidy" writes it (metadata, order of keys, spaces)' }]
    : [];
}
