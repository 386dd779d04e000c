/** @file What the build refuses of exercises, each with its whole message. */

import { expect, test } from "vitest";
import type { Cell } from "../../../book/notebook/format.js";
import type { ExerciseRecord } from "../../../src/lesson/records.js";
import { code, record, text } from "./cells.js";
import { messages, of, one } from "./messages.js";

const attempt: ExerciseRecord = {
  kind: "exercise",
  id: "ex:a",
  role: "attempt",
  state: "open",
  diagnosis: "Not yet.",
  wrong: [],
};

function exercise(judged: ExerciseRecord[], solved: ExerciseRecord[]): Cell[] {
  return [
    text("### Title\n\nDo it.", "exercise"),
    code("const f = 1;", [], "exercise"),
    code(
      'exercise("ex:a", f, judge);',
      judged.map((r) => record(r)),
      "check",
    ),
    code(
      'solution("ex:a", 2);',
      solved.map((r) => record(r)),
      "solution",
    ),
  ];
}

const solved: ExerciseRecord = { ...attempt, role: "solution", state: "passed", diagnosis: null };

test.each<[string, Cell[], string]>([
  [
    "a starter that passes",
    exercise([{ ...attempt, state: "passed", diagnosis: null }], [solved]),
    "05-x.ipynb, cell b: ex:a: the starter passes already",
  ],
  ["no record", exercise([], [solved]), "05-x.ipynb, cell c: ex:a: the judge left no record"],
  [
    "a solution that is not judged",
    exercise([attempt], []),
    '05-x.ipynb, cell d: ex:a: the solution is not judged: solution("ex:a", …)',
  ],
  [
    "a solution that does not pass",
    exercise([attempt], [{ ...solved, state: "open", diagnosis: "Wrong sign." }]),
    "05-x.ipynb, cell d: ex:a: the solution does not pass: Wrong sign.",
  ],
  [
    "a wrong answer that goes unnoticed",
    exercise([{ ...attempt, wrong: [{ name: "zero", diagnosis: null }] }], [solved]),
    '05-x.ipynb, cell c: ex:a: the wrong answer "zero" is not noticed',
  ],
  [
    "no starter",
    exercise([attempt], [solved]).filter((_, k) => k !== 1),
    '05-x.ipynb, cell a, line 1: an exercise is prompt, starter (exercise), judge (check), hints, solution; the cell tagged "exercise" is missing',
  ],
  [
    "no title",
    exercise([attempt], [solved]).map((cell, k) =>
      k === 0 ? { ...cell, source: "Do it." } : cell,
    ),
    "05-x.ipynb, cell a, line 1: the prompt of an exercise begins with ### and its title",
  ],
])("an exercise with %s", async (_, cells, problem) => {
  expect(await messages(of(cells))).toBe(one(problem));
});

test("an exercise that tells two wrong answers the same", async () => {
  const wrong = ["zero", "one"].map((name) => ({ name, diagnosis: "No." }));
  expect(await messages(of(exercise([{ ...attempt, wrong }], [solved])))).toBe(
    `2 problems in the notebooks:
  05-x.ipynb, cell c: ex:a: "zero" is told the same as another: No.
  05-x.ipynb, cell c: ex:a: "one" is told the same as another: No.`,
  );
});

test("a hint that is not written as one", async () => {
  const cells = exercise([attempt], [solved]);
  cells.splice(3, 0, text("Think.", "hint"));
  expect(await messages(of(cells))).toBe(
    one(
      "05-x.ipynb, cell d, line 1: a hint is written <details><summary>Hint 1: what about?</summary>, an empty line, text, </details>",
    ),
  );
});
