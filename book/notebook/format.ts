/**
 * @file The notebook file: nbformat 4.5 with the metadata of this course.
 *
 * On disk: one space of indent, keys in one order, sources as arrays of lines, a newline at the
 * end. Jupyter writes the same order, so a save there changes no line that was not edited.
 *
 * Source: nbformat 4.5, https://nbformat.readthedocs.io/en/latest/format_description.html
 */

import { NotebookError } from "./error.js";
import { readCourse, readNotebook } from "./read.js";
import {
  type Cell,
  isText,
  type MimeBundle,
  type Notebook,
  type NotebookMetadata,
  type Output,
} from "./types.js";

export type * from "./types.js";

/** The metadata that every notebook of the course has in common. */
export const kernelMetadata: Pick<NotebookMetadata, "kernelspec" | "language_info"> = {
  kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
  language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
};

/** What nbformat 4.5 allows as the id of a cell. */
export const cellId = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * A notebook from the text of its file, with or without outputs.
 *
 * @param file - its path from the project root, for messages
 * @throws NotebookError if it is not a notebook of this course: names file, cell and cure.
 */
export function parseNotebook(text: string, file: string): Notebook {
  const raw = readNotebook(text, file);
  const seen = new Set<string>();
  const cells = raw.cells.map(({ id, ...cell }, index): Cell => {
    const place = { file, cell: id ?? `number ${index + 1}` };
    if (id === undefined) {
      throw new NotebookError(place, 'has no id; "npm run tidy" gives it one');
    }
    if (!cellId.test(id)) {
      throw new NotebookError(place, 'the id is not 1 to 64 of a–z A–Z 0–9 _ -; "npm run tidy"');
    }
    if (seen.has(id)) {
      throw new NotebookError(place, 'an earlier cell has the same id; "npm run tidy"');
    }
    seen.add(id);
    return { ...cell, id };
  });
  const course = readCourse(raw.metadata);
  if (typeof course === "string") throw new NotebookError({ file }, course);
  return { cells, metadata: { course, ...kernelMetadata }, nbformat: 4, nbformat_minor: 5 };
}

/** The text of the file: the same notebook always gives the same bytes. */
export function serialiseNotebook({ cells, metadata }: Notebook): string {
  const { course } = metadata;
  const ordered = {
    cells: cells.map(orderCell),
    metadata: { course: { sources: course.sources, title: course.title }, ...kernelMetadata },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(ordered, null, 1)}\n`;
}

function orderCell(cell: Cell): object {
  const { cell_type, execution_count = null, id, outputs = [] } = cell;
  const { jupyter, tags } = cell.metadata;
  const metadata = {
    ...(jupyter?.source_hidden && { jupyter: { source_hidden: true } }),
    ...(tags && tags.length > 0 && { tags }),
  };
  const source = lines(cell.source);
  return cell_type === "markdown"
    ? { cell_type, id, metadata, source }
    : { cell_type, execution_count, id, metadata, outputs: outputs.map(orderOutput), source };
}

function orderOutput(output: Output): object {
  switch (output.output_type) {
    case "stream":
      return { name: output.name, output_type: "stream", text: lines(output.text) };
    case "error": {
      const { ename, evalue, traceback } = output;
      return { ename, evalue, output_type: "error", traceback };
    }
    case "display_data":
      return {
        data: orderData(output.data),
        metadata: output.metadata,
        output_type: "display_data",
      };
    case "execute_result": {
      const { data, execution_count, metadata } = output;
      return { data: orderData(data), execution_count, metadata, output_type: "execute_result" };
    }
  }
}

function orderData(data: MimeBundle): MimeBundle {
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([mime, value]) => [
      mime,
      typeof value === "string" && isText(mime) ? lines(value) : value,
    ]),
  );
}

/** `"a\nb"` → `["a\n", "b"]` */
function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
