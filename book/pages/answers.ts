/** @file From a cell to the documents: the sections that it answers for, in the gutter. */

import type { Entry } from "../sources/entry.js";
import type { Context } from "./context.js";
import { escapeHtml } from "./html.js";

/** The page that lists what the documents say, from the page of a chapter. */
export const sourcesPath = "../sources/index.html";

/** Links to what a cell answers for, one for each section; empty if it answers for nothing. */
export function answerLinks({ chapter, answers }: Context, cell: string): string {
  const bySection = new Map<string, Entry>();
  for (const entry of answers.get(`${chapter.input.name}/${cell}`) ?? []) {
    if (!bySection.has(entry.section)) bySection.set(entry.section, entry);
  }
  if (bySection.size === 0) return "";
  const links = [...bySection].map(
    ([section, { id }]) => `<a href="${sourcesPath}#${escapeHtml(id)}">${escapeHtml(section)}</a>`,
  );
  return `<span class="vh">Answers the documents, </span>${links.join('<span class="vh">, </span>')}`;
}

/** The mark of a cell of text, which is also where a link to the cell leads. */
export function answerMark(context: Context, cell: string): string {
  const links = answerLinks(context, cell);
  return links === ""
    ? ""
    : `<div class="answers" id="cell-${escapeHtml(cell)}"><p>${links}</p></div>\n`;
}

/** "A:4.1, A:4.2.1" with each section a link to what it says, where the book has the map. */
export function sectionLinks(sections: string, { sections: known }: Context): string {
  return sections
    .split(", ")
    .map((section) => {
      const words = escapeHtml(section);
      return known.has(section) ? `<a href="${sourcesPath}#${words}">${words}</a>` : words;
    })
    .join(", ");
}
