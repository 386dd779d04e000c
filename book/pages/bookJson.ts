/** @file `book.json`: the state of the whole book in one file, for programs that look at it. */

import type { ExerciseRecord, Verdict } from "../../src/lesson/records.js";
import type { Chapter } from "./chapter.js";
import { recordsOf } from "./records.js";
import type { ChapterError, ChapterState } from "./types.js";

export interface PageJson {
  /** relative: "en/05-name/" */
  path: string;
  title: string;
  sources: string[];
  state: ChapterState;
  error?: ChapterError;
  cells: { total: number; run: number };
  seconds: number;
  checks: {
    id: string;
    passed: boolean;
    tolerance: number;
    largestError: number;
    rogues: { total: number; rejected: number };
  }[];
  exercises: {
    id: string;
    starterOpen: boolean;
    solutionPasses: boolean;
    diagnoses: { total: number; told: number };
  }[];
  errata: { id: string; cell: string; proved: boolean }[];
  /** `estimate` and `interval` are `null` where nothing was measured */
  claims: {
    id: string;
    estimate: number | null;
    interval: [number, number] | null;
    seeds: number;
    verdict: Verdict;
  }[];
}

export interface BookJson {
  format: 1;
  version: string;
  backend: "native" | "wasm" | "cpu";
  mode: "full" | "quick";
  state: "running" | "done" | "failed";
  pages: PageJson[];
  coverage?: { entries: number; answered: number };
}

/** The contract's record of a chapter, computed from the records in its outputs. */
export function pageJson({ input, exercises }: Chapter): PageJson {
  const { name, language, notebook, state, error, cells, seconds } = input;
  const found = notebook.cells.flatMap((cell) =>
    recordsOf(cell).map((record) => ({ cell: cell.id, record })),
  );
  const { title, sources } = notebook.metadata.course;
  return {
    path: `${language}/${name}/`,
    title,
    sources: [...sources],
    state,
    ...(error ? { error } : {}),
    cells: { ...cells },
    seconds,
    checks: found.flatMap(({ record }) => {
      if (record.kind !== "check") return [];
      const { id, passed, tolerance, rogues } = record;
      const rejected = rogues.filter((rogue) => rogue.rejected).length;
      // JSON has no infinity, and an error that is not finite is as large as can be
      const largestError = record.largestError ?? Number.MAX_VALUE;
      return [{ id, passed, tolerance, largestError, rogues: { total: rogues.length, rejected } }];
    }),
    exercises: [...exercises].map(([id, records]) => exerciseJson(id, records)),
    errata: found.flatMap(({ cell, record }) =>
      record.kind === "erratum" ? [{ id: record.id, cell, proved: record.proved }] : [],
    ),
    claims: found.flatMap(({ record }) => {
      if (record.kind !== "claim") return [];
      const { id, estimate, interval, seeds, verdict } = record;
      return [{ id, estimate, interval, seeds, verdict }];
    }),
  };
}

function exerciseJson(
  id: string,
  records: readonly ExerciseRecord[],
): PageJson["exercises"][number] {
  const attempt = records.find(({ role }) => role === "attempt");
  const solved = records.find(({ role }) => role === "solution");
  const wrong = attempt?.wrong ?? [];
  const told = new Set(wrong.map(({ diagnosis }) => diagnosis).filter((words) => words !== null));
  return {
    id,
    starterOpen: attempt?.state === "open",
    solutionPasses: solved?.state === "passed",
    diagnoses: { total: wrong.length, told: told.size },
  };
}

/** `book.json` as text: running until every chapter has ended, failed if one of them has. */
export function bookJson(
  chapters: readonly Chapter[],
  facts: Pick<BookJson, "version" | "backend" | "mode"> & Pick<Partial<BookJson>, "coverage">,
): string {
  const { version, backend, mode, coverage } = facts;
  const states = chapters.map(({ input }) => input.state);
  const isRunning = states.some((state) => state === "waiting" || state === "running");
  const book: BookJson = {
    format: 1,
    version,
    backend,
    mode,
    state: states.includes("failed") ? "failed" : isRunning ? "running" : "done",
    pages: chapters.map(pageJson),
    ...(coverage ? { coverage } : {}),
  };
  return `${JSON.stringify(book, null, 1)}\n`;
}
