/**
 * @file The book while it is made: chapters are read, run or found in the cache, and rendered.
 *
 * A page is rendered whenever its chapter has changed, so that a reader sees outputs arrive. Whatever
 * goes wrong in one chapter stands on its page and leaves the others alone.
 */

import { message } from "../message.js";
import { formatPlace } from "../notebook/error.js";
import type { Notebook } from "../notebook/format.js";
import { type Chapter, needsTensorFlow, readChapter, readChapters } from "./chapters.js";
import type { Runner } from "./runner.js";

export interface CourseOptions {
  readonly language: "en";
  /** Runs chapters and knows what has been run before. */
  readonly runner: Runner;
  /** Writes the pages of all chapters; the first time before anything has run. */
  readonly write: (chapters: readonly Chapter[]) => Promise<void>;
  /** How many chapters run at once. */
  readonly parallel: number;
  /** One line of progress. */
  readonly report: (line: string) => void;
}

export interface Course {
  readonly chapters: readonly Chapter[];
  /** Renders what is there: cached outputs, or none yet. */
  open(): Promise<void>;
  /** Renders all pages anew: something has changed that they share. */
  render(): Promise<void>;
  /** Runs what is not in the cache; true if every chapter is done. */
  run(signal: AbortSignal): Promise<boolean>;
  /** Reads a notebook anew, after it changed on disk, and renders it; true if it must be run. */
  reread(name: string): Promise<boolean>;
  /** Forgets which outputs belong to which code: the library has changed. */
  invalidate(): Promise<void>;
}

/** A chapter that runs just now. */
interface Run {
  /** what was in its code cells when it began */
  readonly code: string;
  /** ends it: its code is another one now */
  readonly replaced: AbortController;
}

/** How often pages of running chapters are rendered at most, in milliseconds. */
const RENDER_EVERY = 1000;
/** And for how much of the time: a rendering of many chapters takes seconds, which they could run. */
const RENDER_SHARE = 0.1;

export function createCourse(options: CourseOptions): Course {
  const { language, runner, write, parallel, report } = options;
  let chapters: Chapter[] = [];
  let writing: Promise<void> | undefined;
  let isStale = false;
  /** no progress is worth a rendering before; of `performance.now()` */
  let restUntil = 0;
  /** names of chapters to look at, and who looks */
  const queue: string[] = [];
  const workers = new Set<Promise<void>>();
  let active = 0;
  const runs = new Map<string, Run>();

  // One rendering at a time, and one more if something changed meanwhile.
  async function render(): Promise<void> {
    isStale = true;
    writing ??= (async () => {
      try {
        while (isStale) {
          isStale = false;
          const start = performance.now();
          await write(chapters);
          const end = performance.now();
          restUntil = end + Math.max(RENDER_EVERY, (end - start) * (1 / RENDER_SHARE - 1));
        }
      } finally {
        writing = undefined;
      }
    })();
    await writing;
  }

  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** Renders what has come of a run, once the rest after the last rendering is over. */
  function renderSoon(signal: AbortSignal): void {
    if (waiting !== undefined) return;
    const rest = restUntil - performance.now();
    waiting = setTimeout(
      () => {
        waiting = undefined;
        if (signal.aborted) return;
        // Something else was rendered meanwhile, or is just now.
        if (writing || performance.now() < restUntil) renderSoon(signal);
        else void render().catch((error: unknown) => report(message(error)));
      },
      writing ? RENDER_EVERY : Math.max(0, rest),
    ).unref();
  }

  async function fromCache(chapter: Chapter): Promise<boolean> {
    if (chapter.unreadable) return true;
    const cached = await runner.cached(chapter);
    if (!cached) return false;
    Object.assign(chapter, cached);
    return true;
  }

  async function runChapter(name: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const chapter = chapters.find((each) => each.name === name);
      const isSettled = !chapter || chapter.unreadable || chapter.state === "done";
      // Who runs it already looks at its new version too.
      if (isSettled || runs.has(name) || signal.aborted) return;
      const replaced = new AbortController();
      const stop = (): void => replaced.abort(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      runs.set(name, { code: codeOf(chapter), replaced });
      try {
        await findOrRun(chapter, replaced.signal);
      } finally {
        runs.delete(name);
        signal.removeEventListener("abort", stop);
      }
      if (chapters.includes(chapter)) return;
    }
  }

  async function findOrRun(chapter: Chapter, signal: AbortSignal): Promise<void> {
    if (await fromCache(chapter)) return render();
    chapter.state = "running";
    chapter.error = undefined;
    await render();
    const onProgress = (soFar: Notebook, run: number): void => {
      chapter.notebook = soFar;
      chapter.cells = { ...chapter.cells, run };
      renderSoon(signal);
    };
    const result = await runner.run(chapter, signal, onProgress).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      return { state: "failed" as const, error: { cell: "", line: 0, message: message(error) } };
    });
    // A chapter that was edited while it ran has been replaced by its new version.
    if (!result || signal.aborted || !chapters.includes(chapter)) return;
    Object.assign(chapter, result);
    report(inWords(chapter));
    await render();
  }

  function startWorker(signal: AbortSignal): void {
    const work = async (): Promise<void> => {
      ++active;
      try {
        for (let name = queue.shift(); name && !signal.aborted; name = queue.shift()) {
          await runChapter(name, signal);
        }
      } finally {
        --active;
      }
    };
    const worker: Promise<void> = work().finally(() => workers.delete(worker));
    workers.add(worker);
  }

  return {
    get chapters() {
      return chapters;
    },
    async open() {
      chapters = await readChapters(language);
      await Promise.all(chapters.map(fromCache));
      for (const { unreadable, error } of chapters) if (unreadable) report(error?.message ?? "");
      await render();
    },
    render,
    async run(signal) {
      // Those that can start now go first; the others wait for a backend.
      const inOrder = [
        ...chapters.filter((chapter) => !needsTensorFlow(chapter)),
        ...chapters.filter(needsTensorFlow),
      ];
      for (const { name } of inOrder) if (!queue.includes(name)) queue.push(name);
      while (active < parallel && queue.length > 0) startWorker(signal);
      await Promise.all(workers);
      return chapters.every(({ state }) => state === "done");
    },
    async reread(name) {
      const chapter = await readChapter(language, name);
      const run = runs.get(name);
      // A run of the same code goes on: what it finds is kept for the new version.
      if (run && run.code !== (chapter && codeOf(chapter))) run.replaced.abort();
      const others = (): Chapter[] => chapters.filter((each) => each.name !== name);
      if (!chapter) {
        if (others().length === chapters.length) return false;
        chapters = others();
        report(`${name}: its notebook is gone, so its page is too`);
        await render();
        return false;
      }
      const isDone = await fromCache(chapter);
      chapters = [...others(), chapter].sort((a, b) => (a.name < b.name ? -1 : 1));
      if (chapter.unreadable) report(chapter.error?.message ?? "");
      await render();
      return !isDone;
    },
    async invalidate() {
      for (const { replaced } of runs.values()) replaced.abort();
      await Promise.all(chapters.map(({ name }) => this.reread(name)));
    },
  };
}

function codeOf({ notebook }: Chapter): string {
  const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
  return JSON.stringify(code.map(({ source }) => source));
}

function inWords({ name, file, state, seconds, error }: Chapter): string {
  if (state === "done") return `${name}: ran in ${seconds.toFixed(1)} s`;
  const place = error?.cell ? { file, cell: error.cell, line: error.line } : { file };
  return `${formatPlace(place)}: ${error?.message}`;
}
