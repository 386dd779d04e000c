/** @file Citations in Markdown cells, `[Vaswani et al. (2017)](#ref:vaswani2017)`, and their rules. */

import type { Cell } from "../notebook/types.js";
import type { Bibliography, Entry } from "./read.js";

/** A citation; `line` counts from 1 within the cell. */
export interface Citation {
  readonly key: string;
  readonly words: string;
  readonly cell: string;
  readonly line: number;
}

/** Cells that `npm run tidy` writes: what a chapter cites, and, where a chapter has it, all there is. */
export const referencesCell = "references";
export const bibliographyCell = "bibliography";

const isWritten = (id: string): boolean => id === referencesCell || id === bibliographyCell;

/** The citations of a notebook in their order. */
export function citationsIn(cells: readonly Cell[]): Citation[] {
  return cells.flatMap(({ cell_type, id, source }) => {
    if (cell_type !== "markdown" || isWritten(id)) return [];
    // Code in Markdown may show a citation without making one; its place is kept.
    const text = source.replace(/^(```|~~~)[\s\S]*?^\1|`[^`\n]+`/gm, (code) =>
      code.replace(/\S/g, " "),
    );
    return [...text.matchAll(/\[([^[\]]*)\]\(#ref:([^)\s]*)\)/g)].map((match) => ({
      key: match[2]!,
      words: match[1]!.replace(/\s+/g, " "),
      cell: id,
      line: text.slice(0, match.index).split("\n").length,
    }));
  });
}

/** Citations of unknown keys, and those whose words do not name first author and year. */
export function citationFaults(
  citations: readonly Citation[],
  { entries, isBroken }: Bibliography,
): { cell: string; line: number; message: string }[] {
  if (isBroken) return [];
  return citations.flatMap(({ key, words, cell, line }) => {
    const entry = entries.get(key);
    if (entry === undefined) {
      const near = nearest(key, [...entries.keys()]);
      const hint = near === undefined ? "" : `; the nearest key is "${near}"`;
      return [{ cell, line, message: `the bibliography has no entry "${key}"${hint}` }];
    }
    const missing = missingIn(words, entry).map((part) => `"${part}"`);
    if (missing.length === 0) return [];
    const message = `the citation "${words}" of ${key} must name ${missing.join(" and ")}`;
    return [{ cell, line, message }];
  });
}

function missingIn(words: string, { name, year, isAnonymous, item }: Entry): string[] {
  const has = (part: string) => plain(words).includes(plain(part));
  const isNamed = has(name) || (isAnonymous && has(item.title ?? name));
  return [...(isNamed ? [] : [name]), ...(has(year) ? [] : [year])];
}

/** Keys that a notebook cites and the bibliography has, each once, in the order of the references. */
export function citedKeys(
  citations: readonly Citation[],
  { entries }: Bibliography,
): readonly string[] {
  const cited = new Set(citations.map(({ key }) => key));
  return sortedKeys([...entries.values()].filter(({ key }) => cited.has(key)));
}

/** The lists of the cell `bibliography`, each in its order. */
export function listsOf({ entries }: Bibliography): { title: string; keys: readonly string[] }[] {
  const all = [...entries.values()];
  return [
    { title: "What the documents name", keys: sortedKeys(all.filter((e) => e.isDocument)) },
    { title: "What the chapters cite besides", keys: sortedKeys(all.filter((e) => !e.isDocument)) },
  ];
}

const { compare } = new Intl.Collator("en");

/** By authors, year, title. */
function sortedKeys(entries: Iterable<Entry>): readonly string[] {
  const keyed = [...entries].map(({ key, name, year, item }) => {
    const others = (item.author ?? []).slice(1).map(({ family, literal }) => family ?? literal);
    return { key, parts: [name, others.join(" "), year, item.title ?? "", key] };
  });
  keyed.sort((a, b) => {
    const place = a.parts.findIndex((part, n) => compare(part, b.parts[n]!) !== 0);
    return place < 0 ? 0 : compare(a.parts[place]!, b.parts[place]!);
  });
  return keyed.map(({ key }) => key);
}

function plain(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[‐‑]/g, "-")
    .replace(/’/g, "'")
    .replace(/\u00a0/g, " ");
}

/** The key with the fewest letters to change, add or take away. */
function nearest(key: string, keys: readonly string[]): string | undefined {
  const distances = keys.map((other) => distance(key, other));
  return keys[distances.indexOf(Math.min(...distances))];
}

// Levenshtein's distance, row by row.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, above[j]! + 1, row[j - 1]! + 1));
    }
  }
  return row[b.length]!;
}
