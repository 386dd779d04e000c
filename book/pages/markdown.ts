/**
 * @file The Markdown of the course: CommonMark without HTML, formulas, footnotes, callouts.
 *
 * Parsing a cell depends on its text alone and is remembered; `markdownHtml.ts` makes HTML of it.
 */

import { alert } from "@mdit/plugin-alert";
import { tex } from "@mdit/plugin-tex";
import MarkdownIt, { type PluginSimple, type StateInline, type Token } from "markdown-it";
import anchor from "markdown-it-anchor";
import cjkFriendly from "markdown-it-cjk-friendly";
import footnote from "markdown-it-footnote";
import { escapeHtml, slug } from "./html.js";

/** Kinds of callout. */
const alertNames = ["predict", "note", "warning"];

export const markdown: MarkdownIt = new MarkdownIt({
  html: false,
  linkify: false,
  typographer: true,
})
  .use(cjkFriendly)
  .use(footnote as unknown as PluginSimple) // its types know the class of an older version
  .use(alert, { alertNames })
  .use(tex, { render: (content) => escapeHtml(content) })
  .use(anchor, { level: [2, 3], slugify: slug, tabIndex: false });

markdown.inline.ruler.before("escape", "eqref", readEqref);

/** Gives each inline token its own line, for messages. */
markdown.disable("replacements"); // "(c)" is the third of a list here, no sign of copyright

markdown.core.ruler.push("lines", ({ tokens }) => {
  for (const { map, children } of tokens) {
    let line = (map?.[0] ?? 0) + 1;
    for (const child of children ?? []) {
      child.meta = { ...child.meta, line };
      if (child.type === "softbreak" || child.type === "hardbreak") line += 1;
    }
  }
});

function readEqref(state: StateInline, silent: boolean): boolean {
  const found = /^\\eqref\{([^}]*)\}/.exec(state.src.slice(state.pos, state.pos + 200));
  if (!found) return false;
  if (!silent) state.push("eqref", "", 0).content = found[1]!.trim();
  state.pos += found[0].length;
  return true;
}

/** The words of a line without its marks; a formula as its TeX. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map(({ type, content }) => (type === "softbreak" ? " " : content)).join("");
}
