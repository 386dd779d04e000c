/** @file The course with a runner and a writer that do as they are told. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Chapter,
  chapterName,
  readChapter,
  readChapters,
} from "../../../book/course/chapters.js";
import { createCourse } from "../../../book/course/course.js";
import { createRunner, type Ran, type Runner } from "../../../book/course/runner.js";
import * as cache from "../../../book/kernel/cache.js";
import { runNotebook } from "../../../book/kernel/run.js";
import { kernelMetadata, type Notebook, type Output } from "../../../book/notebook/format.js";

vi.mock("../../../book/course/chapters.js", async (original) => ({
  ...(await original<typeof import("../../../book/course/chapters.js")>()),
  readChapters: vi.fn(),
  readChapter: vi.fn(),
}));
vi.mock("../../../book/kernel/run.js", () => ({ runNotebook: vi.fn() }));
vi.mock("../../../book/kernel/cache.js", async (original) => ({
  ...(await original<typeof import("../../../book/kernel/cache.js")>()),
  executionKey: async () => "key",
  readOutputs: async () => undefined,
  writeOutputs: vi.fn(),
}));

function chapterOf(name: string, source = "1"): Chapter {
  const notebook: Notebook = {
    cells: [{ cell_type: "code", id: "a", metadata: {}, source }],
    metadata: { course: { title: name, sources: [] }, ...kernelMetadata },
    nbformat: 4,
    nbformat_minor: 5,
  };
  const file = `notebooks/en/${name}.ipynb`;
  const start = { state: "waiting", seconds: 0, cells: { total: 1, run: 0 } } as const;
  return { name, language: "en", file, notebook, unreadable: false, ...start };
}

const printed = (text: string): Output[] => [{ output_type: "stream", name: "stdout", text }];

/** What a run of its source gives: the source, printed. */
function ranOf({ notebook }: Chapter): Ran {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    outputs: printed(`${cell.source}\n`),
    execution_count: 1,
  }));
  const done = { state: "done", error: undefined, seconds: 2 } as const;
  return { notebook: { ...notebook, cells }, ...done, cells: { total: 1, run: 1 } };
}

const reported: string[] = [];
const report = (line: string): void => void reported.push(line);
/** The last pages of each chapter: state, error, first output. */
const pages = new Map<string, { state: string; error?: unknown; output?: unknown }>();
const write = async (chapters: readonly Chapter[]): Promise<void> => {
  for (const { name, state, error, notebook } of chapters) {
    const [output] = notebook.cells[0]?.outputs ?? [];
    pages.set(name, { state, error, output });
  }
};
const signal = new AbortController().signal;
const courseWith = (runner: Runner) =>
  createCourse({ language: "en", runner, write, parallel: 2, report });

beforeEach(() => {
  reported.length = 0;
  pages.clear();
  vi.mocked(readChapters).mockImplementation(async () =>
    ["05-first", "06-second", "07-third"].map((name) => chapterOf(name)),
  );
});

test("a chapter whose run is rejected fails with its message; the others are done", async () => {
  const course = courseWith({
    cached: async () => undefined,
    run: async (chapter) => {
      if (chapter.name === "06-second") throw new Error("the kernel does not start");
      return ranOf(chapter);
    },
  });
  await course.open();
  expect([...pages.values()].map(({ state }) => state)).toEqual(Array(3).fill("waiting"));
  expect(await course.run(signal)).toBe(false);
  expect([...pages.values()].map(({ state }) => state)).toEqual(["done", "failed", "done"]);
  expect(pages.get("06-second")!.error).toEqual({
    cell: "",
    line: 0,
    message: "the kernel does not start",
  });
  expect(reported).toContain("notebooks/en/06-second.ipynb: the kernel does not start");
});

test("never runs more chapters at once than it may, and none that is cached", async () => {
  let [running, most] = [0, 0];
  const ran: string[] = [];
  const course = courseWith({
    cached: async (chapter) => (chapter.name === "05-first" ? ranOf(chapter) : undefined),
    run: async (chapter) => {
      most = Math.max(most, ++running);
      ran.push(chapter.name);
      await new Promise((resolve) => setImmediate(resolve));
      --running;
      return ranOf(chapter);
    },
  });
  vi.mocked(readChapters).mockResolvedValue(
    ["05-first", "06-second", "07-third", "08-fourth"].map((name) => chapterOf(name)),
  );
  await course.open();
  expect(await course.run(signal)).toBe(true);
  expect(most).toBe(2);
  expect(ran.sort()).toEqual(["06-second", "07-third", "08-fourth"]);
});

test("renders a run for a tenth of the time at most, and what came last all the same", async () => {
  let writes = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const course = createCourse({
    language: "en",
    parallel: 2,
    report,
    runner: {
      cached: async () => undefined,
      async run(chapter, _signal, onProgress) {
        for (let n = 0; n < 97; n++) {
          const [cell] = chapter.notebook.cells;
          const cells = [{ ...cell!, outputs: printed(`${n}\n`), execution_count: null }];
          onProgress({ ...chapter.notebook, cells }, 0);
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
        await held;
        return ranOf(chapter);
      },
    },
    async write(chapters) {
      ++writes;
      await new Promise((resolve) => setTimeout(resolve, 20));
      await write(chapters);
    },
  });
  vi.mocked(readChapters).mockResolvedValue([chapterOf("05-first")]);
  await course.open();
  const running = course.run(signal);
  await vi.waitFor(
    () => expect(pages.get("05-first")?.output).toMatchObject({ text: "96\n" }),
    10_000,
  );
  expect(writes).toBeLessThanOrEqual(4); // opened, running, once or twice for 97 outputs
  release();
  expect(await running).toBe(true);
  expect(pages.get("05-first")).toMatchObject({ state: "done", output: { text: "1\n" } });
});

test("an edit while a chapter runs replaces it: the old outputs never reach its page", async () => {
  let release = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    vi.mocked(readChapters).mockResolvedValue([chapterOf("05-first", "old")]);
    release = resolve;
  });
  let finish = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const course = courseWith({
    cached: async () => undefined,
    run: async (chapter) => {
      if (chapter.notebook.cells[0]!.source === "old") {
        release();
        await held;
      }
      return ranOf(chapter);
    },
  });
  await course.open();
  const first = course.run(signal);
  await started;
  vi.mocked(readChapter).mockResolvedValue(chapterOf("05-first", "new"));
  expect(await course.reread("05-first")).toBe(true);
  finish();
  expect(await first).toBe(true);
  expect(pages.get("05-first")).toMatchObject({ state: "done", output: { text: "new\n" } });
  expect(reported).toEqual(["05-first: ran in 2.0 s"]);
});

/** A run that goes on until it is told to end; it notes how each run ended. */
function heldRunner(): { runner: Runner; finish: () => void; ended: string[] } {
  const ended: string[] = [];
  let finish = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const kept = new Set<string>();
  const runner: Runner = {
    cached: async (chapter) =>
      kept.has(chapter.notebook.cells[0]!.source) ? ranOf(chapter) : undefined,
    run: async (chapter, signal) => {
      const { source } = chapter.notebook.cells[0]!;
      if (source.startsWith("held")) {
        const aborted = new Promise<void>((_, reject) => {
          signal.addEventListener("abort", () => reject(new Error("aborted")));
        });
        await Promise.race([held, aborted]).catch((error: Error) => {
          ended.push(`${source}: aborted`);
          throw error;
        });
      }
      ended.push(`${source}: done`);
      kept.add(source);
      return ranOf(chapter);
    },
  };
  return { runner, finish, ended };
}

describe("while a chapter runs", () => {
  const start = async (runner: Runner) => {
    vi.mocked(readChapters).mockResolvedValue([
      chapterOf("05-first", "held"),
      chapterOf("06-second", "2"),
    ]);
    const course = courseWith(runner);
    await course.open();
    const running = course.run(signal);
    await vi.waitFor(() => expect(pages.get("06-second")?.state).toBe("done"));
    return { course, running };
  };
  const edit = (chapter: Chapter | undefined) => vi.mocked(readChapter).mockResolvedValue(chapter);

  test("an edit of its code ends that run at once", async () => {
    const { runner, ended } = heldRunner();
    const { course, running } = await start(runner);
    edit(chapterOf("05-first", "new"));
    expect(await course.reread("05-first")).toBe(true);
    await course.run(signal);
    await running;
    expect(ended).toEqual(["2: done", "held: aborted", "new: done"]);
    expect(pages.get("05-first")).toMatchObject({ state: "done", output: { text: "new\n" } });
  });

  test("an edit of its words lets it run on, and gets its outputs", async () => {
    const { runner, finish, ended } = heldRunner();
    const { course, running } = await start(runner);
    const corrected = chapterOf("05-first", "held");
    corrected.notebook.metadata.course.title = "First, corrected";
    edit(corrected);
    expect(await course.reread("05-first")).toBe(true);
    const again = course.run(signal);
    finish();
    await Promise.all([running, again]);
    expect(ended).toEqual(["2: done", "held: done"]);
    expect(course.chapters[0]!.notebook.metadata.course.title).toBe("First, corrected");
    expect(pages.get("05-first")).toMatchObject({ state: "done", output: { text: "held\n" } });
  });

  test("another that was edited does not wait for it", async () => {
    const { runner, finish, ended } = heldRunner();
    const { course, running } = await start(runner);
    edit(chapterOf("06-second", "3"));
    expect(await course.reread("06-second")).toBe(true);
    const again = course.run(signal);
    await vi.waitFor(() => expect(pages.get("06-second")?.output).toMatchObject({ text: "3\n" }));
    expect(ended).toEqual(["2: done", "3: done"]);
    finish();
    expect(await Promise.all([running, again])).toEqual([true, true]);
  });

  test("its file may go, and its page goes with it", async () => {
    const { runner, ended } = heldRunner();
    const { course, running } = await start(runner);
    edit(undefined);
    expect(await course.reread("05-first")).toBe(false);
    await running;
    expect(ended).toEqual(["2: done", "held: aborted"]);
    expect(course.chapters.map(({ name }) => name)).toEqual(["06-second"]);
    expect(reported.at(-1)).toBe("05-first: its notebook is gone, so its page is too");
  });

  test("the library may change: what runs ends, and all runs anew", async () => {
    const { runner, ended } = heldRunner();
    const { course, running } = await start(runner);
    vi.mocked(readChapter).mockImplementation(async (_, name) =>
      chapterOf(name, name === "05-first" ? "5" : "2"),
    );
    await course.invalidate();
    await Promise.all([running, course.run(signal)]);
    expect(ended).toEqual(["2: done", "held: aborted", "5: done"]);
    expect(course.chapters.map(({ name }) => name)).toEqual(["05-first", "06-second"]);
  });
});

test("a notebook that cannot be read any more is told of", async () => {
  const course = courseWith({ cached: async () => undefined, run: async (each) => ranOf(each) });
  await course.open();
  const error = { cell: "", line: 0, message: "05-first.ipynb: the file is empty" };
  vi.mocked(readChapter).mockResolvedValue({
    ...chapterOf("05-first"),
    unreadable: true,
    state: "failed",
    error,
  });
  expect(await course.reread("05-first")).toBe(false);
  expect(reported).toEqual(["05-first.ipynb: the file is empty"]);
});

test("copies, checkpoints and drafts are no chapters", () => {
  expect(chapterName("notebooks/en/05-forward-pass.ipynb")).toBe("05-forward-pass");
  for (const file of [
    "notebooks/en/.ipynb_checkpoints/05-forward-pass-checkpoint.ipynb",
    "notebooks/en/05-forward-pass-Copy1.ipynb",
    "notebooks/en/Untitled.ipynb",
    "notebooks/en/.~05-forward-pass.ipynb",
    "work/en/05-forward-pass.ipynb",
  ]) {
    expect(chapterName(file)).toBeUndefined();
  }
});

describe("the runner", () => {
  const runner = createRunner({
    quick: true,
    lastBackend: undefined,
    backend: async () => "cpu",
    report,
  });
  beforeEach(() => {
    vi.mocked(readChapters).mockResolvedValue([chapterOf("05-first", "shown")]);
    vi.mocked(runNotebook).mockImplementation(async (notebook) => {
      const { notebook: ran } = ranOf({ ...chapterOf("05-first"), notebook });
      return { notebook: ran, seconds: 2, cellsRun: 1 };
    });
  });

  test("says that the disk is full, and the outputs are shown all the same", async () => {
    const { writeOutputs } = await vi.importActual<typeof import("../../../book/kernel/cache.js")>(
      "../../../book/kernel/cache.js",
    );
    const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    vi.mocked(cache.writeOutputs).mockImplementation((home, key, run) =>
      writeOutputs(home, key, run, () => Promise.reject(full)),
    );
    const course = courseWith(runner);
    await course.open();
    expect(await course.run(signal)).toBe(true);
    expect(pages.get("05-first")).toMatchObject({ state: "done", output: { text: "shown\n" } });
    expect(reported[0]).toMatch(
      /^The outputs could not be kept: the disk of .+ is full \(needed 0\.1 MB\)\. Free some space/,
    );
    expect(reported).toHaveLength(2);
  });

  test("keeps no outputs of a chapter that failed", async () => {
    const failure = { cell: "a", line: 3, message: "it did not end" };
    vi.mocked(cache.writeOutputs).mockReset();
    vi.mocked(runNotebook).mockImplementation(async (notebook) => ({
      notebook,
      seconds: 2,
      cellsRun: 0,
      failure,
    }));
    const course = courseWith(runner);
    await course.open();
    expect(await course.run(signal)).toBe(false);
    expect(pages.get("05-first")).toMatchObject({ state: "failed", error: failure });
    expect(cache.writeOutputs).not.toHaveBeenCalled();
  });
});
