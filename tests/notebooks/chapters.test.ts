/** @file Every chapter through a real kernel, and what its outputs must prove. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadBibliography } from "../../book/bibliography/load.js";
import { type Chapter, notebookFiles, readChapters } from "../../book/course/chapters.js";
import { createRunner, type Ran } from "../../book/course/runner.js";
import { checkNotebooks } from "../../book/notebook/check.js";
import { formatProblem } from "../../book/notebook/problem.js";
import { labelsIn } from "../../book/notebook/rules/labels.js";
import { recordsOf } from "../../book/pages/records.js";
import { projectRoot } from "../../book/paths.js";
import { prepareNative } from "../../book/setup/native.js";
import type { ExerciseRecord, LessonRecord } from "../../src/lesson/records.js";

const quick = (process.env.COURSE_QUICK ?? "1") !== "0";
const patience = quick ? 600_000 : 1_800_000;
const chapters = await readChapters("en");

const stop = new AbortController();
const told: string[] = [];
const report = (line: string): void => void told.push(line);
const runner = createRunner({
  quick,
  lastBackend: undefined,
  backend: async () => (await prepareNative({ projectRoot, report, signal: stop.signal })).backend,
  report,
});
const runs = new Map<string, Promise<Ran>>();

// Two at a time, as the book runs them; what the same code printed before is taken from the cache.
beforeAll(() => {
  const begin = new Map<Chapter, (ran: Promise<Ran>) => void>();
  for (const chapter of chapters) {
    const ran = new Promise<Ran>((resolve) => begin.set(chapter, resolve));
    ran.catch(() => undefined); // its own tests tell
    runs.set(chapter.name, ran);
  }
  const waiting = begin.entries();
  for (const _worker of [1, 2]) void work(waiting);
});
afterAll(async () => {
  stop.abort(new Error("the tests have ended"));
  await Promise.allSettled(runs.values());
}, 60_000);

async function work(waiting: Iterable<[Chapter, (ran: Promise<Ran>) => void]>): Promise<void> {
  for (const [chapter, begin] of waiting) {
    const ran = runOnce(chapter);
    begin(ran);
    await ran.catch(() => undefined);
  }
}

async function runOnce(chapter: Chapter): Promise<Ran> {
  return (await runner.cached(chapter)) ?? runner.run(chapter, stop.signal, () => undefined);
}

test(
  "there are chapters, and nothing to say against their notebooks",
  async () => {
    const files = (await notebookFiles()).map((file) => ({
      file,
      text: readFileSync(join(projectRoot, file), "utf8"),
    }));
    expect(files.length).toBeGreaterThan(0);
    const bibliography = await loadBibliography();
    expect(checkNotebooks(files, { projectRoot, bibliography }).map(formatProblem)).toEqual([]);
  },
  patience,
);

describe.each(chapters)("$name", (chapter) => {
  let ran: Ran;
  let records: LessonRecord[];
  beforeAll(async () => {
    ran = await runs.get(chapter.name)!;
    records = ran.notebook.cells.flatMap(recordsOf);
  }, patience);
  const ofKind = <Kind extends LessonRecord["kind"]>(kind: Kind) =>
    records.filter((record): record is LessonRecord & { kind: Kind } => record.kind === kind);
  const tagged = (tag: string) =>
    chapter.notebook.cells.filter(({ metadata }) => metadata.tags?.includes(tag));

  test("runs from its first cell to its last without an error", () => {
    expect({ state: ran.state, error: ran.error }).toEqual({ state: "done", error: undefined });
    expect(ran.cells.run).toBe(ran.cells.total);
    const code = ran.notebook.cells.filter(({ cell_type }) => cell_type === "code");
    expect(code.map(({ execution_count }) => execution_count)).toEqual(code.map((_, k) => k + 1));
    const outputs = code.flatMap(({ outputs = [] }) => outputs);
    expect(outputs.filter(({ output_type }) => output_type === "error")).toEqual([]);
  });

  test("proves each formula that it claims, and rejects at least two rogues of each", () => {
    const claimed = chapter.notebook.cells
      .filter(({ cell_type }) => cell_type === "markdown")
      .flatMap((cell) => labelsIn(cell))
      .filter(({ id }) => id.startsWith("eq:"))
      .map(({ id }) => id);
    const checks = ofKind("check");
    expect(checks.map(({ id }) => id).sort()).toEqual(claimed.sort());
    for (const { id, passed, cases, rogues } of checks) {
      expect({ id, passed }).toEqual({ id, passed: true });
      expect(cases, id).toBeGreaterThan(0);
      expect(rogues.length, id).toBeGreaterThanOrEqual(2);
      const kept = rogues.filter(({ rejected }) => !rejected).map(({ name }) => name);
      expect({ id, kept }).toEqual({ id, kept: [] });
    }
  });

  test("opens each exercise, tells every wrong answer its own fault, accepts the solution", () => {
    const exercises = ofKind("exercise");
    const attempts = exercises.filter(({ role }) => role === "attempt");
    const solutions = exercises.filter(({ role }) => role === "solution");
    expect(attempts).toHaveLength(tagged("check").length);
    expect(tagged("exercise").filter(isCode)).toHaveLength(attempts.length);
    expect(solutions.map(({ id }) => id).sort()).toEqual(attempts.map(({ id }) => id).sort());
    for (const { id, state, diagnosis } of solutions) {
      expect({ id, state, diagnosis }).toEqual({ id, state: "passed", diagnosis: null });
    }
    for (const attempt of attempts) expectTold(attempt);
  });

  test("proves each erratum", () => {
    const open = ofKind("erratum").filter(({ proved }) => !proved);
    expect(open.map(({ id }) => id)).toEqual([]);
  });
});

function isCode({ cell_type }: { cell_type: string }): boolean {
  return cell_type === "code";
}

function expectTold({ id, state, diagnosis, wrong }: ExerciseRecord): void {
  expect({ id, state }).toEqual({ id, state: "open" });
  expect(diagnosis, id).toMatch(/\S/);
  expect(wrong.length, id).toBeGreaterThan(0);
  const untold = wrong.filter((one) => one.diagnosis === null).map(({ name }) => name);
  expect({ id, untold }).toEqual({ id, untold: [] });
  expect(new Set(wrong.map((one) => one.diagnosis)).size, id).toBe(wrong.length);
}
