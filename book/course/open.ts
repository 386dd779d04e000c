/** @file The book put together: chapters, kernel, figures, pages, and the backend they run on. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { message } from "../message.js";
import { courseHome, projectRoot } from "../paths.js";
import { type Backend, prepareNative } from "../setup/native.js";
import { type Course, createCourse } from "./course.js";
import { createRunner } from "./runner.js";
import { createWriter } from "./write.js";

export interface OpenOptions {
  /** The folder of the site. */
  readonly site: string;
  readonly quick: boolean;
  /** Pages follow changes while they are open. */
  readonly live: boolean;
  readonly report: (line: string) => void;
  /** A page has been written anew; its path as in `book.json`. */
  readonly onPage: (path: string) => void;
  readonly signal: AbortSignal;
}

export interface OpenBook {
  readonly course: Course;
  /** Runs what has not been run; true if the whole book is done. */
  run(): Promise<boolean>;
  /** The page as far as it can be without a run; what must be run follows by itself. */
  notebookChanged(name: string): Promise<void>;
  libraryChanged(): Promise<void>;
  /** Waits for kernels and browser to end. */
  close(): Promise<void>;
}

/** Reads the chapters and writes their pages from what is cached. */
export async function openBook(options: OpenOptions): Promise<OpenBook> {
  const { quick, live, report, signal } = options;
  mkdirSync(courseHome, { recursive: true });
  const remembered = rememberedBackend();
  let asked: Promise<Backend> | undefined;
  const backend = (): Promise<Backend> => {
    asked ??= chooseBackend(report, signal);
    return asked;
  };
  const runner = createRunner({ quick, lastBackend: remembered, backend, report });
  const writer = createWriter(options, () => rememberedBackend() ?? "wasm");
  const course = createCourse({ language: "en", runner, write: writer.write, parallel: 2, report });
  await course.open();

  let running: Promise<unknown> = Promise.resolve();
  let mustDraw = live && writer.isBare();
  const run = (): Promise<boolean> => {
    // The pages are served by now, as far as they were there; this draws what they lack.
    const drawing = mustDraw ? course.render() : undefined;
    mustDraw = false;
    const now = course.run(signal);
    running = Promise.allSettled([running, drawing, now]);
    return Promise.all([now, drawing]).then(([isDone]) => isDone);
  };
  // Whoever corrects a word need not wait until another chapter has run.
  const runOn = (): void => {
    run().catch((error: unknown) => {
      if (!signal.aborted) report(message(error));
    });
  };
  return {
    course,
    run,
    async notebookChanged(name) {
      if (await course.reread(name)) runOn();
    },
    async libraryChanged() {
      await course.invalidate();
      runOn();
    },
    async close() {
      await running;
      await writer.close();
    },
  };
}

const backendFile = join(courseHome, "backend");

function rememberedBackend(): Backend | undefined {
  try {
    const text = readFileSync(backendFile, "utf8");
    const chosen = process.env.COURSE_BACKEND ?? text;
    return ["native", "wasm", "cpu"].includes(chosen) ? (chosen as Backend) : undefined;
  } catch {
    return undefined;
  }
}

async function chooseBackend(
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<Backend> {
  const { backend, reason } = await prepareNative({ projectRoot, report, signal });
  report(`TensorFlow: ${backend} (${reason})`);
  try {
    writeFileSync(backendFile, backend);
  } catch (error) {
    report(`Cannot write ${backendFile}: ${message(error)}`);
  }
  return backend;
}
