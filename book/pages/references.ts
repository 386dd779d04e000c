/** @file The second pass's memory: what can be referred to in the whole book, and how it is called. */

import type { Cell } from "../notebook/format.js";
import type { Chapter } from "./chapter.js";
import type { Face, FaceTarget } from "./face.js";
import { escapeHtml } from "./html.js";
import type { Reference } from "./markdownHtml.js";
import type { Problems } from "./problems.js";
import type { Target } from "./reader.js";

export interface BookIndex {
  readonly chapters: ReadonlyMap<string, Face>;
  /** formulas, figures, exercises, errata and claims of all chapters */
  readonly labels: ReadonlyMap<string, { chapter: Face; target: FaceTarget }>;
}

/** Labels and addresses of the book; a label used in two chapters is a problem. */
export function indexBook(chapters: readonly Chapter[], problems: Problems): BookIndex {
  const labels = new Map<string, { chapter: Face; target: FaceTarget }>();
  for (const { face, file, targets } of chapters) {
    for (const target of targets) {
      if (target.kind === "section" || target.kind === "place") continue;
      const earlier = labels.get(target.label);
      if (earlier) {
        const place = { file, cell: target.cell.id, line: target.line };
        problems.add(
          place,
          `"${target.label}" is already a label in ${earlier.chapter.name}.ipynb`,
        );
      } else {
        labels.set(target.label, { chapter: face, target });
      }
    }
  }
  return { chapters: new Map(chapters.map(({ face }) => [face.name, face])), labels };
}

const kindWords: Record<Target["kind"], string> = {
  eq: "",
  fig: "Figure ",
  ex: "Exercise ",
  err: "Erratum ",
  claim: "Claim ",
  section: "section ",
  place: "",
};

/** "Figure 5.2", "(5.1)", "section 5.3" */
export function words({ kind, number, cell }: FaceTarget): string {
  if (kind === "eq") return `(${number})`;
  if (number === null) return kind === "place" ? `cell ${cell.id}` : "here";
  return `${kindWords[kind]}${number}`;
}

/**
 * Where a link written in one chapter leads.
 *
 * @param href - "#fig:name", "#heading", "06-back-propagation.ipynb#heading", or an address outside
 * @returns the address relative to the page of `from`, or a `string` that says what is wrong
 */
export function resolve(href: string, from: Chapter, index: BookIndex): Reference | string {
  if (/^(https?|mailto):/.test(href)) return { href, words: escapeHtml(href) };
  const [, name, fragment] = /^(?:([^#]*?)\.ipynb)?(?:#(.+))?$/.exec(decode(href)) ?? [];
  if (name === undefined && fragment === undefined) {
    return `the link "${href}" leads to no page of the book; a chapter is "06-name.ipynb"`;
  }
  const chapter = name === undefined ? from.face : index.chapters.get(name);
  if (!chapter) return `the link "${href}" leads to no chapter of the book`;
  if (fragment === undefined) {
    return { href: pageOf(from, chapter), words: `chapter ${chapter.number}` };
  }
  const own = chapter.targets.find(({ label }) => label === fragment);
  if (own) return { href: `${pageOf(from, chapter)}#${fragment}`, words: words(own) };
  const other = index.labels.get(fragment);
  if (other) {
    return {
      href: `${pageOf(from, other.chapter)}#${fragment}`,
      words: words(other.target),
    };
  }
  // a citation that is wrong has been named by its key already
  const isCitation = fragment.startsWith("ref:") && from.citations.has(fragment.slice(4));
  if (isCitation) return { href: `#${fragment}`, words: "" };
  const kind = /^(fig|err|claim):/.exec(fragment)?.[1] as "fig" | "err" | "claim" | undefined;
  const isComing = [...index.chapters.values()].some(({ state }) => state !== "done");
  // the chapter that has it may not have run as far as that
  if (kind && isComing) return { href: pageOf(from, chapter), words: kindWords[kind].trim() };
  return `the reference "${href}" leads nowhere`;
}

/** The address of a chapter's page, seen from another's; empty for the same. */
export function pageOf({ face }: Chapter, to: Face): string {
  return face.name === to.name ? "" : `../${to.name}/index.html`;
}

/** Says of each formula that claims something whether a check of the same notebook binds it. */
export function requireChecks(chapter: Chapter, problems: Problems): void {
  if (chapter.input.state !== "done") return;
  const labelled = chapter.targets.filter(({ kind }) => kind === "eq");
  for (const { label, cell, line } of labelled) {
    if (!label.startsWith("eq:") || chapter.checks.get(label)?.passed) continue;
    const cure = `no cell of this notebook has a passed check("${label}", …)`;
    problems.add(place(chapter, cell, line), `the formula ${label} claims something and ${cure}`);
  }
}

function place({ file }: Chapter, cell: Cell, line: number) {
  return { file, cell: cell.id, line };
}

function decode(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
