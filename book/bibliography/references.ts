/** @file The cells that `npm run tidy` writes: what a notebook cites, and the whole bibliography. */

import type { Cell } from "../notebook/types.js";
import { bibliographyCell, citationsIn, citedKeys, listsOf, referencesCell } from "./citations.js";
import { escapeMarkdown, formatEntry } from "./format.js";
import type { Bibliography, Entry } from "./read.js";

/**
 * The cells, with those among them that `npm run tidy` writes as it writes them.
 *
 * `references` is made if something is cited and it is not there; it stays as it is if nothing is
 * cited, or a key that is not there. `bibliography` is filled where an author has put it.
 */
export function withSources(cells: readonly Cell[], bibliography: Bibliography): Cell[] {
  const whole = cells.map((cell) =>
    cell.id === bibliographyCell && bibliography.entries.size > 0
      ? { ...cell, source: wholeBibliography(bibliography) }
      : cell,
  );
  const citations = citationsIn(cells);
  const isKnown = citations.every(({ key }) => bibliography.entries.has(key));
  if (citations.length === 0 || !isKnown) return whole;
  const entries = entriesOf(citedKeys(citations, bibliography), bibliography);
  const source = `## References\n\n${entries.map((entry) => `- ${formatEntry(entry)}`).join("\n")}`;
  const place = whole.findIndex(({ id }) => id === referencesCell);
  if (place >= 0) return whole.with(place, { ...whole[place]!, source });
  const cell: Cell = { cell_type: "markdown", id: referencesCell, metadata: {}, source };
  const next = whole.findIndex(({ id }) => id === "next");
  return next < 0 ? [...whole, cell] : whole.toSpliced(next, 0, cell);
}

/** Every entry as Markdown, those of the documents first, with what is wrong about them there. */
export function wholeBibliography(bibliography: Bibliography): string {
  const lists = listsOf(bibliography).map(({ title, keys }) => {
    const lines = entriesOf(keys, bibliography).map(
      (entry) => `- ${formatEntry(entry)}${entry.remark && ` ${escapeMarkdown(entry.remark)}`}`,
    );
    return `### ${title}\n\n${lines.join("\n")}`;
  });
  return lists.join("\n\n");
}

function entriesOf(keys: readonly string[], { entries }: Bibliography): Entry[] {
  return keys.map((key) => entries.get(key)!);
}
