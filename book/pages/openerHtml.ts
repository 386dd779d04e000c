/** @file The opener of a page: number and title, question, outcomes, sources, state of the run. */

import { sectionLinks } from "./answers.js";
import type { Context } from "./context.js";
import { escapeHtml } from "./html.js";
import { cross } from "./icons.js";
import { type RenderEnv, renderLine, renderTokens } from "./markdownHtml.js";
import type { Opener } from "./opener.js";
import { count, duration } from "./words.js";

/** The opener of a notebook that could not be read, or has none: what is known of it. */
export function bareOpener({ chapter }: Context): string {
  const { number, input } = chapter;
  return `<header class="opener">
<h1><span class="n">${number}</span> ${escapeHtml(input.notebook.metadata.course.title)}</h1>
${stateLine(chapter)}</header>
`;
}

export function renderOpener(opener: Opener, context: Context, env: RenderEnv): string {
  const { chapter } = context;
  const { input, number, parts, isQuick } = chapter;
  const exercises = parts.filter(({ kind }) => kind === "exercise").length;
  const facts = [
    `documents ${sectionLinks(opener.sources, context)}`,
    ...(input.state === "done" ? [`runs in ${duration(input.seconds)}`] : []),
    ...(exercises > 0 ? [count(exercises, "exercise")] : []),
  ];
  const outcomes = opener.outcomes.map((tokens) => `<li>${renderTokens(tokens, env, true)}</li>`);
  const quick = isQuick
    ? '<p class="state-line"><b>Quick run</b>The numbers below come from small sizes; no claim was measured.</p>\n'
    : "";
  return `<header class="opener">
<h1><span class="n">${number}</span> ${renderLine(opener.title, env)}</h1>
<p class="question">${renderTokens(opener.question, env, true)}</p>
<p class="lead">${renderLine(opener.lead, env)}</p>
<ol class="outcomes">
${outcomes.join("\n")}
</ol>
<p class="source">${facts.map((fact) => `<span>${fact}</span>`).join("")}</p>
${stateLine(chapter)}${quick}</header>
`;
}

function stateLine({ input }: Context["chapter"]): string {
  const { state, cells, error } = input;
  if (state === "done") return "";
  if (state === "failed") {
    const place = error?.cell
      ? ` in <a href="#cell-${escapeHtml(error.cell)}">cell ${escapeHtml(error.cell)}</a>, line ${error.line}`
      : "";
    const where = error ? `${place}: ${escapeHtml(error.message)}` : "";
    return `<p class="state-line">${cross}<span><b>This chapter stopped</b>${where}</span></p>\n`;
  }
  return `<p class="state-line" role="status">outputs arrive while the chapter runs (${cells.run} of ${cells.total} cells)</p>\n`;
}
