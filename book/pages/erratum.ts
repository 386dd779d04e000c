/** @file The plate of an erratum: what is printed, struck; what is right; the measured table; the verdict. */

import type { ErratumRecord, TableRecord } from "../../src/lesson/records.js";
import { escapeHtml } from "./html.js";
import { type RenderEnv, renderLine } from "./markdownHtml.js";
import { plate } from "./plate.js";
import { minus } from "./words.js";

export function erratumPlate(record: ErratumRecord, number: string, env: RenderEnv): string {
  const { id, title, source, table, proved, verdict } = record;
  const words = {
    kind: "erratum",
    id,
    name: `Erratum ${number}`,
    title: renderLine(title, env),
    meta: `documents ${escapeHtml(source)}`,
  };
  const shown = verdict === "" && proved ? "" : renderLine(verdict, env);
  const doubt = proved ? "" : "<b>Not shown</b>";
  return plate(
    words,
    `${forms(record, env)}
${table ? recordTable(table, env) : ""}${shown || doubt ? `<p class="verdict">${doubt}${shown}</p>` : ""}`,
  );
}

/** What is printed, struck, and what is right. */
export function forms({ printed, right }: ErratumRecord, env: RenderEnv): string {
  return `<dl class="forms"><dt>printed</dt><dd>${form("del", printed, env)}</dd><dt>right</dt><dd>${form("ins", right, env)}</dd></dl>`;
}

function form(tag: "del" | "ins", content: string, env: RenderEnv): string {
  const tex = /^\$([\s\S]*)\$$/.exec(content)?.[1];
  return tex === undefined
    ? `<${tag} class="words">${renderLine(content, env)}</${tag}>`
    : `<${tag}>${renderLine(`$\\displaystyle ${tex.trim()}$`, env)}</${tag}>`;
}

/** A small table of results; columns of numbers stand at the right. */
function recordTable({ caption, columns, rows }: TableRecord, env: RenderEnv): string {
  const isRight = columns.map(
    (_, column) => column > 0 && rows.every((row) => startsAsNumber(row[column])),
  );
  const cell = (tag: string, content: string, column: number) =>
    `<${tag}${isRight[column] ? ' class="r"' : ""}>${content}</${tag.split(" ")[0]}>`;
  // A header without words would be announced as an empty one.
  const headCell = (name: string, k: number) =>
    name === "" ? "<td></td>" : cell('th scope="col"', renderLine(name, env), k);
  const head = columns.map(headCell).join("");
  const body = rows
    .map((row) => `<tr>${row.map((entry, k) => cell("td", shown(entry, env), k)).join("")}</tr>`)
    .join("");
  return `<div class="scroll" role="group" aria-label="Measured"><table>${caption ? `<caption>${renderLine(caption, env)}</caption>` : ""}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>
`;
}

function startsAsNumber(entry: string | number | undefined): boolean {
  return typeof entry === "number" || /^([-−+]?[\d.]|exact)/.test(entry ?? "");
}

/** "0.85 (0.76–0.95)": the range after the number is quieter. */
function shown(entry: string | number, env: RenderEnv): string {
  if (typeof entry === "number") return minus(String(entry));
  const [, value, range] = /^(\S+) \(([^()]*\d–[^()]*)\)$/.exec(entry) ?? [];
  if (value === undefined) return renderLine(entry, env);
  return `${escapeHtml(value)} <span class="range">${escapeHtml(range!)}</span>`;
}
