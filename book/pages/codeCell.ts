/** @file A code cell: number in the gutter, code on the text's edge, outputs under it without a box. */

import { answerLinks } from "./answers.js";
import type { Context } from "./context.js";
import { highlight } from "./highlight.js";
import { escapeHtml } from "./html.js";
import { chevron } from "./icons.js";
import { type Piece, renderOutputs } from "./outputs.js";
import type { CodePart } from "./parts.js";

/** A code cell with what it put out; figures and plates follow it as blocks of their own. */
export function renderCode(part: CodePart, context: Context): string {
  const isHidden = part.cell.metadata.jupyter?.source_hidden === true;
  const pieces = renderOutputs(part.cell, context);
  const firstBlock = pieces.findIndex(({ isBlock }) => isBlock);
  const own = firstBlock < 0 ? pieces : pieces.slice(0, firstBlock);
  const rest = firstBlock < 0 ? [] : pieces.slice(firstBlock);
  const code = codeOf(part);
  const shown = isHidden
    ? `<details class="hidden-code" id="cell-${escapeHtml(part.cell.id)}-code"><summary>${chevron}Code of cell ${part.ordinal}</summary>${code}</details>`
    : code;
  return `<div class="cell" id="cell-${escapeHtml(part.cell.id)}" role="group" aria-label="Code cell ${part.ordinal}">${bar(part.ordinal, answerLinks(context, part.cell.id))}
${shown}${out(own)}</div>
${rest.map((piece) => (piece.isBlock ? piece.html : out([piece]))).join("")}${places(part, context)}`;
}

/** The code alone, as in the fold of a solution. */
export function codeOf({ cell, ordinal }: CodePart): string {
  return `<div class="code"><pre tabindex="0" role="group" aria-label="Code of cell ${ordinal}"><code>${highlight(cell.source)}</code></pre></div>`;
}

function bar(ordinal: number, answers: string): string {
  const mark = answers === "" ? "" : `<p class="cell-answers">${answers}</p>`;
  return `<div class="cell-bar"><span class="cell-no" aria-hidden="true">[${ordinal}]</span>${mark}<button type="button" class="copy">Copy<span class="vh"> the code of cell ${ordinal}</span></button></div>`;
}

function out(pieces: readonly Piece[]): string {
  return pieces.length === 0
    ? ""
    : `<div class="out">${pieces.map(({ html }) => html).join("\n")}</div>`;
}

/** Until its outputs have come, what refers to them leads to the cell. */
function places({ cell }: CodePart, { chapter }: Context): string {
  if (chapter.input.state === "done") return "";
  const shown = JSON.stringify(cell.outputs ?? []);
  return chapter.targets
    .filter((target) => target.cell === cell && /^(fig|err|claim)$/.test(target.kind))
    .filter(({ label }) => !shown.includes(`"${label}"`))
    .map(({ label }) => `<span id="${escapeHtml(label)}"></span>`)
    .join("");
}
