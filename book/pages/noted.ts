/** @file Notes: a paragraph and its notes share a row of the grid, so that notes never collide. */

import type { Token } from "markdown-it";
import type { Block } from "./cellText.js";
import { type RenderEnv, renderTokens } from "./markdownHtml.js";

/** A block of text with the notes that it refers to, beside it where there is room. */
export function withNotes(html: string, { notes }: Block, env: RenderEnv): string {
  if (notes.length === 0) return html;
  const shown = notes.map(
    (note) => `<small class="note" role="note">${noteLine(note, env)}</small>`,
  );
  const column = shown.length === 1 ? shown[0] : `<div class="notes">${shown.join("")}</div>`;
  return `<div class="noted">${html}${column}</div>\n`;
}

function noteLine(note: readonly Token[], env: RenderEnv): string {
  const lines = note.filter(({ type }) => type === "inline");
  return lines.map((line) => renderTokens([line], env)).join("<br>");
}
