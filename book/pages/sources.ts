/** @file Lists of sources: the references of a chapter and the whole bibliography. */

import type { Block } from "./cellText.js";
import type { Chapter } from "./chapter.js";
import { up } from "./icons.js";
import { type BookIndex, pageOf } from "./references.js";

export function isList({ tokens }: Block): boolean {
  return tokens[0]?.type.endsWith("_list_open") ?? false;
}

/** How many items a list has, without those of lists within it. */
export function itemsOf({ tokens }: Block): number {
  return tokens.filter(({ type, level }) => type === "list_item_open" && level === 1).length;
}

/** References: each entry has an address and leads back to where the chapter cites it first. */
export function referenceList(html: string, { cited }: Chapter): string {
  const back = (key: string) =>
    `&nbsp;<a class="back" href="#cite:${key}" aria-label="Back to the text" title="Back to the text">${up}</a>`;
  return sourceList(html, "ref", cited, back);
}

/** A list of the whole bibliography: each entry says which chapters cite it. */
export function bibliographyList(
  html: string,
  keys: readonly string[],
  from: Chapter,
  { chapters }: BookIndex,
): string {
  return sourceList(html, "bib", keys, (key) => {
    const citing = [...chapters.values()].filter(({ cited }) => cited.includes(key));
    const links = citing.map((to) => `<a href="${pageOf(from, to)}#ref:${key}">${to.number}</a>`);
    if (links.length === 0) return "";
    return ` <span class="cited">Cited in chapter${links.length > 1 ? "s" : ""} ${links.join(", ")}.</span>`;
  });
}

function sourceList(
  html: string,
  kind: string,
  keys: readonly string[],
  end: (key: string) => string,
): string {
  let opened = 0;
  let closed = 0;
  const start = (key: string | undefined) =>
    key === undefined ? "<li>" : `<li id="${kind}:${key}">`;
  return html
    .replace(/^<(ul|ol)>/, '<$1 class="refs">')
    .replace(/<li>/g, () => start(keys[opened++]))
    .replace(/<\/li>/g, () => {
      const key = keys[closed++];
      return `${key === undefined ? "" : end(key)}</li>`;
    });
}
