/** @file What the chapters recorded of the documents: errata with their proof, claims with a verdict. */

import type { ClaimRecord, ErratumRecord } from "../../src/lesson/records.js";
import type { Chapter } from "./chapter.js";
import type { Target } from "./reader.js";
import { recordsOf } from "./records.js";

/** An erratum or a claim, and where it stands in the book. */
export interface LedgerLine {
  readonly record: ErratumRecord | ClaimRecord;
  readonly chapter: Chapter;
  readonly cell: string;
  /** "6.1" */
  readonly number: string;
}

/** Every erratum and claim in the outputs of the chapters, in the order of the book. */
export function ledgerOf(chapters: readonly Chapter[]): LedgerLine[] {
  return chapters.flatMap((chapter) =>
    chapter.input.notebook.cells.flatMap((cell) =>
      recordsOf(cell).flatMap((record) => {
        if (record.kind !== "erratum" && record.kind !== "claim") return [];
        const number = numberOf(chapter.targets, record.id);
        return [{ record, chapter, cell: cell.id, number }];
      }),
    ),
  );
}

function numberOf(targets: readonly Target[], id: string): string {
  return targets.find(({ label }) => label === id)?.number ?? "";
}

/** "proved", "not checkable": how it ended, in a word. */
export function verdictOf({ record }: LedgerLine): string {
  if (record.kind === "claim") return record.verdict;
  return record.proved ? "proved" : "not proved";
}
