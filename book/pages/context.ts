/** @file What every part of a page is rendered with. */

import type { Cell } from "../notebook/format.js";
import type { Entry } from "../sources/entry.js";
import type { Chapter } from "./chapter.js";
import { badge } from "./check.js";
import type { FigurePictures } from "./figure.js";
import type { Reference, RenderEnv } from "./markdownHtml.js";
import type { Problems } from "./problems.js";
import { type BookIndex, resolve } from "./references.js";

export interface Context {
  readonly chapter: Chapter;
  readonly index: BookIndex;
  readonly problems: Problems;
  readonly drawings: FigurePictures;
  /** HTML or SVG of an output without anything that runs or asks the network */
  readonly sanitise: (html: string) => string;
  /** files that the page loads when it needs them, by their paths from its folder */
  readonly files: Map<string, string>;
  /** keys of the bibliography that the page has cited so far */
  readonly seen: Set<string>;
  /** what the documents say; empty without a map */
  readonly entries: readonly Entry[];
  /** what each cell answers for, by "05-forward-pass/erratum-z"; empty without a map */
  readonly answers: ReadonlyMap<string, readonly Entry[]>;
  /** the sections that the page of the documents has; empty without a map */
  readonly sections: ReadonlySet<string>;
}

/** What is wrong in a cell of the chapter. */
export function reportIn({ chapter, problems }: Context, cell: Cell, line: number, reason: string) {
  problems.add({ file: chapter.file, cell: cell.id, line }, reason);
}

/** The number of a label of the chapter: "5.2". */
export function numberOf({ chapter }: Context, label: string): string {
  return chapter.targets.find((target) => target.label === label)?.number ?? "";
}

// the first citation of a source is where its entry leads back to
function withAddress(found: Reference, href: string, seen: Set<string>): Reference {
  const key = /^#ref:(.+)$/.exec(href)?.[1];
  if (key === undefined || seen.has(key)) return found;
  seen.add(key);
  return { ...found, id: `cite:${key}` };
}

/**
 * How the Markdown of a cell asks for the rest of the book.
 *
 * @param offset - lines of the cell before the text
 */
export function envOf(context: Context, cell: Cell, offset = 0): RenderEnv {
  const env: RenderEnv = {
    report: (line, reason) => reportIn(context, cell, line + offset, reason),
    resolve: (href, line) => {
      const found = resolve(href, context.chapter, context.index);
      if (typeof found !== "string") return withAddress(found, href, context.seen);
      env.report(line, found);
      return null;
    },
    formula: (label) => {
      const number = numberOf(context, label);
      const record = context.chapter.checks.get(label);
      return { number, badge: record ? badge(record, number, env) : "" };
    },
  };
  return env;
}
