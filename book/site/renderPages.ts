/**
 * @file The second pass over chapters: their pages and what lies beside them.
 *
 * Loaded when a page has to be made: colours, formulas and figures take longer to load than a whole
 * book takes to be read.
 */

import type { Notebook } from "../notebook/format.js";
import { serialiseNotebook } from "../notebook/format.js";
import { renderBody } from "../pages/body.js";
import type { Chapter } from "../pages/chapter.js";
import type { Context } from "../pages/context.js";
import type { FigurePictures } from "../pages/figure.js";
import { pageFigureOf } from "../pages/live.js";
import { bundleOf } from "../pages/records.js";
import { chapterPage } from "./page.js";
import type { BookOptions } from "./renderBook.js";

/** The files of a chapter. */
export interface RenderedPage {
  /** paths relative to the root of the site, and their content */
  readonly files: ReadonlyMap<string, string>;
  /** some figure has no picture */
  readonly isBare: boolean;
}

/** What the pages of a book share. */
type SharedContext = Pick<Context, "index" | "problems" | "answers" | "sections">;

/** Renders these chapters; what is wrong with them is added to the problems. */
export async function renderPages(
  chapters: readonly Chapter[],
  shared: SharedContext,
  options: BookOptions,
): Promise<Map<Chapter, RenderedPage>> {
  const sanitise = await sanitiserFor(chapters);
  const figures = chapters.flatMap(({ input }) =>
    input.notebook.cells.flatMap(({ outputs = [] }) =>
      outputs.flatMap((output) => pageFigureOf(bundleOf(output) ?? {})?.figure ?? []),
    ),
  );
  const pictures = await options.painter?.draw(figures);
  const faces = [...shared.index.chapters.values()];
  const { entries = [] } = options;
  return new Map(
    chapters.map((chapter) => {
      const { name, language, notebook, state } = chapter.input;
      const folder = `${language}/${name}`;
      const drawings = watched(pictures);
      const beside = new Map<string, string>();
      const body = renderBody({ ...shared, chapter, drawings, sanitise, files: beside, entries });
      const faults = shared.problems.in(chapter.file);
      const files = new Map([
        [`${folder}/index.html`, chapterPage(chapter, faces, { body, faults }, options)],
        ...[...beside].map(([path, content]) => [`${folder}/${path}`, content] as const),
        [`${folder}/${name}.ipynb`, serialiseNotebook(plain(notebook))],
      ]);
      if (state === "done") {
        files.set(`${folder}/${name}.executed.ipynb`, serialiseNotebook(notebook));
      }
      return [chapter, { files, isBare: drawings.areMissing }];
    }),
  );
}

/** The pictures, and whether one was asked for that is not there. */
function watched(pictures: FigurePictures | undefined): FigurePictures & { areMissing: boolean } {
  return {
    areMissing: false,
    get(figure) {
      const found = pictures?.get(figure);
      this.areMissing ||= found === undefined;
      return found;
    },
    fault: (figure) => pictures?.fault?.(figure),
  };
}

/** The notebook as an author keeps it: no outputs, no counts. */
function plain(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell,
  );
  return { ...notebook, cells };
}

/** The sanitiser takes half a second to load, so it is loaded when an output needs it. */
async function sanitiserFor(chapters: readonly Chapter[]): Promise<(html: string) => string> {
  const isNeeded = chapters.some(({ input }) =>
    input.notebook.cells.some(({ outputs }) =>
      outputs?.some((output) => "data" in output && typeof output.data["text/html"] === "string"),
    ),
  );
  if (!isNeeded) return () => "";
  return (await import("../pages/sanitise.js")).sanitise;
}
