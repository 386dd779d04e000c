/**
 * @file The page of the documents: what they say, line by line and in our words, and where the book
 * answers.
 */

import type { Chapter } from "../pages/chapter.js";
import { escapeHtml } from "../pages/html.js";
import { type LedgerLine, ledgerOf, verdictOf } from "../pages/ledger.js";
import { type Coverage, coverageOf } from "../sources/coverage.js";
import { type Entry, sectionOf } from "../sources/entry.js";
import { bookContents } from "./contents.js";
import { bookTitle, frame } from "./frame.js";
import { foot } from "./page.js";
import type { BookOptions } from "./renderBook.js";
import { cellLinks } from "./sourceCells.js";

/** A heading of the documents and what stands under it, up to the next one. */
interface Group {
  readonly section: string;
  readonly heading: Entry;
  readonly entries: readonly Entry[];
}

const names: Record<string, string> = {
  A: "The first document",
  B: "The second document",
  C: "The third document",
};

export function sourcesPage(
  entries: readonly Entry[],
  chapters: readonly Chapter[],
  options: BookOptions,
): string {
  const groups = groupsOf(entries);
  const faces = chapters.map(({ face }) => face);
  const lines = linesBySection(groups, ledgerOf(faces));
  const parts = Object.entries(names).map(([letter, name]) => {
    const own = groups.filter(({ section }) => section.startsWith(letter));
    const shown = own.map((group) => groupHtml(group, chapters, lines.get(group.section) ?? []));
    return `<section aria-labelledby="${letter}"><h2 id="${letter}">${name}</h2>\n${note(letter)}${shown.join("")}</section>\n`;
  });
  return frame({
    title: `${title} · ${bookTitle}`,
    description: question,
    root: "../../",
    assets: options.assets,
    isLive: options.isLive ?? false,
    nav: bookContents(faces, null, "../../", "current"),
    toc: toc(),
    main: `<article class="sources">
<header class="opener"><h1>${title}</h1>
<p class="question">${question}</p>
</header>
${lead(entries)}
<p class="find" hidden><label for="find">Find</label><input id="find" type="search" autocomplete="off" spellcheck="false"><span role="status"></span></p>
${parts.join("")}</article>
`,
    foot: foot(options),
  });
}

const title = "What the documents say";
const question = "Where does the course answer for this sentence?";

function lead(entries: readonly Entry[]): string {
  const { answered, entries: all } = coverageOf(entries);
  const awaited = [...new Set(entries.flatMap(({ awaits }) => awaits ?? []))].sort();
  const coming =
    awaited.length > 0 ? ` The others wait for chapters ${awaited.map(Number).join(", ")}.` : "";
  return `<p>The course answers for three documents. Here is each of their headings, sentences, formulas, figures, programs, numbers, recommendations and references, in our words and in their order, with its lines in the file in which the three follow one another. Beside it stand the cells of the book that answer for it.</p>
<p><b>${percent(coverageOf(entries))}</b> are answered: ${answered} of ${all}.${coming}</p>
`;
}

/** "44 %", and 100 only for all. */
function percent({ answered, entries }: Coverage): string {
  return `${Math.floor((100 * answered) / entries)} %`;
}

function note(letter: string): string {
  return letter === "C"
    ? "<p>From its section 2 on the third document repeats the second, line for line; what answers there answers here.</p>\n"
    : "";
}

function toc(): string {
  const items = Object.entries(names).map(
    ([letter, name]) => `<li><a href="#${letter}">${name}</a></li>`,
  );
  return `<nav class="toc" aria-label="Contents of this page"><h2>On this page</h2><ol>${items.join("")}</ol></nav>
`;
}

function groupsOf(entries: readonly Entry[]): Group[] {
  const groups: { section: string; heading: Entry; entries: Entry[] }[] = [];
  for (const entry of entries) {
    if (entry.kind === "heading") {
      groups.push({ section: entry.section, heading: entry, entries: [] });
    } else groups.at(-1)?.entries.push(entry);
  }
  return groups;
}

/** Errata and claims of a section stand under its heading, or under the nearest one above it. */
function linesBySection(
  groups: readonly Group[],
  ledger: readonly LedgerLine[],
): Map<string | undefined, LedgerLine[]> {
  const nearest = (place: string): string | undefined =>
    groups
      .map((group) => group.section)
      .filter((own) => place === own || place.startsWith(`${own}.`))
      .sort((a, b) => b.length - a.length)[0];
  const lines = new Map<string | undefined, LedgerLine[]>();
  for (const line of ledger) {
    const places = line.record.source.split(/,\s*/);
    for (const section of new Set(places.map((place) => nearest(sectionOf(place))))) {
      lines.set(section, [...(lines.get(section) ?? []), line]);
    }
  }
  return lines;
}

function groupHtml(
  { section, heading, entries: own }: Group,
  chapters: readonly Chapter[],
  lines: readonly LedgerLine[],
): string {
  const seen = new Set([section]);
  const rows = own.map((entry) => {
    // a step that has a section to itself and no heading is found by its section too
    const isFirst = !seen.has(entry.section);
    seen.add(entry.section);
    return rowHtml(entry, isFirst, chapters);
  });
  const head = `<div class="entry" id="${heading.id}">${idLink(heading)}<h3 id="${section}-head">${escapeHtml(heading.says)} ${place(heading)}</h3>${cellLinks(heading, chapters)}</div>`;
  const list = rows.length > 0 ? `<ul class="entries">\n${rows.join("\n")}\n</ul>\n` : "";
  const records =
    lines.length > 0 ? `<ul class="verdicts">${lines.map(recordItem).join("")}</ul>\n` : "";
  return `<section class="group" id="${section}" aria-labelledby="${section}-head">${head}\n${list}${records}</section>\n`;
}

function rowHtml(entry: Entry, isFirst: boolean, chapters: readonly Chapter[]): string {
  const anchor = isFirst ? `<span id="${entry.section}"></span>` : "";
  return `<li class="entry" id="${entry.id}">${anchor}${idLink(entry)}<p>${escapeHtml(entry.says)} ${place(entry)}</p>${cellLinks(entry, chapters)}</li>`;
}

function idLink({ id }: Entry): string {
  return `<a class="entry-id" href="#${id}">${id}</a>`;
}

/** "formula, line 76", "lines 139–141", "line 13, sentence 2" */
function place({ kind, lines: [from, to], sentences, same }: Entry): string {
  const lines = from === to ? `line ${from}` : `lines ${from}–${to}`;
  const [first, last] = sentences ?? [];
  const range = first === last ? `sentence ${first}` : `sentences ${first}–${last}`;
  const shown = kind === "heading" ? lines : `${kind}, ${lines}`;
  const again = same === undefined ? "" : `, as <a href="#${same}">${same}</a>`;
  return `<small>${shown}${first === undefined ? "" : `, ${range}`}${again}</small>`;
}

function recordItem(line: LedgerLine): string {
  const { record, chapter, number } = line;
  const word = record.kind === "erratum" ? "Erratum" : "Claim";
  const address = `../${chapter.name}/index.html#${escapeHtml(record.id)}`;
  return `<li><a href="${address}">${word} ${number}</a> <b>${verdictOf(line)}</b></li>`;
}
