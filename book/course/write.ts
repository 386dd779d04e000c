/** @file Chapters → files of the site, with the figures drawn as far as this machine can. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadBibliography } from "../bibliography/load.js";
import { message } from "../message.js";
import { formatPlace } from "../notebook/error.js";
import { drawFigures } from "../pages/drawFigures.js";
import { BookError } from "../pages/problems.js";
import { courseHome, projectRoot } from "../paths.js";
import type { Backend } from "../setup/native.js";
import { loadAssets } from "../site/assets.js";
import { madeFile, madeText, readMade } from "../site/made.js";
import { renderBook } from "../site/renderBook.js";
import { writeSite } from "../site/write.js";
import type { Entry } from "../sources/entry.js";
import { readSourceMap } from "../sources/read.js";
import { version } from "../version.js";
import type { Chapter } from "./chapters.js";
import type { OpenOptions } from "./open.js";

export interface Writer {
  write(chapters: readonly Chapter[]): Promise<void>;
  /** Whether some figure has no picture, after the last writing. */
  isBare(): boolean;
  close(): Promise<void>;
}

/**
 * Writes the site; a live one shows what is wrong with a chapter on its page, a build stops at it.
 *
 * The first writing of a live one draws nothing: what has no picture yet gets it in the next.
 */
export function createWriter(options: OpenOptions, backend: () => Backend): Writer {
  const { site, quick, live, report, onPage, signal } = options;
  const assets = loadAssets(projectRoot, join(projectRoot, "build/book/site/client"));
  const artist = drawFigures({ projectRoot, cacheFolder: join(courseHome, "drawings"), report });
  const code = builtCode();
  const hand = {
    draw: (figures: readonly unknown[]) => artist.draw(figures, signal),
    canDraw: artist.canDraw,
  };
  // A reader waits for the first pages: their figures are drawn once they are served.
  const memory = { draw: artist.recall, canDraw: async () => false };
  let painter = live ? memory : hand;
  let isBare = false;
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
      // Another command may have built the book anew meanwhile; then nobody knows what code made a page.
      const isOwn = code !== undefined && builtCode() === code;
      const { files, kept, made, problems, ...book } = await renderBook(chapters, {
        version,
        backend: backend(),
        mode: quick ? "quick" : "full",
        assets: await assets,
        bibliography: await loadBibliography(),
        entries: await entries(),
        painter,
        isLive: live,
        ...(isOwn && { earlier: { code, pages: await readMade(site) } }),
      });
      painter = hand;
      isBare = book.isBare;
      // A build must be whole; a book that is being read shows each fault where it is.
      if (problems.length > 0 && !live) throw new BookError(problems);
      for (const { place, reason } of problems) tell(`${formatPlace(place)}: ${reason}`);
      files.set(madeFile, madeText(made));
      for (const path of await writeSite(files, site, kept)) {
        if (path.endsWith("index.html")) onPage(path.replace(/index\.html$/, ""));
      }
    },
    isBare: () => isBare,
    close: artist.close,
  };
}

/** What the running code was built from, as `start.mjs` has noted it; `undefined` if it has not. */
function builtCode(): string | undefined {
  try {
    return readFileSync(join(projectRoot, "build/book.stamp"), "utf8");
  } catch {
    return undefined;
  }
}
