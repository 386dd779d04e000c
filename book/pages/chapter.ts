/** @file The first pass over a chapter: its parts, and what `Reader` finds in them. */

import type { CheckRecord, ExerciseRecord } from "../../src/lesson/records.js";
import {
  bibliographyCell,
  citationFaults,
  citationsIn,
  citedKeys,
  listsOf,
} from "../bibliography/citations.js";
import { type Bibliography, noBibliography } from "../bibliography/read.js";
import type { Cell } from "../notebook/format.js";
import { readText } from "./cellText.js";
import { type Face, faceOf } from "./face.js";
import { type Opener, readOpener } from "./opener.js";
import { type Part, partsOf } from "./parts.js";
import type { Problems } from "./problems.js";
import { Reader, type Section, type Target } from "./reader.js";
import { recordsOf } from "./records.js";
import type { ChapterInput } from "./types.js";

export interface Chapter {
  readonly input: ChapterInput;
  readonly file: string;
  /** 5 */
  readonly number: number;
  readonly opener: Opener | null;
  readonly parts: readonly Part[];
  readonly sections: readonly Section[];
  readonly targets: readonly Target[];
  readonly checks: ReadonlyMap<string, CheckRecord>;
  readonly exercises: ReadonlyMap<string, readonly ExerciseRecord[]>;
  /** keys that its Markdown cites, whether or not the bibliography has them */
  readonly citations: ReadonlySet<string>;
  /** those that the bibliography has, in the order of the references */
  readonly cited: readonly string[];
  /** all keys, in the lists that the cell `bibliography` has; none where there is no such cell */
  readonly lists: readonly (readonly string[])[];
  /** some output came from a run with the small sizes */
  readonly isQuick: boolean;
  /** what other pages show of it */
  readonly face: Face;
}

/** Reads a chapter; what is wrong with it is added to the problems. */
export function readChapter(
  input: ChapterInput,
  problems: Problems,
  bibliography: Bibliography = noBibliography,
): Chapter {
  const file = `${input.name}.ipynb`;
  const number = Number(/^(\d+)-/.exec(input.name)?.[1]);
  const { cells, metadata } = input.notebook;
  const report = (cell: Cell, line: number, reason: string) =>
    problems.add({ file, cell: cell.id, line }, reason);
  if (!Number.isInteger(number)) {
    problems.add({ file }, 'the name of a notebook is a number and words: "05-forward-pass"');
  }

  // a notebook that could not be read has failed already, and says why by itself
  const isUnread = input.state === "failed" && cells.length === 0;
  const [first] = cells;
  const read = first?.cell_type === "markdown" ? readOpener(readText(first.source)) : null;
  const opener = read && "title" in read ? read : null;
  if (isUnread) return empty(input, file, number);
  if (!first || read === null) problems.add({ file }, "the first cell is Markdown: the opener");
  else if ("reason" in read) report(first, read.line, read.reason);
  else if (read.title !== metadata.course.title) {
    report(first, 1, `the title is "${read.title}", in the metadata "${metadata.course.title}"`);
  } else if (read.sources !== metadata.course.sources.join(", ")) {
    const sources = metadata.course.sources.join(", ");
    report(first, 1, `the documents are "${read.sources}", in the metadata "${sources}"`);
  }

  const parts = partsOf(input.notebook, report);
  const citations = citationsIn(cells);
  for (const { cell, line, message } of citationFaults(citations, bibliography)) {
    problems.add({ file, cell, line }, message);
  }
  const cited = citedKeys(citations, bibliography);
  const hasAll = cells.some(({ id }) => id === bibliographyCell);
  const lists = hasAll ? listsOf(bibliography).map(({ keys }) => keys) : [];
  const reader = new Reader(number, input.state === "done", cited, lists, report);
  if (first && read) reader.text(first, readText(first.source), 0);
  for (const part of parts) reader.part(part);
  const records = cells.flatMap((cell) => recordsOf(cell));
  return {
    input,
    file,
    number,
    opener,
    parts,
    sections: reader.sections,
    targets: reader.targets,
    checks: new Map(records.flatMap((r) => (r.kind === "check" ? [[r.id, r] as const] : []))),
    exercises: grouped(records.flatMap((r) => (r.kind === "exercise" ? [r] : []))),
    citations: new Set(citations.map(({ key }) => key)),
    cited,
    lists,
    isQuick: records.some(({ kind }) => kind === "quick"),
    face: faceOf(input, number, reader.targets, cited),
  };
}

function empty(input: ChapterInput, file: string, number: number): Chapter {
  const none = {
    opener: null,
    parts: [],
    sections: [],
    targets: [],
    cited: [],
    lists: [],
    isQuick: false,
  };
  return {
    input,
    file,
    number,
    ...none,
    checks: new Map(),
    exercises: new Map(),
    citations: new Set(),
    face: faceOf(input, number, [], []),
  };
}

function grouped(records: ExerciseRecord[]): Map<string, ExerciseRecord[]> {
  const groups = new Map<string, ExerciseRecord[]>();
  for (const record of records) groups.set(record.id, [...(groups.get(record.id) ?? []), record]);
  return groups;
}
