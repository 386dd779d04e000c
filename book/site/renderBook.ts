/** @file The whole book: notebooks with or without outputs in, the files of a static site out. */

import { bibliographyFile } from "../bibliography/load.js";
import { type Bibliography, noBibliography } from "../bibliography/read.js";
import { type Notebook, serialiseNotebook } from "../notebook/format.js";
import { renderBody } from "../pages/body.js";
import { type BookJson, bookJson } from "../pages/bookJson.js";
import { readChapter } from "../pages/chapter.js";
import { requireExercises } from "../pages/exerciseFaults.js";
import type { FigurePictures } from "../pages/figure.js";
import { type Problem, Problems } from "../pages/problems.js";
import { indexBook, requireChecks } from "../pages/references.js";
import type { ChapterInput } from "../pages/types.js";
import { answerFaults } from "../sources/answerFaults.js";
import { coverageOf, entriesByCell } from "../sources/coverage.js";
import type { Entry } from "../sources/entry.js";
import type { Assets } from "./assets.js";
import { chapterPage, frontPage } from "./page.js";
import { sourcesPage } from "./sourcesPage.js";

export interface BookOptions extends Pick<BookJson, "version" | "backend" | "mode"> {
  /** what the documents say, and which cells answer; without it the book has no page of them */
  readonly entries?: readonly Entry[];
  readonly assets: Assets;
  /** what chapters may cite; nothing unless it is given */
  readonly bibliography?: Bibliography;
  /** pictures of figures; without it each figure is drawn when it is seen */
  readonly drawings?: FigurePictures;
  /** pages listen for their outputs and show their faults; defaults to false */
  readonly isLive?: boolean;
}

export interface RenderedBook {
  /** paths relative to the root of the site, and their content */
  readonly files: Map<string, string | Uint8Array>;
  /** what is wrong with the notebooks; a build throws `new BookError(problems)` */
  readonly problems: readonly Problem[];
}

/**
 * Renders the book: title page, one page and its notebooks a chapter, assets, `book.json`.
 *
 * A fault of one chapter leaves the others as they are; a live page also shows its own.
 */
export async function renderBook(
  inputs: readonly ChapterInput[],
  options: BookOptions,
): Promise<RenderedBook> {
  const problems = new Problems();
  const bibliography = options.bibliography ?? noBibliography;
  for (const { line, message } of bibliography.faults) {
    problems.add({ file: bibliographyFile, line }, message);
  }
  const sorted = [...inputs].sort((a, b) => (a.name < b.name ? -1 : 1));
  const chapters = sorted.map((input) => readChapter(input, problems, bibliography));
  const index = indexBook(chapters, problems);
  const faces = [...index.chapters.values()];
  const sanitise = await sanitiserFor(inputs);
  const drawings: FigurePictures = options.drawings ?? { get: () => undefined };

  const entries = options.entries ?? [];
  const answers = entriesByCell(entries);
  // what cannot be read has failed already, and its cells are not known
  const isRead =
    entries.length > 0 && chapters.every(({ input }) => input.notebook.cells.length > 0);
  const named = chapters.map(({ input, file }) => ({ ...input, file }));
  for (const { message, ...place } of isRead ? answerFaults(entries, named) : []) {
    problems.add(place, message);
  }
  const sections = new Set(entries.map(({ section }) => section));

  const files = new Map<string, string | Uint8Array>(options.assets.files);
  files.set("index.html", frontPage(chapters, options));
  for (const chapter of chapters) {
    requireChecks(chapter, problems);
    requireExercises(chapter, problems);
    const { name, language, notebook, state } = chapter.input;
    const folder = `${language}/${name}`;
    const beside = new Map<string, string>();
    const shared = { index, problems, drawings, sanitise, entries, answers, sections };
    const body = renderBody({ ...shared, chapter, files: beside });
    const faults = problems.all.filter(({ place }) => place.file === chapter.file);
    files.set(`${folder}/index.html`, chapterPage(chapter, faces, { body, faults }, options));
    for (const [path, content] of beside) files.set(`${folder}/${path}`, content);
    files.set(`${folder}/${name}.ipynb`, serialiseNotebook(plain(notebook)));
    if (state === "done") {
      files.set(`${folder}/${name}.executed.ipynb`, serialiseNotebook(notebook));
    }
  }
  if (entries.length > 0) {
    files.set("en/sources/index.html", sourcesPage(entries, chapters, options));
  }
  const coverage = entries.length > 0 ? { coverage: coverageOf(entries) } : {};
  files.set("book.json", bookJson(chapters, { ...options, ...coverage }));
  return { files, problems: problems.all };
}

/** The notebook as an author keeps it: no outputs, no counts. */
function plain(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell,
  );
  return { ...notebook, cells };
}

/** The sanitiser takes half a second to load, so it is loaded when an output needs it. */
async function sanitiserFor(inputs: readonly ChapterInput[]): Promise<(html: string) => string> {
  const isNeeded = inputs.some(({ notebook }) =>
    notebook.cells.some(({ outputs }) =>
      outputs?.some((output) => "data" in output && typeof output.data["text/html"] === "string"),
    ),
  );
  if (!isNeeded) return () => "";
  return (await import("../pages/sanitise.js")).sanitise;
}
