/** @file What an exercise promises, and whether the outputs of its chapter keep it. */

import type { Chapter } from "./chapter.js";
import type { Problems } from "./problems.js";

/**
 * Says where an exercise does not keep its promise: the starter is open, the solution passes, and
 * each known wrong answer is told something of its own.
 */
export function requireExercises(chapter: Chapter, problems: Problems): void {
  if (chapter.input.state !== "done") return;
  for (const part of chapter.parts) {
    if (part.kind !== "exercise") continue;
    const records = chapter.exercises.get(part.id) ?? [];
    const attempt = records.find(({ role }) => role === "attempt");
    const solved = records.find(({ role }) => role === "solution");
    const add = (cell: { id: string }, reason: string) =>
      problems.add({ file: chapter.file, cell: cell.id }, `${part.id}: ${reason}`);
    if (!attempt) add(part.judge.cell, "the judge left no record");
    if (attempt?.state === "passed") add(part.starter.cell, "the starter passes already");
    if (!solved) add(part.solution.cell, `the solution is not judged: solution("${part.id}", …)`);
    else if (solved.state !== "passed") {
      add(part.solution.cell, `the solution does not pass: ${solved.diagnosis}`);
    }
    for (const { name, diagnosis: told } of attempt?.wrong ?? []) {
      const same = attempt!.wrong.filter((other) => other.diagnosis === told).length;
      if (told === null) add(part.judge.cell, `the wrong answer "${name}" is not noticed`);
      else if (same > 1) add(part.judge.cell, `"${name}" is told the same as another: ${told}`);
    }
  }
}
