/**
 * @file Ledgers: what all chapters recorded, in the place of a link such as `[Errata](#ledger:errata)`.
 *
 * A paragraph that consists of this link alone becomes the ledger; in JupyterLab it stays a link and
 * its words. So a chapter can show what the others found without a list that is typed by hand.
 */

import type { ClaimRecord } from "../../src/lesson/records.js";
import { coverageOf } from "../sources/coverage.js";
import { sectionLinks, sourcesPath } from "./answers.js";
import type { Block } from "./cellText.js";
import type { Context } from "./context.js";
import { forms } from "./erratum.js";
import { escapeHtml } from "./html.js";
import { type LedgerLine, ledgerOf, verdictOf } from "./ledger.js";
import { type RenderEnv, renderLine, renderTokens } from "./markdownHtml.js";
import { pageOf } from "./references.js";
import { count, minus } from "./words.js";

type Render = (lines: readonly LedgerLine[], context: Context, env: RenderEnv) => string;

const ledgers: Record<string, Render> = {
  errata: (lines, context, env) => list(lines.filter(isErratum), context, env),
  claims: (lines, context, env) => {
    const claims = lines.filter((line) => !isErratum(line));
    return chance(claims) + list(claims, context, env);
  },
  wall,
  coverage: (_lines, context) => coverageTable(context),
};

/** A ledger in the place of its link; `null` for any other block. */
export function ledgerHtml(block: Block, context: Context, env: RenderEnv): string | null {
  const [open, inline] = block.tokens;
  const children = open?.type === "paragraph_open" ? (inline?.children ?? []) : [];
  const name = /^#ledger:(.*)$/.exec(children[0]?.attrGet("href") ?? "")?.[1];
  const isAlone = children.findIndex(({ type }) => type === "link_close") === children.length - 1;
  if (name === undefined || !isAlone) return null;
  const render = Object.hasOwn(ledgers, name) ? ledgers[name] : undefined;
  if (!render) {
    const known = Object.keys(ledgers).join(", ");
    env.report(block.line, `there is no ledger "${name}"; there are ${known}`);
    return "";
  }
  const words = renderTokens(children.slice(1, -1), env, true);
  const body = render(ledgerOf([...context.index.chapters.values()]), context, env);
  return `<section class="ledger" aria-label="${escapeHtml(name)}"><p class="ledger-head">${words}</p>\n${body}</section>\n`;
}

function isErratum({ record }: LedgerLine): boolean {
  return record.kind === "erratum";
}

function address({ chapter, record }: LedgerLine, context: Context): string {
  return `${pageOf(context.chapter, chapter)}#${escapeHtml(record.id)}`;
}

function nameOf({ record, number }: LedgerLine): string {
  return `${record.kind === "erratum" ? "Erratum" : "Claim"} ${number}`;
}

/** The lines chapter by chapter, in the order of the book. */
function list(lines: readonly LedgerLine[], context: Context, env: RenderEnv): string {
  if (lines.length === 0) return "<p>None yet: the chapters have not run.</p>\n";
  return [...new Set(lines.map(({ chapter }) => chapter))]
    .map((chapter) => {
      const own = lines.filter((line) => line.chapter === chapter);
      return `<h3>${chapter.number} ${renderLine(chapter.title, env)}</h3>
<ul>
${own.map((line) => item(line, context, env)).join("\n")}
</ul>
`;
    })
    .join("");
}

function item(line: LedgerLine, context: Context, env: RenderEnv): string {
  const { record } = line;
  const verdict = verdictOf(line);
  const head = `<p><a class="ledger-no" href="${address(line, context)}">${nameOf(line)}</a> ${renderLine(record.title, env)} <small>documents ${sectionLinks(record.source, context)}</small></p>`;
  const body = record.kind === "erratum" ? forms(record, env) : measured(record);
  const why = record.kind === "erratum" ? record.verdict : record.because;
  return `<li class="ledger-line">${head}${body}<p class="verdict"><b>${verdict[0]!.toUpperCase()}${verdict.slice(1)}</b>${renderLine(why, env)}</p></li>`;
}

/** How many of the claims that the rule has judged would fall if all were true: 5 in 100. */
function chance(claims: readonly LedgerLine[]): string {
  const judged = claims.filter(
    ({ record }) =>
      record.kind === "claim" &&
      record.printed !== null &&
      record.interval !== null &&
      /^(?:not )?reproduced$/.test(record.verdict),
  ).length;
  if (judged === 0) return "";
  const held = judged === 1 ? "is a printed number" : "are printed numbers";
  const hint = `${judged} of the ${count(claims.length, "claim")} ${held}, held against the interval in which one more run would fall.`;
  return `<p class="facts">${hint} Were all of them true, ${Number((judged / 20).toFixed(2))} would be condemned by chance, on average.</p>
`;
}

/** "printed 0.9794; measured 0.9709, one more run 0.962 to 0.9798, 10 seeds" */
function measured({ printed, estimate, interval, seeds }: ClaimRecord): string {
  const short = (value: number) => minus(String(Number(value.toPrecision(4))));
  const range = interval ? `, one more run ${short(interval[0])} to ${short(interval[1])}` : "";
  const facts = [
    ...(printed === null ? [] : [`printed ${short(printed)}`]),
    ...(estimate === null ? [] : [`measured ${short(estimate)}${range}, ${count(seeds, "seed")}`]),
  ];
  return facts.length === 0 ? "" : `<p class="facts">${facts.join("; ")}</p>`;
}

/** How it can end, worst first; the order and the words tell what the colours repeat. */
const ends = [
  "proved",
  "not proved",
  "not reproduced",
  "not distinguishable",
  "reproduced",
  "not checkable",
  "not measured",
];

/** One coloured cell for each erratum and each claim, in rows by how it ended. */
function wall(lines: readonly LedgerLine[], context: Context): string {
  const rows = ends.flatMap((end, index) => {
    const own = lines.filter((line) => verdictOf(line) === end);
    if (own.length === 0) return [];
    const cells = own.map((line) => {
      const words = `${nameOf(line)}: ${line.record.title}`;
      return `<li><a href="${address(line, context)}" title="${escapeHtml(words)}"><span class="vh">${nameOf(line).split(" ")[0]} </span>${line.number}</a></li>`;
    });
    const errata = own.length === 1 ? "1 erratum" : `${own.length} errata`;
    const noun = isErratum(own[0]!) ? errata : count(own.length, "claim");
    return [`<p>${noun} ${end}</p><ul class="end-${index}">${cells.join("")}</ul>`];
  });
  return rows.length === 0
    ? "<p>Nothing yet: the chapters have not run.</p>\n"
    : `<div class="wall">${rows.join("\n")}</div>\n`;
}

/** How much of each document is answered. */
function coverageTable({ entries }: Context): string {
  if (entries.length === 0) return "<p>This book has no map of the documents.</p>\n";
  const documents = ["A", "B", "C"].map((letter): [string, typeof entries] => [
    `<a href="${sourcesPath}#${letter}">document ${letter}</a>`,
    entries.filter(({ id }) => id.startsWith(letter)),
  ]);
  const all: [string, typeof entries] = ["together", entries];
  const rows = [...documents, all].map(([name, own]) => {
    const { entries: total, answered } = coverageOf(own);
    const share = total === 0 ? "" : `${Math.floor((100 * answered) / total)} %`;
    return `<tr><td>${name}</td><td class="r">${total}</td><td class="r">${answered}</td><td class="r">${share}</td></tr>`;
  });
  return `<div class="scroll" role="group" aria-label="Coverage"><table><thead><tr><td></td><th scope="col" class="r">entries</th><th scope="col" class="r">answered</th><th scope="col" class="r">share</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>
<p class="facts"><a href="${sourcesPath}">every entry, with its lines and its cells</a></p>
`;
}
