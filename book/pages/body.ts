/** @file The second pass: the article of a chapter, from opener to references. */

import { bibliographyCell } from "../bibliography/citations.js";
import type { Cell } from "../notebook/format.js";
import { answerMark } from "./answers.js";
import { calloutPlate } from "./callout.js";
import type { Block } from "./cellText.js";
import { renderCode } from "./codeCell.js";
import { type Context, envOf } from "./context.js";
import { exercisePlate } from "./exercise.js";
import { escapeHtml } from "./html.js";
import { ledgerHtml } from "./ledgerHtml.js";
import { type RenderEnv, renderTokens } from "./markdownHtml.js";
import { withNotes } from "./noted.js";
import { bareOpener, renderOpener } from "./openerHtml.js";
import type { TextPart } from "./parts.js";
import { closing, type Section } from "./reader.js";
import { bibliographyList, isList, referenceList } from "./sources.js";

/** The article of the chapter as HTML. */
export function renderBody(given: Omit<Context, "seen">): string {
  const context: Context = { ...given, seen: new Set() };
  const { chapter } = context;
  const body = new Body(context);
  const [first] = chapter.input.notebook.cells;
  body.add(
    chapter.opener && first
      ? renderOpener(chapter.opener, context, envOf(context, first))
      : bareOpener(context),
  );
  const exercises = chapter.parts.filter(({ kind }) => kind === "exercise");
  for (const part of chapter.parts) {
    if (part.kind === "text") body.text(part);
    else if (part.kind === "code") body.add(renderCode(part, context));
    else {
      const place = `${exercises.indexOf(part) + 1} of ${exercises.length}`;
      body.add(exercisePlate(part, place, context));
    }
  }
  return body.end();
}

class Body {
  readonly #context: Context;
  #html = "";
  #section: Section | null = null;
  readonly #callouts = new Map<string, number>();
  /** lists of the bibliography so far */
  #lists = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  add(html: string): void {
    this.#html += html;
  }

  text({ cell, text }: TextPart): void {
    const env = envOf(this.#context, cell);
    const blocks = [...text.blocks];
    let mark = answerMark(this.#context, cell.id);
    // in the gutter beside the first words, and under a number that stands there already
    if (blocks[0]?.tokens[0]?.tag !== "h2") {
      this.add(mark);
      mark = "";
    }
    while (blocks.length > 0) {
      const block = blocks.shift()!;
      const heading = text.headings.find(({ line }) => line === block.line);
      if (heading?.level === 2) {
        this.#open(heading.id, renderTokens(heading.tokens, env, true));
        this.add(mark);
        mark = "";
      } else if (this.#section?.text === closing.questions && questionOf(block)) {
        const answer: Block[] = [];
        while (blocks[0] && isAnswer(blocks[0])) answer.push(blocks.shift()!);
        this.add(question(block, answer, env));
      } else this.add(withNotes(this.#block(cell, block, env), block, env));
    }
  }

  end(): string {
    return this.#html + (this.#section ? "</section>\n" : "");
  }

  #open(id: string, words: string): void {
    const { sections } = this.#context.chapter;
    const address = escapeHtml(id);
    this.#html += this.#section ? "</section>\n\n" : "\n";
    this.#section = sections.find((section) => section.id === id) ?? null;
    const number = this.#section?.number;
    const mark = number ? `<a class="n" href="#${address}">${number}</a> ` : "";
    this.#html += `<section aria-labelledby="${address}"><h2 id="${address}">${mark}${words}</h2>\n`;
  }

  #block(cell: Cell, block: Block, env: RenderEnv): string {
    const [first] = block.tokens;
    if (first?.type === "alert_open") {
      const ordinal = (this.#callouts.get(first.markup) ?? 0) + 1;
      this.#callouts.set(first.markup, ordinal);
      return calloutPlate(block, ordinal, env);
    }
    const ledger = ledgerHtml(block, this.#context, env);
    if (ledger !== null) return ledger;
    const html = renderTokens(block.tokens, env);
    if (!isList(block)) return html;
    const { chapter, index } = this.#context;
    if (cell.id === bibliographyCell) {
      const keys = chapter.lists[this.#lists++] ?? [];
      return bibliographyList(html, keys, chapter, index);
    }
    if (this.#section?.text === closing.summary) return html.replace("<ul>", '<ul class="sum">');
    return this.#section?.text === closing.references ? referenceList(html, chapter) : html;
  }
}

/** A paragraph that begins with its question in bold. */
function questionOf({ tokens }: Block): boolean {
  const inline = tokens[0]?.type === "paragraph_open" ? tokens[1]?.children : null;
  const first = inline?.find(({ type, content }) => type !== "text" || content !== "");
  return first?.type === "strong_open";
}

function isAnswer(block: Block): boolean {
  return !questionOf(block) && block.tokens[0]?.type !== "heading_open";
}

function question(block: Block, answer: readonly Block[], env: RenderEnv): string {
  const children = block.tokens[1]!.children!;
  const start = children.findIndex(({ type }) => type === "strong_open");
  const end = children.findIndex(({ type }) => type === "strong_close");
  const inline = (from: number, to?: number) =>
    renderTokens(children.slice(from, to), env, true).trim();
  const rest = inline(end + 1);
  const more = answer.map((part) => withNotes(renderTokens(part.tokens, env), part, env));
  const first = rest === "" ? "" : withNotes(`<p>${rest}</p>\n`, block, env);
  return `<dl class="qa"><dt>${inline(start + 1, end)}</dt><dd>${first}${more.join("")}</dd></dl>\n`;
}
