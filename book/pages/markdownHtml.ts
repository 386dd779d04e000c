/**
 * @file Markdown that has been read → HTML, with colours for code and formulas set.
 *
 * What depends on the rest of the book (numbers, references) is asked of the `RenderEnv`. Apart from
 * the reading, because a page that is kept is read but not rendered, and needs neither grammar nor KaTeX.
 */

import type { Options, Token } from "markdown-it";
import { highlight } from "./highlight.js";
import { escapeHtml } from "./html.js";
import { markdown } from "./markdown.js";
import { renderTex } from "./tex.js";
import { splitLabels } from "./texLabels.js";

/** Where a link leads, and the words of a link that has none of its own: "Figure 5.2". */
export interface Reference {
  href: string;
  words: string;
  /** the address of the link itself, if something leads back to it */
  id?: string;
}

/** What rendering asks of the page; `line` counts from 1 within the cell. */
export interface RenderEnv {
  report(line: number, reason: string): void;
  /** `null` if it leads nowhere and that was reported */
  resolve(href: string, line: number): Reference | null;
  /** the number of a labelled formula and what stands under it; `null` where none has a label */
  formula(label: string, line: number): { number: string; badge: string };
}

/** Tokens as HTML; `isInline` for the children of a line instead of blocks. */
export function renderTokens(tokens: readonly Token[], env: RenderEnv, isInline = false): string {
  const options = markdown.options as Required<Options>;
  return isInline
    ? markdown.renderer.renderInline([...tokens], options, env)
    : markdown.renderer.render([...tokens], options, env);
}

/** One line of Markdown, such as a caption or a verdict, as HTML without a paragraph. */
export function renderLine(source: string, env: RenderEnv): string {
  return markdown.renderInline(source, env);
}

const { rules } = markdown.renderer;

rules.math_inline = (tokens, index, _options, env: RenderEnv) => {
  const { content, meta } = tokens[index]!;
  const alone = /^\s*\\eqref\{([^}]*)\}\s*$/.exec(content);
  if (alone) return link(`#${alone[1]}`, meta?.line ?? 1, env);
  const html = formula(content, false, meta?.line ?? 1, env);
  const next = tokens[index + 1];
  const isClosed = next?.type === "text" && /^[.,;:!?)\]’”]/.test(next.content);
  return isClosed ? keptAtEnd(html) : html;
};

// A browser breaks a line behind a formula even before a full stop, unless what holds its last part forbids it.
function keptAtEnd(html: string): string {
  const from = html.lastIndexOf('<span class="base">');
  const to = html.length - "</span></span>".length;
  if (from < 0) return html;
  return `${html.slice(0, from)}<span class="kept">${html.slice(from, to)}</span>${html.slice(to)}`;
}

rules.math_block = (tokens, index, _options, env: RenderEnv) => {
  const { content, map } = tokens[index]!;
  const line = (map?.[0] ?? 0) + 1;
  const { tex: source, labels } = splitLabels(content);
  const html = formula(source, true, line, env);
  const [label] = labels;
  if (label === undefined) return `<div class="eq">${html}</div>\n`;
  const { number, badge } = env.formula(label, line);
  return `<div class="eq" id="${escapeHtml(label)}">${html}<a class="eq-no" href="#${escapeHtml(label)}">(${number})</a>${badge}</div>\n`;
};

rules.eqref = (tokens, index, _options, env: RenderEnv) =>
  link(`#${tokens[index]!.content}`, tokens[index]!.meta?.line ?? 1, env);

function formula(source: string, isDisplay: boolean, line: number, env: RenderEnv): string {
  const { html, refused } = renderTex(source, isDisplay);
  if (refused === null) return html;
  env.report(line, `KaTeX refuses the formula: ${refused}`);
  return `<code>${escapeHtml(source)}</code>`;
}

function link(href: string, line: number, env: RenderEnv): string {
  const target = env.resolve(href, line);
  return target ? `<a href="${escapeHtml(target.href)}">${target.words}</a>` : "";
}

// tokens are remembered and rendered again, so a rule must not change them
rules.link_open = (tokens, index, _options, env: RenderEnv) => {
  const token = tokens[index]!;
  const target = env.resolve(token.attrGet("href") ?? "", token.meta?.line ?? 1);
  const isEmpty = tokens[index + 1]?.type === "link_close";
  const title = token.attrGet("title");
  const hover = title === null ? "" : ` title="${escapeHtml(title)}"`;
  const id = target?.id === undefined ? "" : ` id="${escapeHtml(target.id)}"`;
  return `<a href="${escapeHtml(target?.href ?? "")}"${id}${hover}>${isEmpty && target ? target.words : ""}`;
};

rules.image = (tokens, index, options, env: RenderEnv, renderer) => {
  const token = tokens[index]!;
  const line = token.meta?.line ?? 1;
  const source = token.attrGet("src") ?? "";
  if (!source.startsWith("data:image/")) {
    env.report(line, `the image "${source}" is not in the notebook; draw it in a cell with show`);
  }
  const alt = renderer.renderInlineAsText(token.children ?? [], options, env);
  if (alt === "") env.report(line, "an image needs alternative text: ![what it shows](…)");
  return `<img src="${escapeHtml(source)}" alt="${escapeHtml(alt)}">`;
};

/** The button that copies the code beside it; the hidden words are read out only. */
function copyBar(hidden: string): string {
  return `<div class="cell-bar"><button type="button" class="copy">Copy<span class="vh">${hidden}</span></button></div>`;
}

rules.fence = (tokens, index) => {
  const { content, info } = tokens[index]!;
  const code = content.replace(/\n$/, "");
  const isScript = /^(ts|typescript|js|javascript)\b/.test(info.trim());
  return `<div class="cell listing">${copyBar(" this code")}<div class="code"><pre tabindex="0"><code>${isScript ? highlight(code) : escapeHtml(code)}</code></pre></div></div>\n`;
};
rules.code_block = rules.fence;

// a table wider than the page scrolls by itself, also by the keyboard
rules.table_open = () => '<div class="scroll" role="group" aria-label="Table"><table>\n';
rules.table_close = () => "</table></div>\n";
// A header without words would be announced as an empty one.
rules.th_open = (tokens, index) =>
  tokens[index + 1]!.content === "" ? "<td>" : `<th scope="col"${rightClass(tokens[index]!)}>`;
rules.th_close = (tokens, index) => (tokens[index - 1]!.content === "" ? "</td>\n" : "</th>\n");
rules.td_open = (tokens, index) => `<td${rightClass(tokens[index]!)}>`;

function rightClass(token: Token): string {
  return /text-align:\s*right/.test(token.attrGet("style") ?? "") ? ' class="r"' : "";
}

// notes stand beside their paragraph, so the text carries no mark of them
rules.footnote_ref = () => "";
rules.footnote_anchor = () => "";
