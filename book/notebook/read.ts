/**
 * @file JSON → the parts of a notebook, before anything is asked of ids and course metadata.
 *
 * What stands on this: `parseNotebook` refuses what is left to repair, `tidy` repairs it,
 * `check` lists it.
 */

import { NotebookError } from "./error.js";
import { parseJson } from "./json.js";
import {
  type Cell,
  type CellMetadata,
  type CourseMetadata,
  isText,
  type MimeBundle,
  type Output,
} from "./types.js";

/** A cell whose id may be missing, of the wrong form, or not unique. */
export type RawCell = Omit<Cell, "id"> & { id?: string };

export interface RawNotebook {
  cells: RawCell[];
  metadata: Record<string, unknown>;
}

type Json = Record<string, unknown>;

/**
 * The cells and metadata in the text of a file.
 *
 * @throws NotebookError if that is not nbformat 4, or holds what the course has no use for.
 */
export function readNotebook(text: string, file: string): RawNotebook {
  const value = parseJson(text, file);
  if (!isObject(value) || !Array.isArray(value.cells)) {
    throw new NotebookError({ file }, 'not a notebook: there is no list "cells"');
  }
  if (value.nbformat !== 4) {
    throw new NotebookError(
      { file },
      `nbformat must be 4, got ${JSON.stringify(value.nbformat)}; save it from JupyterLab`,
    );
  }
  const metadata = isObject(value.metadata) ? value.metadata : {};
  return { cells: value.cells.map((cell, index) => readCell(cell, index, file)), metadata };
}

/** The course metadata, or the sentence that says what is wrong with it. */
export function readCourse(metadata: Json): CourseMetadata | string {
  const { course } = metadata;
  if (!isObject(course)) {
    return 'metadata.course is missing; it is { "sources": ["A:4.1"], "title": "…" }';
  }
  const { sources, title } = course;
  if (typeof title !== "string" || title.trim() === "") {
    return "metadata.course.title must be the title of the chapter";
  }
  if (!Array.isArray(sources) || !sources.every((s) => typeof s === "string")) {
    return 'metadata.course.sources must be a list of sections such as "A:4.1"';
  }
  return { sources, title };
}

function readCell(value: unknown, index: number, file: string): RawCell {
  const id = isObject(value) && typeof value.id === "string" ? value.id : undefined;
  const place = { file, cell: id ?? `number ${index + 1}` };
  if (!isObject(value)) throw new NotebookError(place, "a cell must be an object");
  const { cell_type } = value;
  if (cell_type !== "markdown" && cell_type !== "code") {
    throw new NotebookError(
      place,
      `cell_type must be "markdown" or "code", got ${JSON.stringify(cell_type)}`,
    );
  }
  if (isObject(value.attachments) && Object.keys(value.attachments).length > 0) {
    throw new NotebookError(place, "has an attached file; figures of the course come from code");
  }
  const source = joined(value.source);
  if (source === undefined) {
    throw new NotebookError(place, "source must be a string or an array of strings");
  }
  const common = {
    ...(id !== undefined && { id }),
    metadata: readMetadata(value.metadata),
    source,
  };
  if (cell_type === "markdown") return { cell_type, ...common };
  const count = typeof value.execution_count === "number" ? value.execution_count : null;
  const outputs = Array.isArray(value.outputs) ? value.outputs : [];
  return {
    cell_type,
    execution_count: count,
    ...common,
    outputs: outputs.map((output) => readOutput(output, place)),
  };
}

/** What the contract knows of a cell's metadata; editors add more, which is dropped. */
function readMetadata(value: unknown): CellMetadata {
  if (!isObject(value)) return {};
  const tags = Array.isArray(value.tags) ? value.tags.filter((t) => typeof t === "string") : [];
  const hidden = isObject(value.jupyter) && value.jupyter.source_hidden === true;
  return {
    ...(hidden && { jupyter: { source_hidden: true } }),
    ...(tags.length > 0 && { tags }),
  };
}

function readOutput(value: unknown, place: { file: string; cell: string }): Output {
  const output = isObject(value) ? value : {};
  const { output_type } = output;
  const metadata = isObject(output.metadata) ? output.metadata : {};
  switch (output_type) {
    case "stream": {
      const name = output.name === "stderr" ? "stderr" : "stdout";
      return { output_type, name, text: joined(output.text) ?? "" };
    }
    case "display_data":
      return { output_type, data: readData(output.data), metadata };
    case "execute_result": {
      const count = typeof output.execution_count === "number" ? output.execution_count : null;
      return { output_type, data: readData(output.data), execution_count: count, metadata };
    }
    case "error": {
      const traceback = Array.isArray(output.traceback) ? output.traceback.map(String) : [];
      const { ename = "Error", evalue = "" } = output;
      return { output_type, ename: String(ename), evalue: String(evalue), traceback };
    }
    default:
      throw new NotebookError(place, `unknown output_type ${JSON.stringify(output_type)}`);
  }
}

function readData(value: unknown): MimeBundle {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([mime, content]) => [
      mime,
      isText(mime) ? (joined(content) ?? content) : content,
    ]),
  );
}

function joined(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || !value.every((line) => typeof line === "string")) return undefined;
  return value.join("");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
