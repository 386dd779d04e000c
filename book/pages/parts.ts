/** @file A chapter as the page sees it: opener, text, code cells, exercises of several cells. */

import type { Cell, Notebook } from "../notebook/format.js";
import { type CellText, readText } from "./cellText.js";
import { recordsOf } from "./records.js";

export interface TextPart {
  readonly kind: "text";
  readonly cell: Cell;
  readonly text: CellText;
}

export interface CodePart {
  readonly kind: "code";
  readonly cell: Cell;
  /** its place among the code cells, from 1: what Run All writes in brackets */
  readonly ordinal: number;
}

export interface Hint {
  readonly cell: Cell;
  /** "Hint 1" */
  readonly name: string;
  /** "which index is the row?" */
  readonly about: string;
  readonly text: CellText;
  /** lines of the cell before the text */
  readonly offset: number;
}

/** Prompt, starter, judge, hints and solution: one plate. */
export interface ExercisePart {
  readonly kind: "exercise";
  /** "ex:layer-gradient" */
  readonly id: string;
  readonly cell: Cell;
  readonly text: CellText;
  readonly starter: CodePart;
  readonly judge: CodePart;
  readonly hints: readonly Hint[];
  readonly solution: CodePart;
}

export type Part = TextPart | CodePart | ExercisePart;

export type Report = (cell: Cell, line: number, reason: string) => void;

/** The parts after the opener, in the order of the notebook. */
export function partsOf({ cells }: Notebook, report: Report): Part[] {
  const parts: Part[] = [];
  let codeCells = 0;
  let index = 1;
  const code = (cell: Cell): CodePart => ({ kind: "code", cell, ordinal: ++codeCells });
  const next = (): Cell | undefined => cells[index];

  while (index < cells.length) {
    const cell = cells[index++]!;
    const tag = tagOf(cell);
    if (cell.cell_type === "markdown" && tag === "exercise") {
      const exercise = readExercise(cell);
      if (exercise) parts.push(exercise);
    } else if (cell.cell_type === "code") {
      parts.push(code(cell));
    } else {
      if (tag === "hint") report(cell, 1, "a hint follows the judge of an exercise");
      parts.push({ kind: "text", cell, text: readText(cell.source) });
    }
  }
  return parts;

  function readExercise(prompt: Cell): ExercisePart | null {
    const starter = takeCode("exercise", prompt);
    const judge = starter && takeCode("check", prompt);
    const hints: Hint[] = [];
    while (judge && next()?.cell_type === "markdown" && tagOf(next()!) === "hint") {
      const hint = readHint(cells[index++]!, report);
      if (hint) hints.push(hint);
    }
    const solution = judge && takeCode("solution", prompt);
    if (!starter || !judge || !solution) return null;
    const id = exerciseId(judge.cell);
    if (id === null) report(judge.cell, 1, 'the judge of an exercise calls exercise("ex:…", …)');
    const text = readText(prompt.source);
    const [title] = text.headings;
    if (title?.level !== 3 || text.blocks[0]?.line !== title.line) {
      report(prompt, 1, "the prompt of an exercise begins with ### and its title");
    }
    return { kind: "exercise", id: id ?? "", cell: prompt, text, starter, judge, hints, solution };
  }

  function takeCode(tag: string, prompt: Cell): CodePart | null {
    const cell = next();
    if (cell?.cell_type === "code" && tagOf(cell) === tag) {
      index += 1;
      return code(cell);
    }
    const order = "prompt, starter (exercise), judge (check), hints, solution";
    report(prompt, 1, `an exercise is ${order}; the cell tagged "${tag}" is missing`);
    return null;
  }
}

/** What part of an exercise a cell is, if any. */
function tagOf({ metadata }: Cell): string | undefined {
  return metadata.tags?.find((tag) => ["exercise", "check", "hint", "solution"].includes(tag));
}

function exerciseId(judge: Cell): string | null {
  const record = recordsOf(judge).find(({ kind }) => kind === "exercise");
  if (record?.kind === "exercise") return record.id;
  return /\bexercise\s*\(\s*["'`](ex:[a-z0-9-]+)["'`]/.exec(judge.source)?.[1] ?? null;
}

function readHint(cell: Cell, report: Report): Hint | null {
  const form =
    /^<details>\s*<summary>([^<:]*)(?::\s*([^<]*))?<\/summary>\s*\n([\s\S]*?)\s*<\/details>\s*$/;
  const found = form.exec(cell.source);
  if (!found) {
    const cure = "<details><summary>Hint 1: what about?</summary>, an empty line, text, </details>";
    report(cell, 1, `a hint is written ${cure}`);
    return null;
  }
  const [, name, about = "", body] = found;
  const offset = cell.source.slice(0, cell.source.indexOf(body!)).split("\n").length - 1;
  return { cell, name: name!.trim(), about: about.trim(), text: readText(body!), offset };
}
