/** @file Whether map and notebooks fit: every entry answered, every cell there, every line as it is. */

import type { Notebook } from "../notebook/format.js";
import type { Problem } from "../notebook/problem.js";
import { type Entry, mapFile } from "./entry.js";
import { sourceLine } from "./sourceLine.js";

export interface NamedNotebook {
  /** "06-back-propagation" */
  readonly name: string;
  /** relative to the project */
  readonly file: string;
  readonly notebook: Notebook;
}

/** The chapters are those of one language; the others have the same names and cells. */
export function answerFaults(
  entries: readonly Entry[],
  chapters: readonly NamedNotebook[],
): Problem[] {
  const own = entries.filter(({ same }) => same === undefined);
  return [
    ...own.flatMap((entry) => cellFaults(entry, chapters)).map(inMap),
    ...chapters.flatMap((chapter) => lineFaults(entries, chapter)),
    ...chapters.flatMap((chapter) => recordFaults(entries, chapter)),
  ];
}

function inMap(message: string): Problem {
  return { file: mapFile, message };
}

function cellFaults({ id, cells, awaits }: Entry, chapters: readonly NamedNotebook[]): string[] {
  const isThere = awaits !== undefined && chapters.some(({ name }) => name.startsWith(awaits));
  if (isThere) return [`entry ${id} awaits chapter ${awaits}, which is there: name its cells`];
  return cells.flatMap((cell) => {
    const [name, cellId] = cell.split("/");
    const chapter = chapters.find((each) => each.name === name);
    if (!chapter) return [`entry ${id}: there is no notebook ${name}`];
    const isCell = chapter.notebook.cells.some((each) => each.id === cellId);
    return isCell ? [] : [`entry ${id}: ${name} has no cell ${cellId}`];
  });
}

/** Metadata and visible line of the opener name the sections that the cells answer. */
function lineFaults(entries: readonly Entry[], { name, file, notebook }: NamedNotebook): Problem[] {
  const { sources } = notebook.metadata.course;
  const right = sourceLine(entries, name, sources);
  const opener = notebook.cells[0];
  const shown = /^Documents (.+)\.$/m.exec(opener?.source ?? "")?.[1];
  const cure = `by the cells in ${mapFile} they are "${right.join(", ")}"`;
  if (sources.join() !== right.join()) {
    const message = `the documents in the metadata are "${sources.join(", ")}"; ${cure}`;
    return [{ file, message }];
  }
  if (shown === right.join(", ")) return [];
  const message = `the line of the documents is "${shown ?? ""}"; ${cure}; "npm run tidy"`;
  return [{ file, ...(opener && { cell: opener.id }), message }];
}

/** An erratum or a claim names a section of the map, or one of its entries. */
function recordFaults(entries: readonly Entry[], { file, notebook }: NamedNotebook): Problem[] {
  const known = new Set(entries.flatMap(({ id, section }) => [id, section]));
  return notebook.cells
    .filter(({ source }) => /\b(?:erratum|claim)\(/.test(source))
    .flatMap(({ id, source }) =>
      [...source.matchAll(/^\s*source:\s*["'`]([^"'`]*)["'`]/gm)]
        .flatMap(([, places]) => places!.split(/,\s*/))
        .filter((place) => !known.has(place) && !hasParts(known, place))
        .map((place) => ({ file, cell: id, message: `the documents have no section "${place}"` })),
    );
}

/** "A:3" has parts, and perhaps nothing of its own. */
function hasParts(known: ReadonlySet<string>, place: string): boolean {
  return [...known].some((section) => section.startsWith(`${place}.`));
}
