/** @file Chapters → files of the site, with the figures drawn as far as this machine can. */

import { join } from "node:path";
import { loadBibliography } from "../bibliography/load.js";
import { message } from "../message.js";
import { formatPlace } from "../notebook/error.js";
import { drawFigures } from "../pages/drawFigures.js";
import { pageFigureOf } from "../pages/live.js";
import { BookError } from "../pages/problems.js";
import { bundleOf } from "../pages/records.js";
import { courseHome, projectRoot } from "../paths.js";
import type { Backend } from "../setup/native.js";
import { loadAssets } from "../site/assets.js";
import { renderBook } from "../site/renderBook.js";
import { writeSite } from "../site/write.js";
import type { Entry } from "../sources/entry.js";
import { readSourceMap } from "../sources/read.js";
import { version } from "../version.js";
import type { Chapter } from "./chapters.js";
import type { OpenOptions } from "./open.js";

export interface Writer {
  write(chapters: readonly Chapter[]): Promise<void>;
  close(): Promise<void>;
}

/** Writes the site; a live one shows what is wrong with a chapter on its page, a build stops at it. */
export function createWriter(options: OpenOptions, backend: () => Backend): Writer {
  const { site, quick, live, report, onPage, signal } = options;
  const assets = loadAssets(projectRoot, join(projectRoot, "build/book/site/client"));
  const artist = drawFigures({ projectRoot, cacheFolder: join(courseHome, "drawings"), report });
  const told = new Set<string>();
  const tell = (line: string): void => {
    if (!told.has(line)) report(line);
    told.add(line);
  };

  // A reader of the served book need not do without it because an author's map has a conflict.
  const entries = (): Promise<Entry[]> =>
    readSourceMap().catch((error: unknown) => {
      if (!live) throw error;
      tell(message(error));
      return [];
    });

  return {
    async write(chapters) {
      const figures = chapters.flatMap(({ notebook }) =>
        notebook.cells.flatMap(({ outputs = [] }) =>
          outputs.flatMap((output) => pageFigureOf(bundleOf(output) ?? {})?.figure ?? []),
        ),
      );
      const { files, problems } = await renderBook(chapters, {
        version,
        backend: backend(),
        mode: quick ? "quick" : "full",
        assets: await assets,
        bibliography: await loadBibliography(),
        entries: await entries(),
        drawings: await artist.draw(figures, signal),
        isLive: live,
      });
      // A build must be whole; a book that is being read shows each fault where it is.
      if (problems.length > 0 && !live) throw new BookError(problems);
      for (const { place, reason } of problems) tell(`${formatPlace(place)}: ${reason}`);
      for (const path of await writeSite(files, site)) {
        if (path.endsWith("index.html")) onPage(path.replace(/index\.html$/, ""));
      }
    },
    close: () => artist.close(),
  };
}
