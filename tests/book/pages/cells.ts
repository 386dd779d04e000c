/** @file Cells, outputs and notebooks for tests, in few words. */

import {
  type Cell,
  kernelMetadata,
  type Notebook,
  type Output,
} from "../../../book/notebook/format.js";
import type { ChapterInput } from "../../../book/pages/types.js";
import type { LessonRecord } from "../../../src/lesson/records.js";

let ids = 0;

export function text(source: string, ...tags: string[]): Cell {
  return {
    cell_type: "markdown",
    id: `text-${++ids}`,
    metadata: tags.length ? { tags } : {},
    source,
  };
}

export function code(source: string, outputs: Output[] = [], ...tags: string[]): Cell {
  const metadata = {
    ...(tags.length ? { tags } : {}),
    ...(tags.includes("solution") ? { jupyter: { source_hidden: true } } : {}),
  };
  return {
    cell_type: "code",
    id: `code-${++ids}`,
    metadata,
    source,
    outputs,
    execution_count: null,
  };
}

export function display(data: Record<string, unknown>): Output {
  return { output_type: "display_data", data, metadata: {} };
}

export function record(value: LessonRecord, words = "words of the record"): Output {
  return display({ "application/vnd.large-models+json": value, "text/plain": words });
}

export function stream(text: string, name: "stdout" | "stderr" = "stdout"): Output {
  return { output_type: "stream", name, text };
}

/** A notebook; its title and sources are those of the opener. */
export function notebook(title: string, sources: string[], cells: Cell[]): Notebook {
  return {
    cells,
    metadata: { course: { title, sources }, ...kernelMetadata },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** A finished chapter of a notebook. */
export function chapter(
  name: string,
  book: Notebook,
  state: ChapterInput["state"] = "done",
): ChapterInput {
  const total = book.cells.filter(({ cell_type }) => cell_type === "code").length;
  const run = state === "done" ? total : 0;
  return { name, language: "en", notebook: book, state, seconds: 38, cells: { total, run } };
}

export function opener(title: string, sources: string[], question = "How does it work?"): Cell {
  return text(
    `# ${title}\n\n*${question}*\n\nAfter this chapter you can\n\n1. do one thing;\n2. do another;\n3. do a third.\n\nDocuments ${sources.join(", ")}.`,
  );
}

/** Starts the ids of cells anew, so that a sample is the same each time. */
export function resetIds(): void {
  ids = 0;
}
