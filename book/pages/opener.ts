/**
 * @file The first cell of a chapter: title, the one question, three outcomes, the documents'
 * sections that it answers for.
 */

import type { Token } from "markdown-it";
import type { Block, CellText } from "./cellText.js";

export interface Opener {
  /** as written, with its Markdown */
  readonly title: string;
  readonly question: readonly Token[];
  readonly lead: string;
  readonly outcomes: readonly (readonly Token[])[];
  /** "A:4.1, A:4.2.1" */
  readonly sources: string;
}

const kinds = [
  "heading_open",
  "paragraph_open",
  "paragraph_open",
  "ordered_list_open",
  "paragraph_open",
];

/** The parts of the opener, or what is missing and in which line. */
export function readOpener({ blocks }: CellText): Opener | { line: number; reason: string } {
  for (const [index, kind] of kinds.entries()) {
    if (blocks[index]?.tokens[0]?.type === kind) continue;
    return { line: blocks[index]?.line ?? 1, reason: shape };
  }
  const [title, question, lead, outcomes, sources] = blocks as [Block, Block, Block, Block, Block];
  const items = outcomes.tokens.filter(({ type }) => type === "inline");
  const documents = /^Documents (.+?)\.$/.exec(inline(sources).content);
  const asked = inline(question).children!;
  const isAsked = asked[0]?.type === "em_open" && asked.at(-1)?.type === "em_close";
  if (title.tokens[0]!.tag !== "h1") return { line: title.line, reason: shape };
  if (!isAsked) return { line: question.line, reason: `${shape}; the question is not in italics` };
  if (items.length !== 3) {
    return { line: outcomes.line, reason: `${shape}; got ${items.length} outcomes` };
  }
  if (!documents) return { line: sources.line, reason: `${shape}; "Documents A:…." is missing` };
  if (blocks.length > 5) return { line: blocks[5]!.line, reason: `${shape}; and nothing more` };
  return {
    title: inline(title).content,
    question: asked.slice(1, -1),
    lead: inline(lead).content,
    outcomes: items.map(({ children }) => children!),
    sources: documents[1]!,
  };
}

const shape =
  "the first cell is # title, *question*, a lead, three numbered outcomes, and Documents A:….";

function inline(block: Block): Token {
  return block.tokens.find(({ type }) => type === "inline")!;
}
