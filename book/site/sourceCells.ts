/** @file From an entry of the documents to the cells that answer for it. */

import type { Chapter } from "../pages/chapter.js";
import { escapeHtml } from "../pages/html.js";
import type { Target } from "../pages/reader.js";
import { words } from "../pages/references.js";
import type { Entry } from "../sources/entry.js";

/** The cells of an entry as links, chapter by chapter; what it waits for if it has none. */
export function cellLinks({ cells, awaits }: Entry, chapters: readonly Chapter[]): string {
  if (awaits !== undefined) {
    return `<p class="entry-cells">chapter ${Number(awaits)}, not yet written</p>`;
  }
  const names = [...new Set(cells.map((cell) => cell.split("/")[0]!))];
  const links = names.map((name) => {
    const chapter = chapters.find(({ input }) => input.name === name);
    // its notebook is gone while the book is served: there is no page to lead to
    if (!chapter) return escapeHtml(name);
    const own = cells.flatMap((cell) => (cell.startsWith(`${name}/`) ? [cell.split("/")[1]!] : []));
    return own.map((cell) => cellLink(chapter, cell)).join(", ");
  });
  return `<p class="entry-cells">${links.join("; ")}</p>`;
}

function cellLink(chapter: Chapter, id: string): string {
  const { input, number } = chapter;
  const page = `../${input.name}/index.html`;
  const index = input.notebook.cells.findIndex((cell) => cell.id === id);
  // a notebook that cannot be read has a page and no cells
  if (index < 0) return `<a href="${page}">chapter ${number}</a>`;
  if (index === 0) return `<a href="${page}">opener of chapter ${number}</a>`;
  const { address, name } = placeOf(chapter, index);
  return `<a href="${page}#${escapeHtml(address)}">${name}</a>`;
}

/** "Erratum 5.1", "section 5.9", "text in 5.9", "cell 31 of 5": what a reader sees there, and where. */
function placeOf(
  { input, number, targets }: Chapter,
  index: number,
): { address: string; name: string } {
  const { cells } = input.notebook;
  const cell = cells[index]!;
  const isNamed = ({ kind, cell: own }: Target): boolean =>
    own === cell && /^(?:err|claim|fig|section)$/.test(kind);
  const named = targets.find(isNamed);
  if (named && named.number !== null) return { address: named.label, name: words(named) };
  const address = `cell-${cell.id}`;
  if (cell.cell_type === "markdown") {
    const before = targets.filter(
      (target) => target.kind === "section" && cells.indexOf(target.cell) < index,
    );
    const inside = before.at(-1)?.number ?? null;
    return { address, name: inside === null ? `start of ${number}` : `text in ${inside}` };
  }
  const code = cells.slice(0, index + 1).filter(({ cell_type }) => cell_type === "code");
  return { address, name: `cell ${code.length} of ${number}` };
}
