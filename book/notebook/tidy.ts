/**
 * @file A notebook as an editor left it → as it is committed.
 *
 * Outputs and counts go, ids stay or are made, metadata is what the contract knows, the references
 * are what the notebook cites. What cannot be
 * repaired without knowing better (a tag that nobody knows, missing sources) stays for `check`.
 */

import { type Bibliography, noBibliography } from "../bibliography/read.js";
import { withSources } from "../bibliography/references.js";
import { digestOf } from "../digest.js";
import { NotebookError } from "./error.js";
import { type Cell, cellId, kernelMetadata, serialiseNotebook } from "./format.js";
import { type RawCell, readCourse, readNotebook } from "./read.js";

/**
 * The text of the file, repaired; a tidy notebook comes back as it is.
 *
 * @throws NotebookError if it is not a notebook, or has no course metadata.
 */
export function tidyNotebook(
  text: string,
  file: string,
  bibliography: Bibliography = noBibliography,
): string {
  const raw = readNotebook(text, file);
  const course = readCourse(raw.metadata);
  if (typeof course === "string") throw new NotebookError({ file }, course);
  // JupyterLab leaves an empty cell at the end.
  const filled = raw.cells.map(tidyCell).filter(({ source }) => source !== "");
  const kept = new Set<string>();
  const withKept = filled.map((cell) => {
    const isKept = cell.id !== undefined && cellId.test(cell.id) && !kept.has(cell.id);
    if (isKept) kept.add(cell.id!);
    return { cell, isKept };
  });
  const cells = withKept.map(({ cell, isKept }): Cell => {
    const id = isKept ? cell.id! : newId(cell, kept);
    kept.add(id);
    return { ...cell, id };
  });
  const metadata = { course, ...kernelMetadata };
  return serialiseNotebook({
    cells: withSources(cells, bibliography),
    metadata,
    nbformat: 4,
    nbformat_minor: 5,
  });
}

function tidyCell({ cell_type, id, metadata, source }: RawCell): RawCell {
  const { jupyter, tags } = metadata;
  return {
    cell_type,
    ...(id !== undefined && { id }),
    metadata: { ...(jupyter && { jupyter }), ...(tags && { tags: [...new Set(tags)] }) },
    source: source.replace(/\r\n?/g, "\n").replace(/\s+$/, "").replace(/^\n+/, ""),
  };
}

// From the source, so that two people who tidy the same file make the same id.
function newId({ cell_type, source }: RawCell, taken: ReadonlySet<string>): string {
  const hash = digestOf(source).slice(0, 8);
  const base = `${cell_type === "code" ? "code" : "text"}-${hash}`;
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}
