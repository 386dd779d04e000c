/** @file While the book is served, an edit is followed by the page it changes. */

import { spawn } from "node:child_process";
import { join, relative } from "node:path";
import { watch } from "chokidar";
import { bibliographyFile } from "../bibliography/load.js";
import { message } from "../message.js";
import { projectRoot } from "../paths.js";
import { chapterName } from "./chapters.js";
import type { OpenBook } from "./open.js";

/** Pause after the last change before it is acted on, in milliseconds: editors write in steps. */
const SETTLE = 40;

/**
 * Follows edits of notebooks and of the library.
 *
 * A prose edit renders its page from the cached outputs, without a kernel. An edit of code runs its
 * chapter; an edit of `src` compiles the library and runs the chapters anew.
 *
 * @returns stops watching
 */
export function watchSources(
  book: OpenBook,
  report: (line: string) => void,
  signal: AbortSignal,
): () => Promise<void> {
  const folders = ["notebooks/en", bibliographyFile, "src"].map((folder) =>
    join(projectRoot, folder),
  );
  const watcher = watch(folders, { ignoreInitial: true });
  const changed = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  const act = async (): Promise<void> => {
    // What is gone first: a chapter that was renamed is not in the book twice.
    const events = [...changed].sort(
      ([, a], [, b]) => Number(b === "unlink") - Number(a === "unlink"),
    );
    const files = events.map(([file]) => relative(projectRoot, file));
    changed.clear();
    if (signal.aborted) return;
    const chapters = files.map(chapterName).filter((name) => name !== undefined);
    const library = files.filter((file) => file.startsWith("src") && file.endsWith(".ts"));
    if (library.length > 0) {
      report(`${library.join(", ")} changed: compiling the library`);
      if (await compileLibrary(report, signal)) await book.libraryChanged();
    }
    for (const name of chapters) await book.notebookChanged(name);
    // A chapter that is read anew brings all pages with it.
    if (files.includes(bibliographyFile) && chapters.length === 0) await book.course.render();
  };
  watcher.on("all", (event, file) => {
    changed.set(file, event);
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(act).catch((error: unknown) => report(message(error)));
    }, SETTLE);
  });
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}

function compileLibrary(report: (line: string) => void, signal: AbortSignal): Promise<boolean> {
  const tsc = join(projectRoot, "node_modules/typescript/bin/tsc");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
      cwd: projectRoot,
      stdio: ["ignore", "pipe", "inherit"],
      signal,
    });
    child.stdout.on("data", (text: Buffer) => report(String(text).trimEnd()));
    child.on("error", () => resolve(false));
    child.on("exit", (code) => {
      if (code !== 0 && !signal.aborted)
        report("The library does not compile; the book stays as it was.");
      resolve(code === 0);
    });
  });
}
