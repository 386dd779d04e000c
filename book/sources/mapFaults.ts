/** @file What is wrong with the map as a map: a sentence that no entry has, an entry of nothing. */

import type { Problem } from "../notebook/problem.js";
import { type Entry, mapFile } from "./entry.js";
import type { SourceLine } from "./lines.js";

/** Every fault of the entries against the lines of the documents. */
export function mapFaults(entries: readonly Entry[], lines: readonly SourceLine[]): Problem[] {
  const faults = [
    ...orderFaults(entries),
    ...entries.flatMap((entry) => placeFaults(entry, lines)),
  ];
  // a range that lies outside would make nonsense of what follows
  if (faults.length > 0) return faults.map(inMap);
  return [...missingSentences(entries, lines), ...unequal(entries, lines)].map(inMap);
}

function inMap(message: string): Problem {
  return { file: mapFile, message };
}

function orderFaults(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ id, lines, sentences }, index) => {
    const before = entries[index - 1];
    if (!before) return [];
    const isLater = lines[0] > before.lines[0];
    const isBeside =
      lines[0] === before.lines[0] && (sentences?.[0] ?? 0) >= (before.sentences?.[0] ?? 0);
    return isLater || isBeside ? [] : [`entry ${id} stands before ${before.id} in the documents`];
  });
}

function placeFaults({ id, lines, sentences }: Entry, all: readonly SourceLine[]): string[] {
  const [from, to] = lines;
  if (to > all.length) return [`entry ${id}: the documents have ${all.length} lines, got ${to}`];
  const own = all.slice(from - 1, to);
  if (own.every((line) => line.sentences === 0)) return [`entry ${id}: its lines have no words`];
  if (!sentences) return [];
  if (from !== to) return [`entry ${id}: sentences are of one line, got lines ${from} to ${to}`];
  const count = own[0]!.sentences;
  return sentences[1] > count ? [`entry ${id}: line ${from} has ${count} sentences`] : [];
}

function missingSentences(entries: readonly Entry[], lines: readonly SourceLine[]): string[] {
  const covered = lines.map(({ sentences }) => Array.from({ length: sentences }, () => false));
  for (const { lines: range, sentences } of entries) {
    for (let line = range[0]; line <= range[1]; ++line) {
      const own = covered[line - 1]!;
      own.fill(true, (sentences?.[0] ?? 1) - 1, sentences?.[1] ?? own.length);
    }
  }
  return covered.flatMap((own, index) =>
    own.flatMap((isCovered, sentence) =>
      isCovered ? [] : [`no entry has sentence ${sentence + 1} of line ${index + 1}`],
    ),
  );
}

/** An entry that is "the same" has the lines of the other, up to empty ones. */
function unequal(entries: readonly Entry[], lines: readonly SourceLine[]): string[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const wordsOf = ({ lines: [from, to] }: Entry): string =>
    lines
      .slice(from - 1, to)
      .map(({ digest }) => digest)
      .filter((digest) => digest !== "")
      .join(" ");
  return entries.flatMap((entry) => {
    const other = entry.same === undefined ? undefined : byId.get(entry.same);
    if (!other || wordsOf(entry) === wordsOf(other)) return [];
    return [`entry ${entry.id} is not the same as ${other.id}: their lines differ`];
  });
}
