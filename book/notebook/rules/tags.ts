/** @file Tags, and the order of the cells of an exercise. */

import type { Problem } from "../problem.js";
import type { Cell } from "../types.js";

type Fault = Omit<Problem, "file">;

type Part = "prompt" | "starter" | "judge" | "hint" | "solution";

const allowed = {
  markdown: ["exercise", "hint"],
  code: ["exercise", "check", "solution", "heavy", "varies"],
};

/** What comes after what; a hint may be followed by another. */
const followers: Record<Part, Part[]> = {
  prompt: ["starter"],
  starter: ["judge"],
  judge: ["hint"],
  hint: ["hint", "solution"],
  solution: [],
};

const names: Record<Part, string> = {
  prompt: 'the prompt (Markdown, tag "exercise")',
  starter: 'the starter (code, tag "exercise")',
  judge: 'the judge (code, tag "check")',
  hint: 'a hint (Markdown, tag "hint")',
  solution: 'the solution (code, tag "solution")',
};

/** Tags that nobody knows, or that belong to the other type of cell. */
export function tagFaults(cells: readonly Cell[]): Fault[] {
  return cells.flatMap(({ id, cell_type, metadata }) =>
    (metadata.tags ?? [])
      .filter((tag) => !allowed[cell_type].includes(tag))
      .map((tag) => ({
        cell: id,
        message: `unknown tag "${tag}"; a ${cell_type} cell may have ${allowed[cell_type].join(", ")}`,
      })),
  );
}

/** Exercises that are not prompt, starter, judge, hints, solution, one directly after the other. */
export function exerciseFaults(cells: readonly Cell[]): Fault[] {
  const faults: Fault[] = [];
  let before: { part: Part; cell: Cell } | undefined;
  for (const cell of [...cells, undefined]) {
    const part = cell === undefined ? undefined : partOf(cell);
    const wanted = before === undefined ? [] : followers[before.part];
    const isStart = part === "prompt" || part === undefined;
    if (
      before !== undefined &&
      wanted.length > 0 &&
      (part === undefined || !wanted.includes(part))
    ) {
      const what = wanted.map((next) => names[next]).join(" or ");
      faults.push({
        cell: before.cell.id,
        message: `after this cell of an exercise comes ${what}`,
      });
    } else if (!isStart && !wanted.includes(part)) {
      faults.push({ cell: cell!.id, message: `${names[part]} stands outside of an exercise` });
    }
    if (cell !== undefined && part !== undefined) faults.push(...formFaults(cell, part));
    before = cell === undefined || part === undefined ? undefined : { part, cell };
  }
  return faults;
}

function partOf({ cell_type, metadata }: Cell): Part | undefined {
  const tags = (metadata.tags ?? []).filter((tag) => allowed[cell_type].includes(tag));
  if (tags.includes("exercise")) return cell_type === "markdown" ? "prompt" : "starter";
  if (tags.includes("check")) return "judge";
  if (tags.includes("hint")) return "hint";
  return tags.includes("solution") ? "solution" : undefined;
}

function formFaults({ id, source, metadata }: Cell, part: Part): Fault[] {
  const fault = (message: string): Fault[] => [{ cell: id, message }];
  if (part === "prompt" && !source.startsWith("### ")) {
    return fault('the prompt of an exercise begins with "### " and its title');
  }
  if (
    part === "hint" &&
    !/^<details><summary>.+<\/summary>\n\n[\s\S]+\n\n<\/details>$/.test(source)
  ) {
    return fault(
      "a hint is <details><summary>…</summary>, a blank line, its text, a blank line, </details>",
    );
  }
  if (part === "solution" && metadata.jupyter?.source_hidden !== true) {
    return fault('the solution is folded: metadata.jupyter.source_hidden is true; see "View"');
  }
  return [];
}
