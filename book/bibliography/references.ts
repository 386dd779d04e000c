/** @file The cell `references` of a notebook: what the notebook cites, and nothing else. */

import type { Cell } from "../notebook/types.js";
import { citationsIn, citedKeys, referencesCell } from "./citations.js";
import { formatEntry } from "./format.js";
import type { Bibliography } from "./read.js";

/**
 * The cells with their references as `npm run tidy` writes them.
 *
 * A notebook that cites nothing, or a key that is not there, comes back as it is.
 */
export function withReferences(cells: readonly Cell[], bibliography: Bibliography): Cell[] {
  const citations = citationsIn(cells);
  const isKnown = citations.every(({ key }) => bibliography.entries.has(key));
  if (citations.length === 0 || !isKnown) return [...cells];
  const keys = citedKeys(citations, bibliography);
  const lines = keys.map((key) => `- ${formatEntry(bibliography.entries.get(key)!)}`);
  const source = `## References\n\n${lines.join("\n")}`;
  const place = cells.findIndex(({ id }) => id === referencesCell);
  if (place >= 0) return cells.with(place, { ...cells[place]!, source });
  const cell: Cell = { cell_type: "markdown", id: referencesCell, metadata: {}, source };
  const next = cells.findIndex(({ id }) => id === "next");
  return next < 0 ? [...cells, cell] : cells.toSpliced(next, 0, cell);
}
