/**
 * @file Code with colours, by the grammar that an editor of the page would use too, so that a
 * block keeps its colours when it becomes editable. Names and punctuation stay ink: no element.
 */

import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";
import { parser } from "@lezer/javascript";
import { escapeHtml } from "./html.js";
import { memoise } from "./memo.js";

const typescript = parser.configure({ dialect: "ts" });

const highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], class: "tk" },
  { tag: tags.typeName, class: "type" },
  { tag: [tags.string, tags.special(tags.string), tags.escape, tags.regexp], class: "ts" },
  { tag: [tags.number, tags.bool, tags.null], class: "tn" },
  { tag: tags.comment, class: "tc" },
]);

const builtIn =
  /^(any|bigint|boolean|never|null|number|object|string|symbol|undefined|unknown|void)$/;

/** TypeScript as HTML with the classes `tk` keyword or type, `ts` text, `tn` number, `tc` comment. */
export const highlight = memoise(5_000, (code: string): string => {
  let html = "";
  highlightCode(
    code,
    typescript.parse(code),
    highlighter,
    (text, classes) => {
      const name = classes === "type" ? (builtIn.test(text) ? "tk" : "") : classes;
      html += name ? `<i class="${name}">${escapeHtml(text)}</i>` : escapeHtml(text);
    },
    () => {
      html += "\n";
    },
  );
  return html;
});
