/** @file The badge under a formula: on what it was checked, and which wrong versions were rejected. */

import type { CheckRecord, RogueRecord } from "../../src/lesson/records.js";
import { escapeHtml } from "./html.js";
import { chevron, cross, tick } from "./icons.js";
import { type RenderEnv, renderLine } from "./markdownHtml.js";
import { count, grouped, scientific, twoDigits } from "./words.js";

/** The badge; opened it shows a table of the rogues. */
export function badge(record: CheckRecord, number: string, env: RenderEnv): string {
  const { id, passed, cases, rogues } = record;
  const rejected = rogues.filter((rogue) => rogue.rejected).length;
  const words = [
    `checked on ${grouped(cases)} random inputs, ${result(record)}`,
    `${count(rejected, "rogue")} rejected`,
  ];
  const hasTex = rogues.some(({ tex }) => tex !== "");
  const head = `${hasTex ? '<th scope="col">rogue</th>' : ""}<th scope="col">what it gets wrong</th><th scope="col" class="r">median error</th>`;
  const rows = rogues.map((rogue) => `<tr>${row(rogue, hasTex, env)}</tr>`).join("");
  return `
<details class="checked" id="${escapeHtml(id)}-check"><summary>${passed ? tick : cross}<span>${words.join(" · ")}</span>${chevron}</summary>
<div class="rogues scroll" role="group" aria-label="Wrong versions of formula ${number}"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

/** How near the two sides came: for a bound its largest share, else the largest error. */
function result({ largestError, reached }: CheckRecord): string {
  if (reached !== undefined) return `at most ${twoDigits(100 * reached)} % of the bound`;
  return largestError === 0
    ? "equal to the last digit"
    : `largest error ${scientific(largestError)}`;
}

function row({ name, tex, medianError, rejected }: RogueRecord, hasTex: boolean, env: RenderEnv) {
  const formula = tex === "" ? "" : renderLine(`$${tex}$`, env);
  const mark = rejected
    ? `<span class="no-mark">${cross}<span class="vh">rejected, </span></span>`
    : '<span class="vh">not rejected, </span>';
  const error = medianError === null ? "not a number" : twoDigits(medianError);
  return `${hasTex ? `<td>${formula}</td>` : ""}<td>${renderLine(name, env)}</td><td class="r">${mark}${error}</td>`;
}

/** The line that stands where the cell of the check printed its result. */
export function checkLine({ id, passed }: CheckRecord, number: string): string {
  const address = `<a href="#${escapeHtml(id)}">(${number})</a>`;
  return `<p class="by">${passed ? `${tick}<span>${address} holds` : `${cross}<span>${address} does not hold`}</span></p>`;
}
