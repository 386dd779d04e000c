/** @file The chapters of one language as they lie on disk, readable or not. */

import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { message } from "../message.js";
import { NotebookError } from "../notebook/error.js";
import { type Notebook, parseNotebook } from "../notebook/format.js";
import type { ChapterInput } from "../pages/types.js";
import { notebookFolder, projectRoot } from "../paths.js";

/** A chapter of the book and where its notebook lies. */
export interface Chapter extends ChapterInput {
  /** relative to the project: "notebooks/en/05-forward-pass.ipynb" */
  file: string;
  /** the notebook cannot be read; `error` says why */
  unreadable: boolean;
}

/** All notebooks of the course, relative to the project. */
export async function notebookFiles(): Promise<string[]> {
  const folder = join(projectRoot, "notebooks");
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(".ipynb") && !name.includes(".ipynb_checkpoints"))
    .map((name) => `notebooks/${name.replaceAll("\\", "/")}`)
    .sort();
}

/** The chapter that a file of the project holds; a copy, a checkpoint, a draft is none. */
export function chapterName(file: string): string | undefined {
  return /^notebooks\/en\/(\d\d-[a-z0-9-]+)\.ipynb$/.exec(file.replaceAll("\\", "/"))?.[1];
}

/** All chapters of a language, in order. */
export async function readChapters(language: "en"): Promise<Chapter[]> {
  const names = (await notebookFiles()).map(chapterName).filter((name) => name !== undefined);
  const chapters = await Promise.all(names.map((name) => readChapter(language, name)));
  return chapters.filter((chapter) => chapter !== undefined);
}

/**
 * One chapter, `undefined` if its file is gone.
 *
 * A notebook that cannot be read becomes a failed chapter that says so on its page.
 */
export async function readChapter(language: "en", name: string): Promise<Chapter | undefined> {
  const path = join(notebookFolder(language), `${name}.ipynb`);
  const file = relative(projectRoot, path);
  try {
    const notebook = parseNotebook(await readFile(path, "utf8"), file);
    const total = notebook.cells.filter(({ cell_type }) => cell_type === "code").length;
    return {
      name,
      language,
      file,
      notebook,
      unreadable: false,
      state: "waiting",
      seconds: 0,
      cells: { total, run: 0 },
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    const { cell = "", line = 0 } = error instanceof NotebookError ? error.place : {};
    return {
      name,
      language,
      file,
      notebook: emptyNotebook(name),
      unreadable: true,
      state: "failed",
      error: { cell, line, message: message(error) },
      seconds: 0,
      cells: { total: 0, run: 0 },
    };
  }
}

/** True if the chapter loads TensorFlow, and so must wait until a backend is chosen. */
export function needsTensorFlow({ notebook }: Chapter): boolean {
  return notebook.cells.some(
    ({ cell_type, source }) =>
      cell_type === "code" && /from\s+["'](large-models\/tensorflow|@tensorflow\/)/.test(source),
  );
}

function emptyNotebook(name: string): Notebook {
  const words = name.replace(/^\d\d-/, "").replaceAll("-", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return {
    cells: [],
    metadata: {
      course: { title, sources: [] },
      kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab" },
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}
