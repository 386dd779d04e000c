/** @file How much of the documents is answered, and what each cell answers. */

import type { Entry } from "./entry.js";

export interface Coverage {
  /** sentences, formulas, figures, … of the documents */
  readonly entries: number;
  /** those that name a cell */
  readonly answered: number;
}

export function coverageOf(entries: readonly Entry[]): Coverage {
  const answered = entries.filter(({ cells }) => cells.length > 0).length;
  return { entries: entries.length, answered };
}

/** What each cell answers for, by its name "06-back-propagation/delta-text"; a repetition once. */
export function entriesByCell(entries: readonly Entry[]): Map<string, Entry[]> {
  const byCell = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.same !== undefined) continue;
    for (const cell of entry.cells) byCell.set(cell, [...(byCell.get(cell) ?? []), entry]);
  }
  return byCell;
}
