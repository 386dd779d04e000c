/** @file The line "Documents A:4.1, A:4.2.1." of a chapter follows from the cells that the map names. */

import { type Entry, sectionOf } from "./entry.js";

/**
 * The sections that the source line of a chapter names, in the order of the documents.
 *
 * They are the sections of the entries that the chapter answers, except that a section which the
 * chapter lists as a whole stands for those within it ("A:4.3" for "A:4.3.1"), and that the heading
 * over a section is answered with the section.
 *
 * @param listed - what the chapter's metadata lists now; what none of its cells answers is left out
 */
export function sourceLine(
  entries: readonly Entry[],
  chapter: string,
  listed: readonly string[],
): string[] {
  const answered = entries.filter(
    ({ cells, same }) => same === undefined && cells.some((cell) => sectionOf(cell) === chapter),
  );
  const sections = new Set(answered.map(({ section }) => section));
  const isOver = ({ kind, section }: Entry): boolean =>
    kind === "heading" && [...sections].some((inner) => isWithin(inner, section));
  const own = answered.filter((entry) => !isOver(entry)).map(({ section }) => section);
  const kept = listed.filter((whole) => own.some((section) => covers(whole, section)));
  const missing = own.filter((section) => !kept.some((whole) => covers(whole, section)));
  const place = (section: string): number =>
    entries.findIndex((entry) => covers(section, entry.section));
  return [...new Set([...kept, ...missing])].sort((a, b) => place(a) - place(b));
}

function covers(whole: string, section: string): boolean {
  return whole === section || isWithin(section, whole);
}

/** "A:4.3.1" lies within "A:4.3". */
function isWithin(section: string, whole: string): boolean {
  return section.startsWith(`${whole}.`);
}
