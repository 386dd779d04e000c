/** @file Plates: what is set apart from the text has one anatomy, whatever its kind. */

import { escapeHtml } from "./html.js";

export interface PlateWords {
  /** "erratum": its class */
  readonly kind: string;
  /** its address in the page */
  readonly id: string;
  /** "Erratum 5.1" */
  readonly name: string;
  /** HTML; empty for a plate without a title of its own */
  readonly title: string;
  /** HTML at the right of the head: source or state */
  readonly meta: string;
  /** read out after the name only, to tell plates of one name apart; defaults to nothing */
  readonly hidden?: string;
}

/** Strong line, head, content, hairline; a region with the words of its head as its name. */
export function plate(words: PlateWords, content: string): string {
  const { kind, id, name, title, meta, hidden = "" } = words;
  const address = escapeHtml(id);
  const more = hidden === "" ? "" : `<span class="vh">${escapeHtml(hidden)}</span>`;
  const tag = title === "" ? "p" : "h3";
  const side = meta === "" ? "" : `<span class="meta">${meta}</span>`;
  return `<section class="plate ${kind}" id="${address}" aria-labelledby="${address}-head"><div class="plate-head"><${tag} id="${address}-head"><b>${escapeHtml(name)}</b>${more}${title}</${tag}>${side}</div>
${content}</section>
`;
}
