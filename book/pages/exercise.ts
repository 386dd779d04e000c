/** @file The plate of an exercise: prompt, the reader's cell, what is said of it, folded hints and solution. */

import { codeOf, renderCode } from "./codeCell.js";
import { type Context, envOf, numberOf } from "./context.js";
import { escapeHtml } from "./html.js";
import { chevron, cross, tick } from "./icons.js";
import { type RenderEnv, renderLine, renderTokens } from "./markdownHtml.js";
import type { CodePart, ExercisePart } from "./parts.js";
import { plate } from "./plate.js";

/** @param place - which one of the chapter it is: "2 of 3" */
export function exercisePlate(part: ExercisePart, place: string, context: Context): string {
  const env = envOf(context, part.cell);
  const attempt = context.chapter.exercises.get(part.id)?.find(({ role }) => role === "attempt");
  const state = attempt ? `, <span class="state ${attempt.state}">${attempt.state}</span>` : "";
  const [title, ...prompt] = part.text.blocks;
  const words = {
    kind: "exercise",
    id: part.id,
    name: `Exercise ${numberOf(context, part.id)}`,
    title: title ? renderTokens(title.tokens.slice(1, -1), env) : "",
    meta: place + state,
  };
  const id = escapeHtml(part.id);
  const hints = part.hints.map(({ cell, name, about, text, offset }, k) => {
    const content = text.blocks.flatMap(({ tokens }) => tokens);
    return fold(
      `${id}-hint-${k + 1}`,
      name,
      about,
      renderTokens(content, envOf(context, cell, offset)),
    );
  });
  const folds = [
    ...hints,
    fold(`${id}-solution`, "Solution", "with its own check", foldedCode(part.solution)),
    fold(`${id}-judge`, "Judge", "the cell that reads your answer", foldedCode(part.judge)),
  ];
  const told = attempt?.diagnosis ?? null;
  return plate(
    words,
    `${prompt.map(({ tokens }) => renderTokens(tokens, env)).join("")}${renderCode(part.starter, context)}${told === null ? "" : diagnosis(told, env)}${attempt?.state === "passed" ? `<p class="by">${tick}<span>right</span></p>` : ""}<div class="folds">${folds.join("\n")}</div>`,
  );
}

function diagnosis(told: string, env: RenderEnv): string {
  const [, first, rest = ""] = /^(.*?[.!?])(\s[\s\S]*)?$/.exec(told) ?? [told, told];
  return `<div class="diag">${cross}<p><strong>${renderLine(first!, env)}</strong>${renderLine(rest, env)}</p></div>`;
}

function fold(id: string, name: string, about: string, content: string): string {
  const words = about === "" ? "" : ` <span>${escapeHtml(about)}</span>`;
  return `<details id="${id}"><summary>${chevron}${escapeHtml(name)}${words}</summary>${content}</details>`;
}

function foldedCode(part: CodePart): string {
  return `<div class="cell" id="cell-${escapeHtml(part.cell.id)}">${codeOf(part)}</div>`;
}
