/** @file What of a chapter has a number or an address, in the order in which it comes. */

import { bibliographyCell } from "../bibliography/citations.js";
import type { Cell } from "../notebook/format.js";
import type { Block, CellText } from "./cellText.js";
import type { Part } from "./parts.js";
import { recordsOf } from "./records.js";
import { isList, itemsOf } from "./sources.js";

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

/** Sections at the end of a chapter, which have no number. */
export const closing = {
  summary: "Summary",
  questions: "Questions readers ask",
  references: "References",
  next: "Next",
} as const;

const closingNames: ReadonlySet<string> = new Set(Object.values(closing));

/** Walks over the parts and gives numbers in the order in which they come. */
export class Reader {
  readonly sections: Section[] = [];
  readonly targets: Target[] = [];
  readonly #counts = { eq: 0, fig: 0, ex: 0, err: 0, claim: 0, section: 0 };
  readonly #seen = new Map<string, string>();
  readonly #chapter: number;
  readonly #isDone: boolean;
  readonly #cited: readonly string[];
  readonly #lists: readonly (readonly string[])[];
  readonly #report: (cell: Cell, line: number, reason: string) => void;

  constructor(
    chapter: number,
    isDone: boolean,
    cited: readonly string[],
    lists: readonly (readonly string[])[],
    report: (cell: Cell, line: number, reason: string) => void,
  ) {
    this.#chapter = chapter;
    this.#isDone = isDone;
    this.#cited = cited;
    this.#lists = lists;
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
    let list = 0;
    for (const block of text.blocks) {
      const heading = text.headings.find(({ line }) => line === block.line);
      if (heading) this.#heading(cell, heading, isPrompt);
      else if (!isList(block)) continue;
      else if (cell.id === bibliographyCell) this.#entries(cell, block, "bib", this.#lists[list++]);
      else if (this.sections.at(-1)?.text === closing.references && this.#cited.length > 0) {
        this.#entries(cell, block, "ref", this.#cited);
      }
    }
  }

  #entries(cell: Cell, block: Block, kind: string, keys: readonly string[] = []): void {
    const items = itemsOf(block);
    for (const key of keys.slice(0, items)) this.#place(cell, `${kind}:${key}`, block.line);
    if (items === keys.length) return;
    const cure = '"npm run tidy" writes it';
    const reason = `not what the bibliography gives for what is cited; ${cure}`;
    this.#report(cell, block.line, reason);
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
