/** @file Callouts of the text as plates: a prediction to make, a note, a warning. */

import type { Token } from "markdown-it";
import type { Block } from "./cellText.js";
import { escapeHtml } from "./html.js";
import { plainText } from "./markdown.js";
import { type RenderEnv, renderTokens } from "./markdownHtml.js";
import { plate } from "./plate.js";

const kinds: Record<string, { name: string; meta: string }> = {
  predict: { name: "Predict", meta: "before you run anything" },
  note: { name: "Note", meta: "" },
  warning: { name: "Warning", meta: "" },
};

/**
 * A callout; a prediction with a list of choices becomes one to be marked.
 *
 * @param ordinal - its place among the callouts of its kind on the page, from 1
 */
export function calloutPlate({ tokens }: Block, ordinal: number, env: RenderEnv): string {
  const kind = tokens[0]!.markup;
  const inner = tokens.slice(1, -1).filter(({ type }) => type !== "alert_title");
  const { name, meta } = kinds[kind]!;
  const words = {
    kind: `callout ${kind}-callout`,
    id: `${kind}-${ordinal}`,
    name,
    title: "",
    meta,
    hidden: ` ${ordinal}`,
  };
  const list = kind === "predict" ? inner.findIndex(({ type }) => type === "bullet_list_open") : -1;
  if (list < 0) return plate(words, renderTokens(inner, env));
  const end = inner.findIndex(({ type }, k) => k > list && type === "bullet_list_close");
  const question = renderTokens(inner.slice(0, list), env);
  const after = renderTokens(inner.slice(end + 1), env);
  return plate(words, choices(words.id, question, inner.slice(list, end), env) + after);
}

function choices(id: string, question: string, list: readonly Token[], env: RenderEnv): string {
  const options = list
    .filter(({ type }) => type === "inline")
    .map((item, k) => {
      const words = renderTokens([item], env);
      return `<label><input type="radio" name="${escapeHtml(id)}" value="${k + 1}"${spoken(item)}><span>${words}</span></label>`;
    });
  return `<form><div class="asked" id="${escapeHtml(id)}-asked">${question}</div><div class="opts" role="radiogroup" aria-labelledby="${escapeHtml(id)}-asked">${options.join("")}<button class="act" type="submit">Keep my guess</button></div><p class="said" role="status"></p></form>`;
}

/** A formula gives a control no name that all readers know, so its TeX without marks does. */
function spoken({ children }: Token): string {
  if (!children!.some(({ type }) => type === "math_inline")) return "";
  return ` aria-label="${escapeHtml(plainText(children!).replace(/[\\{}]/g, ""))}"`;
}
