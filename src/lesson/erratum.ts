/** @file Something printed in the documents, and the code that shows it to be wrong. */

import { emit } from "./display.js";
import { type ErratumRecord, RECORD_MIME, type TableRecord } from "./records.js";

export interface ErratumOptions {
  /** A short name: "One slope too many". */
  readonly title: string;
  /** The place in the documents, "A:4.2.2". */
  readonly source: string;
  /** What is printed; TeX between `$`, or text. */
  readonly printed: string;
  /** What is right, in the same form. */
  readonly right: string;
  /** What was measured; defaults to no table. */
  readonly table?: TableRecord;
  /** What the code found: true if the printed version is wrong and the right one right. */
  readonly proved: boolean;
  /** One sentence of what follows; defaults to none. */
  readonly verdict?: string;
}

/**
 * Records a proved error of the documents.
 *
 * @param id - "err:…"
 * @throws RangeError if the id is not of that form, or printed and right are one: nothing is wrong then.
 * @throws Error if it is not proved: an erratum without a proof is an opinion.
 */
export function erratum(id: string, options: ErratumOptions): void {
  if (!/^err:[a-z0-9-]+$/.test(id)) {
    throw new RangeError(`erratum: id must be like "err:delta", got "${id}"`);
  }
  const { title, source, printed, right, table = null, proved, verdict = "" } = options;
  if (bare(printed) === bare(right)) {
    throw new RangeError(`erratum ${id}: printed and right must differ, got "${right}" for both`);
  }
  const record: ErratumRecord = {
    kind: "erratum",
    id,
    title,
    source,
    printed,
    right,
    table,
    proved,
    verdict,
  };
  const rows = table ? [table.columns, ...table.rows].map((row) => row.join("  ")) : [];
  const words = [`${title} (${source})`, `printed: ${printed}`, `right: ${right}`, ...rows, verdict]
    .filter((line) => line !== "")
    .join("\n");
  emit({ [RECORD_MIME]: record, "text/plain": words }, words);
  if (!proved) throw new Error(`erratum ${id}: not proved`);
}

/** Without what neither TeX nor a reader sees: blanks, and the signs that switch TeX on. */
function bare(form: string): string {
  return form.replace(/[\s$]/g, "");
}
