/** @file The first pass over a chapter: its parts, and everything in it that has a number or an address. */

import type { CheckRecord, ExerciseRecord } from "../../src/lesson/records.js";
import { citationFaults, citationsIn, citedKeys } from "../bibliography/citations.js";
import { type Bibliography, noBibliography } from "../bibliography/read.js";
import type { Cell } from "../notebook/format.js";
import { type Block, type CellText, readText } from "./cellText.js";
import { slug } from "./html.js";
import { type Opener, readOpener } from "./opener.js";
import { type Part, partsOf } from "./parts.js";
import type { Problems } from "./problems.js";
import { recordsOf } from "./records.js";
import type { ChapterInput } from "./types.js";

/** Something with a number of its own, or a heading. */
export interface Target {
  /** "eq:forward"; for a heading its address in the page */
  readonly label: string;
  readonly kind: "eq" | "fig" | "ex" | "err" | "claim" | "section" | "place";
  /** "5.2"; `null` for a heading without a number */
  readonly number: string | null;
  readonly cell: Cell;
  readonly line: number;
}

export interface Section {
  readonly id: string;
  /** "5.1"; `null` for the closing sections */
  readonly number: string | null;
  readonly text: string;
}

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
  /** some output came from a run with the small sizes */
  readonly isQuick: boolean;
}

/** Sections at the end of a chapter, which have no number. */
export const closing = {
  summary: "Summary",
  questions: "Questions readers ask",
  references: "References",
  next: "Next",
} as const;

const closingNames: ReadonlySet<string> = new Set(Object.values(closing));

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
  const reader = new Reader(number, input.state === "done", cited, report);
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
    isQuick: records.some(({ kind }) => kind === "quick"),
  };
}

function empty(input: ChapterInput, file: string, number: number): Chapter {
  const none = { opener: null, parts: [], sections: [], targets: [], cited: [], isQuick: false };
  return {
    input,
    file,
    number,
    ...none,
    checks: new Map(),
    exercises: new Map(),
    citations: new Set(),
  };
}

/** Walks over the parts and gives numbers in the order in which they come. */
class Reader {
  readonly sections: Section[] = [];
  readonly targets: Target[] = [];
  readonly #counts = { eq: 0, fig: 0, ex: 0, err: 0, claim: 0, section: 0 };
  readonly #seen = new Map<string, string>();
  readonly #chapter: number;
  readonly #isDone: boolean;
  readonly #cited: readonly string[];
  readonly #report: (cell: Cell, line: number, reason: string) => void;

  constructor(
    chapter: number,
    isDone: boolean,
    cited: readonly string[],
    report: (cell: Cell, line: number, reason: string) => void,
  ) {
    this.#chapter = chapter;
    this.#isDone = isDone;
    this.#cited = cited;
    this.#report = report;
  }

  part(part: Part): void {
    if (part.kind === "code") {
      this.code(part.cell);
      return;
    }
    if (part.kind === "exercise") this.#add("ex", part.id, part.cell, 1);
    this.text(part.cell, part.text, 0, part.kind === "exercise");
    if (part.kind !== "exercise") return;
    this.code(part.starter.cell);
    this.code(part.judge.cell);
    for (const { cell, text, offset } of part.hints) this.text(cell, text, offset);
    this.code(part.solution.cell);
  }

  text(cell: Cell, text: CellText, offset: number, isPrompt = false): void {
    for (const { line, reason } of text.faults) this.#report(cell, line + offset, reason);
    for (const { label, line } of text.labels) this.#add("eq", label, cell, line + offset);
    for (const block of text.blocks) {
      const heading = text.headings.find(({ line }) => line === block.line);
      if (heading) this.#heading(cell, heading, isPrompt);
      else if (this.sections.at(-1)?.text === closing.references) {
        this.#references(cell, block);
      }
    }
  }

  #references(cell: Cell, block: Block): void {
    const ids = referenceIds(block, this.#cited);
    for (const id of ids) if (id !== null) this.#place(cell, id, block.line);
    if (ids.length === this.#cited.length || this.#cited.length === 0) return;
    const cure = '"npm run tidy" writes them';
    this.#report(cell, block.line, `the references are not what the chapter cites; ${cure}`);
  }

  #heading(cell: Cell, { level, id, text, line }: CellText["headings"][number], isPrompt: boolean) {
    if (level === 1 || isPrompt) return; // the title, and the title of an exercise
    if (level > 3) this.#report(cell, line, "headings below ### are not set");
    if (level === 2) this.#section(cell, id, text, line);
    else this.#place(cell, id, line);
  }

  code(cell: Cell): void {
    this.#place(cell, `cell-${cell.id}`, 1);
    const found = recordsOf(cell).flatMap((record) => {
      const kind =
        record.kind === "figure" ? "fig" : record.kind === "erratum" ? "err" : record.kind;
      return kind === "fig" || kind === "err" || kind === "claim"
        ? [{ kind, label: (record as { id: string }).id } as const]
        : [];
    });
    for (const { kind, label } of found) if (label !== "") this.#add(kind, label, cell, 1);
    if (this.#isDone) return;
    // before its outputs have come, the labels in the code say what there will be
    const pattern = /["'`]((fig|err|claim):[a-z0-9-]+)["'`]/g;
    for (const [, label, kind] of cell.source.matchAll(pattern)) {
      if (!this.#seen.has(label!)) this.#add(kind as "fig" | "err" | "claim", label!, cell, 1);
    }
  }

  #section(cell: Cell, id: string, text: string, line: number): void {
    const isClosing = closingNames.has(text);
    const number = isClosing ? null : `${this.#chapter}.${++this.#counts.section}`;
    this.sections.push({ id, number, text });
    this.#push({ label: id, kind: "section", number, cell, line });
  }

  #place(cell: Cell, label: string, line: number): void {
    this.#push({ label, kind: "place", number: null, cell, line });
  }

  #add(
    kind: Exclude<Target["kind"], "section" | "place">,
    label: string,
    cell: Cell,
    line: number,
  ) {
    const number = `${this.#chapter}.${++this.#counts[kind]}`;
    this.#push({ label, kind, number, cell, line });
  }

  #push(target: Target): void {
    const earlier = this.#seen.get(target.label);
    if (earlier !== undefined) {
      const { cell, line, label } = target;
      this.#report(
        cell,
        line,
        `"${label}" is already there, in cell ${earlier}; each needs its own`,
      );
      return;
    }
    this.#seen.set(target.label, target.cell.id);
    this.targets.push(target);
  }
}

/**
 * Addresses of a list of references: "ref:rumelhart1986".
 *
 * @param cited - the keys that the chapter cites, in the order of the list; if there are none the
 *   list was written by hand, and an address is first author and year: "ref-rumelhart-1986"
 */
export function referenceIds({ tokens }: Block, cited: readonly string[]): (string | null)[] {
  if (!tokens[0]?.type.endsWith("_list_open")) return [];
  const items = tokens.filter(({ type, level }) => type === "inline" && level === 3);
  return items.map(({ content }, n) => {
    if (cited.length > 0) return cited[n] === undefined ? null : `ref:${cited[n]}`;
    const found = /^\W*([\p{L}’'-]+)[\s\S]*?\((\d{4})[a-z]?\)/u.exec(content);
    return found ? `ref-${slug(found[1]!)}-${found[2]}` : null;
  });
}

function grouped(records: ExerciseRecord[]): Map<string, ExerciseRecord[]> {
  const groups = new Map<string, ExerciseRecord[]>();
  for (const record of records) groups.set(record.id, [...(groups.get(record.id) ?? []), record]);
  return groups;
}
