/** @file What the build refuses, each with its whole message. */

import { expect, test } from "vitest";
import type { Cell } from "../../../book/notebook/format.js";
import { BookError } from "../../../book/pages/problems.js";
import type { ChapterInput } from "../../../book/pages/types.js";
import { type BookOptions, renderBook } from "../../../book/site/renderBook.js";
import type { ExerciseRecord } from "../../../src/lesson/records.js";
import { chapter, code, display, notebook, opener, record, text } from "./sample.js";

const assets = { files: new Map(), styles: [], preload: [], script: "main.js", modules: [] };
const options: BookOptions = { assets, version: "1", backend: "cpu", mode: "full" };

/** A chapter of an opener and these cells, whose ids are "a", "b", …. */
function of(cells: Cell[], state: ChapterInput["state"] = "done", name = "05-x"): ChapterInput {
  const named = cells.map((cell, k) => ({ ...cell, id: "abcdefg"[k]! }));
  const first = { ...opener("X", ["A:4.1"]), id: "opener" };
  return chapter(name, notebook("X", ["A:4.1"], [first, ...named]), state);
}

async function messages(...chapters: ChapterInput[]): Promise<string> {
  const { problems } = await renderBook(chapters, options);
  return problems.length === 0 ? "" : new BookError(problems).message;
}

const one = (problem: string) => `1 problem in the notebooks:\n  ${problem}`;

test.each<[string, Cell[], string]>([
  [
    "an unlabelled display formula",
    [text("Text.\n\n$$\na\n$$")],
    "05-x.ipynb, cell a, line 3: a display formula needs a label: \\label{eq:…} if it claims, \\label{def:…} if it defines",
  ],
  [
    "two labels on one formula",
    [text("$$ a \\label{def:a} \\label{def:b} $$")],
    "05-x.ipynb, cell a, line 1: a display formula needs one label, got def:a, def:b",
  ],
  [
    "a label of no kind",
    [text("$$ a \\label{fig:a} $$")],
    '05-x.ipynb, cell a, line 1: a label is eq: or def: and a name in small letters, got "fig:a"',
  ],
  [
    "a label used twice",
    [text("$$ a \\label{def:a} $$"), text("$$ b \\label{def:a} $$")],
    '05-x.ipynb, cell b, line 1: "def:a" is already there, in cell a; each needs its own',
  ],
  [
    "a claim without a check",
    [text("One.\n\nTwo.\n\n$$ a \\label{eq:a} $$")],
    '05-x.ipynb, cell a, line 5: the formula eq:a claims something and no cell of this notebook has a passed check("eq:a", …)',
  ],
  [
    "an unknown formula",
    [text("See\n\\eqref{eq:none}.")],
    '05-x.ipynb, cell a, line 2: the reference "#eq:none" leads nowhere',
  ],
  [
    "an unknown figure",
    [text("See [](#fig:none).")],
    '05-x.ipynb, cell a, line 1: the reference "#fig:none" leads nowhere',
  ],
  [
    "a link to a chapter that is not there",
    [text("See [chapter 6](06-y.ipynb).")],
    '05-x.ipynb, cell a, line 1: the link "06-y.ipynb" leads to no chapter of the book',
  ],
  [
    "a link to a file",
    [text("See [it](../src/x.ts).")],
    '05-x.ipynb, cell a, line 1: the link "../src/x.ts" leads to no page of the book; a chapter is "06-name.ipynb"',
  ],
  [
    "a formula that KaTeX refuses",
    [text("A\nformula $\\frac{1}$.")],
    "05-x.ipynb, cell a, line 2: KaTeX refuses the formula: Unexpected end of input in a macro argument, expected '}' at end of input: \\frac{1}",
  ],
  ["HTML", [text("Some <b>bold</b>.")], "05-x.ipynb, cell a, line 1: HTML is shown as text: <b>"],
  [
    "an unknown footnote",
    [text("A claim.[^why]")],
    "05-x.ipynb, cell a, line 1: no footnote [^why] in this cell",
  ],
  [
    "a footnote that nothing refers to",
    [text("A claim.\n\n[^why]: Because.")],
    "05-x.ipynb, cell a, line 3: nothing in this cell refers to the footnote [^why]",
  ],
  [
    "an image from elsewhere",
    [text("![a dot](https://example.org/a.png)")],
    '05-x.ipynb, cell a, line 1: the image "https://example.org/a.png" is not in the notebook; draw it in a cell with show',
  ],
  [
    "an image without words",
    [text("![](data:image/png;base64,AA==)")],
    "05-x.ipynb, cell a, line 1: an image needs alternative text: ![what it shows](…)",
  ],
  [
    "a deep heading",
    [text("#### Deep")],
    "05-x.ipynb, cell a, line 1: headings below ### are not set",
  ],
  [
    "two headings of the same words",
    [text("## By hand"), text("Text.\n\n## By hand")],
    '05-x.ipynb, cell b, line 3: "by-hand" is already there, in cell a; each needs its own',
  ],
  [
    "a hint outside an exercise",
    [text("Think.", "hint")],
    "05-x.ipynb, cell a, line 1: a hint follows the judge of an exercise",
  ],
])("%s", async (_, cells, problem) => {
  expect(await messages(of(cells))).toBe(one(problem));
});

const figure = (record: object) =>
  code("show(figure);", [
    display({
      "application/vnd.plotly.v1+json": { data: [], layout: {} },
      "application/vnd.large-models+json": record,
    }),
  ]);

test("a figure without label, caption or alternative text", async () => {
  const words = { kind: "figure", id: "", caption: "", alt: "", page: false };
  expect(await messages(of([figure(words)]))).toBe(
    `3 problems in the notebooks:
  05-x.ipynb, cell a, line 1: a figure needs id: show(figure, { id, caption, alt })
  05-x.ipynb, cell a, line 1: a figure needs caption: show(figure, { id, caption, alt })
  05-x.ipynb, cell a, line 1: a figure needs alt: show(figure, { id, caption, alt })`,
  );
  const whole = { ...words, id: "fig:a", caption: "A", alt: "B" };
  expect(await messages(of([figure(whole)]))).toBe("");
});

test("a label that another chapter has", async () => {
  const a = of([text("$$ a \\label{def:a} $$")], "done", "05-x");
  const b = of([text("$$ a \\label{def:a} $$")], "done", "06-y");
  expect(await messages(b, a)).toBe(
    one('06-y.ipynb, cell a, line 1: "def:a" is already a label in 05-x.ipynb'),
  );
});

test("a chapter that has not run may claim and refer to what is to come", async () => {
  const cells = [
    text("$$ a \\label{eq:a} $$\n\nSee [](#fig:a) and [](#claim:b)."),
    code("show(f);"),
  ];
  expect(await messages(of(cells, "running"))).toBe("");
  expect(await messages(of(cells, "done"))).toBe(
    `3 problems in the notebooks:
  05-x.ipynb, cell a, line 1: the formula eq:a claims something and no cell of this notebook has a passed check("eq:a", …)
  05-x.ipynb, cell a, line 3: the reference "#fig:a" leads nowhere
  05-x.ipynb, cell a, line 3: the reference "#claim:b" leads nowhere`,
  );
});

const shape =
  "the first cell is # title, *question*, a lead, three numbered outcomes, and Documents A:….";

test.each([
  ["no opener", "Text.", `line 1: ${shape}`],
  [
    "a question in roman",
    "# X\n\nWhy?\n\nLead\n\n1. a\n2. b\n3. c\n\nDocuments A:4.1.",
    `line 3: ${shape}; the question is not in italics`,
  ],
  [
    "two outcomes",
    "# X\n\n*Why?*\n\nLead\n\n1. a\n2. b\n\nDocuments A:4.1.",
    `line 7: ${shape}; got 2 outcomes`,
  ],
  [
    "no documents",
    "# X\n\n*Why?*\n\nLead\n\n1. a\n2. b\n3. c\n\nSources.",
    `line 11: ${shape}; "Documents A:…." is missing`,
  ],
  [
    "another title than the metadata",
    "# Y\n\n*Why?*\n\nLead\n\n1. a\n2. b\n3. c\n\nDocuments A:4.1.",
    'line 1: the title is "Y", in the metadata "X"',
  ],
  [
    "other documents than the metadata",
    "# X\n\n*Why?*\n\nLead\n\n1. a\n2. b\n3. c\n\nDocuments A:4.2.",
    'line 1: the documents are "A:4.2", in the metadata "A:4.1"',
  ],
])("an opener with %s", async (_, source, problem) => {
  const cells = [{ ...text(source), id: "opener" }];
  const input = chapter("05-x", notebook("X", ["A:4.1"], cells));
  expect(await messages(input)).toBe(one(`05-x.ipynb, cell opener, ${problem}`));
});

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

test("a name without a number, and an empty notebook", async () => {
  const input = chapter("preface", notebook("X", [], []));
  expect(await messages(input)).toBe(
    `2 problems in the notebooks:
  preface.ipynb: the name of a notebook is a number and words: "05-forward-pass"
  preface.ipynb: the first cell is Markdown: the opener`,
  );
});
