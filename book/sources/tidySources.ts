/** @file The source line of a chapter, in its metadata and in its opener, as the map has it. */

import { parseNotebook, serialiseNotebook } from "../notebook/format.js";
import type { Entry } from "./entry.js";
import { sourceLine } from "./sourceLine.js";

/**
 * The text of a tidy notebook with the sections that its cells answer.
 *
 * A section that is listed and that no cell answers stays, for `check`: the map may lack its cells.
 *
 * @param name - "06-back-propagation"
 * @throws NotebookError if it is not a notebook of this course.
 */
export function tidySources(
  text: string,
  { file, name }: { file: string; name: string },
  entries: readonly Entry[],
): string {
  const notebook = parseNotebook(text, file);
  const { sources } = notebook.metadata.course;
  const right = sourceLine(entries, name, sources);
  const unanswered = sources.filter((section) => !right.includes(section));
  if (unanswered.length > 0 || right.length === 0) return text;
  notebook.metadata.course.sources = right;
  const opener = notebook.cells[0];
  if (opener?.cell_type === "markdown") {
    opener.source = opener.source.replace(/^Documents .+\.$/m, `Documents ${right.join(", ")}.`);
  }
  return serialiseNotebook(notebook);
}
