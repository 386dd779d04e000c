/** @file The whole book: notebooks with or without outputs in, the files of a static site out. */

import { bibliographyFile } from "../bibliography/load.js";
import { type Bibliography, noBibliography } from "../bibliography/read.js";
import { type BookJson, bookJson } from "../pages/bookJson.js";
import { type Chapter, readChapter } from "../pages/chapter.js";
import { requireExercises } from "../pages/exerciseFaults.js";
import type { FigurePictures } from "../pages/figure.js";
import { type Problem, Problems } from "../pages/problems.js";
import { indexBook, requireChecks } from "../pages/references.js";
import type { ChapterInput } from "../pages/types.js";
import { answerFaults } from "../sources/answerFaults.js";
import { coverageOf, entriesByCell } from "../sources/coverage.js";
import type { Entry } from "../sources/entry.js";
import type { Assets } from "./assets.js";
import { type Made, madeOf, pageKeys } from "./made.js";
import { frontPage } from "./page.js";
import type { RenderedPage } from "./renderPages.js";
import { sourcesPage } from "./sourcesPage.js";

export interface BookOptions extends Pick<BookJson, "version" | "backend" | "mode"> {
  /** what the documents say, and which cells answer; without it the book has no page of them */
  readonly entries?: readonly Entry[];
  readonly assets: Assets;
  /** what chapters may cite; nothing unless it is given */
  readonly bibliography?: Bibliography;
  /** draws figures; without it each figure is drawn when it is seen */
  readonly painter?: Painter;
  /** pages listen for their outputs and show their faults; defaults to false */
  readonly isLive?: boolean;
  /** pages that may be left as they are; without it all are made */
  readonly earlier?: {
    /** tells one build of the book's code from another */
    readonly code: string;
    readonly pages: ReadonlyMap<string, Made>;
  };
}

interface Painter {
  draw(figures: readonly unknown[]): Promise<FigurePictures>;
  /** whether there is something to draw with */
  canDraw(): Promise<boolean>;
}

export interface RenderedBook {
  /** paths relative to the root of the site, and their content */
  readonly files: Map<string, string | Uint8Array>;
  /** paths of files that are left as they are */
  readonly kept: ReadonlySet<string>;
  /** the pages without a fault, for the next rendering; empty without `earlier` */
  readonly made: ReadonlyMap<string, Made>;
  /** some figure has no picture */
  readonly isBare: boolean;
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

  const entries = options.entries ?? [];
  // what cannot be read has failed already, and its cells are not known
  const isRead =
    entries.length > 0 && chapters.every(({ input }) => input.notebook.cells.length > 0);
  const named = chapters.map(({ input, file }) => ({ ...input, file }));
  for (const { message, ...place } of isRead ? answerFaults(entries, named) : []) {
    problems.add(place, message);
  }
  for (const chapter of chapters) {
    requireChecks(chapter, problems);
    requireExercises(chapter, problems);
  }

  const faces = chapters.map(({ face }) => face);
  const keyOf = options.earlier && pageKeys(options.earlier.code, faces, options);
  const isFaultless = ({ file }: Chapter): boolean => problems.in(file).length === 0;
  const made = new Map<string, Made>();
  for (const chapter of chapters) {
    const old = options.earlier?.pages.get(folderOf(chapter));
    if (!old || !isFaultless(chapter) || old.key !== keyOf?.(chapter)) continue;
    if (!(old.isBare && (await options.painter?.canDraw()))) made.set(folderOf(chapter), old);
  }
  const kept = new Set([...made.values()].flatMap((page) => Object.keys(page.files)));
  const changed = chapters.filter((chapter) => !made.has(folderOf(chapter)));
  let pages = new Map<Chapter, RenderedPage>();
  if (changed.length > 0) {
    const { renderPages } = await import("./renderPages.js");
    const sections = new Set(entries.map(({ section }) => section));
    const shared = { index, problems, answers: entriesByCell(entries), sections };
    pages = await renderPages(changed, shared, options);
  }

  const files = new Map<string, string | Uint8Array>(options.assets.files);
  files.set("index.html", frontPage(chapters, options));
  for (const [chapter, page] of pages) {
    for (const [path, content] of page.files) files.set(path, content);
    if (keyOf && isFaultless(chapter)) {
      made.set(folderOf(chapter), madeOf(keyOf(chapter), page.isBare, page.files));
    }
  }
  if (entries.length > 0) {
    files.set("en/sources/index.html", sourcesPage(entries, chapters, options));
  }
  const coverage = entries.length > 0 ? { coverage: coverageOf(entries) } : {};
  files.set("book.json", bookJson(chapters, { ...options, ...coverage }));
  const isBare = [...pages.values(), ...made.values()].some((page) => page.isBare);
  return { files, kept, made, isBare, problems: problems.all };
}

function folderOf({ input }: Chapter): string {
  return `${input.language}/${input.name}`;
}
