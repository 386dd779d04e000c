/** @file What the chapters recorded of the documents: errata with their proof, claims with a verdict. */

import type { ClaimRecord, ErratumRecord } from "../../src/lesson/records.js";
import type { Face } from "./face.js";

/** An erratum or a claim, and where it stands in the book. */
export interface LedgerLine {
  readonly record: ErratumRecord | ClaimRecord;
  readonly chapter: Face;
  readonly cell: string;
  /** "6.1" */
  readonly number: string;
}

/** Every erratum and claim in the outputs of the chapters, in the order of the book. */
export function ledgerOf(chapters: readonly Face[]): LedgerLine[] {
  return chapters.flatMap((chapter) =>
    chapter.recorded.map(({ record, cell }) => {
      const number = chapter.targets.find(({ label }) => label === record.id)?.number ?? "";
      return { record, chapter, cell, number };
    }),
  );
}

/** "proved", "not checkable": how it ended, in a word. */
export function verdictOf({ record }: LedgerLine): string {
  if (record.kind === "claim") return record.verdict;
  return record.proved ? "proved" : "not proved";
}
