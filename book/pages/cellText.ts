/**
 * @file The first pass over a Markdown cell: its blocks, what can be referred to, what is wrong.
 *
 * Source of the token stream: markdown-it's own, https://github.com/markdown-it/markdown-it
 */

import type { Token } from "markdown-it";
import { markdown, plainText } from "./markdown.js";
import { memoise } from "./memo.js";
import { splitLabels } from "./texLabels.js";

/** A paragraph, list, heading, formula, …: one balanced run of tokens at the top level. */
export interface Block {
  readonly tokens: readonly Token[];
  /** the first line, from 1 */
  readonly line: number;
  /** footnotes that its text refers to, as tokens of their content */
  readonly notes: readonly (readonly Token[])[];
}

export interface CellText {
  readonly blocks: readonly Block[];
  /** labels of displayed formulas */
  readonly labels: readonly { readonly label: string; readonly line: number }[];
  readonly headings: readonly {
    readonly level: number;
    readonly id: string;
    readonly tokens: readonly Token[];
    readonly text: string;
    readonly line: number;
  }[];
  readonly faults: readonly { readonly line: number; readonly reason: string }[];
}

const rawHtml = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|<!--/i;

interface FootnoteEnv {
  footnotes?: { refs?: Record<string, number> };
}

/** Reads the source of a Markdown cell; the same source is read once. */
export const readText: (source: string) => CellText = memoise(5_000, (source: string): CellText => {
  const env: FootnoteEnv = {};
  const all = markdown.parse(source, env);
  const faults: { line: number; reason: string }[] = [];
  const labels: { label: string; line: number }[] = [];
  const noteStart = all.findIndex(({ type }) => type === "footnote_block_open");
  const tokens = noteStart < 0 ? all : all.slice(0, noteStart);
  const notes = noteStart < 0 ? [] : footnotes(all.slice(noteStart));

  for (const token of all) {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === "math_block") {
      const found = splitLabels(token.content).labels;
      if (found.length === 1) labels.push({ label: found[0]!, line });
      const fault = labelFault(found);
      if (fault) faults.push({ line, reason: fault });
    }
    for (const child of token.children ?? []) {
      if (child.type !== "text") continue;
      const html = rawHtml.exec(child.content);
      if (html) faults.push({ line: child.meta.line, reason: `HTML is shown as text: ${html[0]}` });
      const note = /\[\^[^\]\s]+\]/.exec(child.content);
      if (note)
        faults.push({ line: child.meta.line, reason: `no footnote ${note[0]} in this cell` });
    }
  }
  for (const [name, use] of Object.entries(env.footnotes?.refs ?? {})) {
    if (use >= 0) continue;
    const line = source.slice(0, source.indexOf(`[^${name.slice(1)}]:`)).split("\n").length;
    faults.push({
      line,
      reason: `nothing in this cell refers to the footnote [^${name.slice(1)}]`,
    });
  }

  const headings = tokens.flatMap((token, index) => {
    if (token.type !== "heading_open" || token.level > 0) return [];
    const inline = tokens[index + 1]!;
    const text = plainText(inline.children!);
    const level = Number(token.tag.slice(1));
    const id = String(token.attrGet("id") ?? "");
    return [{ level, id, tokens: inline.children!, text, line: token.map![0] + 1 }];
  });
  return { blocks: blocksOf(tokens, notes), labels, headings, faults };
});

function labelFault(labels: string[]): string | null {
  if (labels.length === 0) {
    return "a display formula needs a label: \\label{eq:…} if it claims, \\label{def:…} if it defines";
  }
  if (labels.length > 1) return `a display formula needs one label, got ${labels.join(", ")}`;
  if (/^(eq|def):[a-z0-9-]+$/.test(labels[0]!)) return null;
  return `a label is eq: or def: and a name in small letters, got "${labels[0]}"`;
}

function footnotes(tail: Token[]): Token[][] {
  const notes: Token[][] = [];
  let current: Token[] = [];
  for (const token of tail) {
    if (token.type === "footnote_open") {
      current = [];
      notes[token.meta.id as number] = current;
    } else if (!token.type.startsWith("footnote_")) {
      current.push(token);
    }
  }
  return notes;
}

function blocksOf(tokens: Token[], notes: Token[][]): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  let depth = 0;
  tokens.forEach((token, index) => {
    depth += token.nesting;
    if (depth > 0) return;
    const own = tokens.slice(start, index + 1);
    const used = own.flatMap(({ children }) =>
      (children ?? [])
        .filter(({ type }) => type === "footnote_ref")
        .map(({ meta }) => notes[meta.id as number]!),
    );
    blocks.push({ tokens: own, line: (own[0]!.map?.[0] ?? 0) + 1, notes: [...new Set(used)] });
    start = index + 1;
  });
  return blocks;
}
