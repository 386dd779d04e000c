import { describe, expect, test } from "vitest";
import { checkNotebooks } from "../../../book/notebook/check.js";
import { formatProblem } from "../../../book/notebook/problem.js";
import { tidyNotebook } from "../../../book/notebook/tidy.js";
import { type CellText, markdown, notebookText } from "./helpers.js";

const projectRoot = process.cwd();

/** Names that cells of these tests use without an import: their types are not what is tested. */
const lesson: CellText = {
  id: "lesson",
  source: [
    "const check = (id: string, ...rest: unknown[]): void => {};",
    "const show = (figure: unknown, options: object): void => {};",
    "const exercise = (id: string, ...rest: unknown[]): void => {};",
    "const solution = (id: string, ...rest: unknown[]): void => {};",
    "const erratum = (id: string, options: object): void => {};",
  ].join("\n"),
};

function problems(cells: (string | CellText)[], file = "05-x.ipynb"): string[] {
  const text = tidyNotebook(notebookText([lesson, ...cells]), file);
  return checkNotebooks([{ file, text }], { projectRoot, compilers: [] }).map(formatProblem);
}

describe("a clean file", () => {
  const check = (text: string) =>
    checkNotebooks([{ file: "a.ipynb", text }], { projectRoot, compilers: [] }).map(formatProblem);

  test("has no problems", () => {
    expect(check(tidyNotebook(notebookText(["1 + 1", markdown("# T")]), "a.ipynb"))).toEqual([]);
  });

  test("is as tidy writes it", () => {
    expect(check(notebookText(["1"]))).toEqual([
      'a.ipynb: is not as "npm run tidy" writes it (metadata, order of keys, spaces)',
    ]);
  });

  test("has no outputs and no counts", () => {
    const outputs = [{ output_type: "stream", name: "stdout", text: "1" }];
    expect(
      check(notebookText([{ source: "1", outputs }, "2", { source: "3", execution_count: 1 }])),
    ).toEqual([
      'a.ipynb, cell cell-1: has outputs or a count of a run; "npm run tidy" takes them out',
      'a.ipynb, cell cell-3: has outputs or a count of a run; "npm run tidy" takes them out',
    ]);
  });

  test("has an id of its own for each cell", () => {
    const cells = [
      { source: "1", id: "a" },
      { source: "2", id: "a" },
      { source: "3", id: "" },
      { source: "4", id: null },
    ];
    expect(check(notebookText(cells)).slice(0, 3)).toEqual([
      'a.ipynb, cell a: an earlier cell has the same id; "npm run tidy"',
      'a.ipynb, cell : the id is not 1 to 64 of a–z A–Z 0–9 _ -; "npm run tidy"',
      'a.ipynb, cell number 4: has no id; "npm run tidy" gives it one',
    ]);
  });

  test("has course metadata", () => {
    expect(check(notebookText(["1"], { metadata: {} }))).toEqual([
      'a.ipynb: metadata.course is missing; it is { "sources": ["A:4.1"], "title": "…" }',
    ]);
  });

  test("can be read; the other files are checked all the same", () => {
    const files = [
      { file: "a.ipynb", text: "{" },
      { file: "b.ipynb", text: notebookText(["1"]) },
    ];
    const found = checkNotebooks(files, { projectRoot, compilers: [] });
    expect(found.map(({ file }) => file)).toEqual(["a.ipynb", "b.ipynb"]);
    expect(found[0]!.message).toContain("not valid JSON");
  });
});

describe("tags", () => {
  test("are those of the contract, on the type of cell that they belong to", () => {
    expect(
      problems([{ source: "1", tags: ["hint", "heavy"] }, markdown("a", { tags: ["varies"] })]),
    ).toEqual([
      '05-x.ipynb, cell cell-2: unknown tag "hint"; a code cell may have exercise, check, solution, heavy, varies',
      '05-x.ipynb, cell cell-3: unknown tag "varies"; a markdown cell may have exercise, hint',
    ]);
  });
});

describe("forbidden forms", () => {
  test.each([
    [
      "await (",
      "const a =\n  await (Promise.resolve(1));",
      2,
      'tslab does not understand "await (" in a cell without another await; assign what is awaited to a constant first',
    ],
    [
      "for await",
      "1;\nfor await (const a of [1]) void a;",
      2,
      'tslab does not understand "for await" in a cell without another await; assign what is awaited to a constant first',
    ],
    [
      "export const",
      "1;\nexport const a = 1;",
      2,
      '"export" fails in a cell; every name of a cell is seen by the later ones',
    ],
    [
      "export { }",
      "const a = 1;\nexport { a };",
      2,
      '"export" fails in a cell; every name of a cell is seen by the later ones',
    ],
    [
      "export default",
      "export default 1;",
      1,
      '"export" fails in a cell; every name of a cell is seen by the later ones',
    ],
    [
      "Math.random",
      "const f = () => {\n  return Math.random();\n};",
      2,
      "Math.random gives other numbers in each run; draw from random(seed)",
    ],
    [
      "a relative import",
      '// first\nimport a from "../a.js";',
      2,
      "a relative path means another folder in each client; import from a package",
    ],
    [
      "a relative path",
      "const a = `./data`;",
      1,
      "a relative path means another folder in each client; import from a package",
    ],
    [
      "a relative path with parts",
      "const n = 1;\nconst a = `../data/${" + "n}`;",
      2,
      "a relative path means another folder in each client; import from a package",
    ],
  ])("%s", (_, source, line, message) => {
    expect(problems([{ source, id: "code" }])).toContain(
      `05-x.ipynb, cell code, line ${line}: ${message}`,
    );
  });

  test.each([
    ["await ( beside an ordinary await", "await (Promise.resolve(1));\nawait Promise.resolve(2);"],
    ["for await beside an ordinary await", "await null;\nfor await (const a of [1]) void a;"],
    ["await ( within a function", "const f = async () => { await (Promise.resolve(1)); };"],
    ["a word with a dot", 'const a = "..."; const b = "Math.random";'],
    ["a comment", "// export const a = Math.random() from ../data"],
  ])("%s is allowed", (_, source) => {
    expect(problems([source])).toEqual([]);
  });
});

describe("labels", () => {
  const formula = (label: string) =>
    markdown(`Text.\n\n$$ y = x \\label{${label}} $$`, { id: "formula" });

  test("eq: needs a check, def: does not", () => {
    expect(problems([formula("eq:forward"), 'check("eq:forward", {});'])).toEqual([]);
    expect(problems([formula("def:forward")])).toEqual([]);
    expect(problems([formula("eq:forward")])).toEqual([
      '05-x.ipynb, cell formula, line 3: no cell checks eq:forward; add check("eq:forward", …), or label a definition def:…',
    ]);
  });

  test("a check needs its formula, named in plain text", () => {
    expect(problems([{ id: "code", source: '1;\ncheck("eq:other", {});' }])).toEqual([
      "05-x.ipynb, cell code, line 2: no displayed formula has \\label{eq:other}",
    ]);
    expect(problems([{ id: "code", source: 'const id = "eq:a";\ncheck(id, {});' }])).toEqual([
      "05-x.ipynb, cell code, line 2: check needs the label of its formula as plain text",
    ]);
  });

  test("are of one form, and stand once", () => {
    expect(problems([formula("forward")])).toEqual([
      '05-x.ipynb, cell formula, line 3: the label "forward" is not like eq:name or def:name',
    ]);
    expect(problems([formula("def:a"), markdown("$$ \\label{def:a} $$", { id: "again" })])).toEqual(
      ["05-x.ipynb, cell again, line 1: the label def:a stands above another formula already"],
    );
  });

  test("do not count within code", () => {
    expect(
      problems([markdown("`\\label{eq:a}`\n\n```tex\n\\label{eq:b}\n```\nbut `\\eqref{eq:c}`")]),
    ).toEqual([]);
  });

  test("that are referred to exist, in any of the notebooks", () => {
    const text = (cells: CellText[], file: string) => ({
      file,
      text: tidyNotebook(notebookText(cells), file),
    });
    const files = [
      text([formula("def:a")], "a.ipynb"),
      text(
        [markdown("See \\eqref{def:a},\n[](#fig:b) and $\\eqref{eq:c}$", { id: "text" })],
        "b.ipynb",
      ),
    ];
    const found = checkNotebooks(files, { projectRoot, compilers: [] });
    expect(found.map(formatProblem)).toEqual([
      "b.ipynb, cell text, line 2: nothing has the label fig:b",
      "b.ipynb, cell text, line 2: nothing has the label eq:c",
    ]);
  });

  test("belong to one notebook of the book", () => {
    const file = (name: string, id: string, extra: CellText[] = []) => ({
      file: name,
      text: tidyNotebook(
        notebookText([
          { ...formula("def:a"), id },
          { id: `${id}-call`, source: 'claim("claim:a", {});' },
          ...extra,
        ]),
        name,
      ),
    });
    const shown = 'show({}, { id: "fig:a", caption: "c", alt: "a" });';
    const figure = { id: "figure", source: shown };
    const files = [file("a.ipynb", "one", [figure]), file("b.ipynb", "two", [figure])];
    const found = checkNotebooks(files, { projectRoot, compilers: [] });
    expect(found.map(formatProblem)).toEqual([
      'b.ipynb, cell two, line 3: "def:a" is already a label in a.ipynb',
      'b.ipynb, cell figure, line 1: "fig:a" is already a label in a.ipynb',
      'b.ipynb, cell two-call, line 1: "claim:a" is already a label in a.ipynb',
    ]);
  });
});

describe("figures", () => {
  const figure = (options: string) => ({ id: "figure", source: `1;\nshow({}, ${options});` });

  test("have an id, a caption and words for those who do not see them", () => {
    expect(
      problems([figure('{ id: "fig:a", caption: "c", alt: `a` }'), markdown("[](#fig:a)")]),
    ).toEqual([]);
    expect(problems([figure('{ id: "fig:a", caption: "" }')])).toEqual([
      "05-x.ipynb, cell figure, line 2: fig:a has no caption",
      "05-x.ipynb, cell figure, line 2: fig:a has no alt",
    ]);
    expect(problems([figure('{ id: "Loss", caption: "c", alt: "a" }')])).toEqual([
      '05-x.ipynb, cell figure, line 2: the id of a figure is like fig:name, got "Loss"',
    ]);
  });

  test("have ids of their own", () => {
    const good = 'show({}, { id: "fig:a", caption: "c", alt: "a" });';
    expect(problems([good, { id: "twin", source: good }])).toEqual([
      "05-x.ipynb, cell twin, line 1: two figures have the id fig:a",
    ]);
  });

  test("may take caption and alt from a variable", () => {
    const source = 'const caption = "c"; show({}, { id: "fig:a", caption, alt: caption + "d" });';
    expect(problems([source])).toEqual([]);
  });
});

describe("exercises", () => {
  const prompt = markdown("### Which way?\n\nText.", { id: "prompt", tags: ["exercise"] });
  const starter = { id: "starter", source: "const f = 1;", tags: ["exercise"] };
  const judge = { id: "judge", source: 'exercise("ex:way", f, {});', tags: ["check"] };
  const hint = markdown("<details><summary>Hint 1: which row?</summary>\n\nText.\n\n</details>", {
    id: "hint",
    tags: ["hint"],
  });
  const hint2 = { ...hint, id: "hint-2" };
  const solution = {
    id: "solution",
    source: 'solution("ex:way", 2);',
    tags: ["solution"],
    hidden: true,
  };
  const whole = [prompt, starter, judge, hint, hint2, solution];

  test("whole ones pass, also two in a row", () => {
    const second = whole.map((cell) => ({
      ...cell,
      id: `${cell.id}-b`,
      source: cell.source.replace("ex:way", "ex:why"),
    }));
    expect(problems([...whole, ...second, "1"])).toEqual([]);
  });

  test.each([
    [
      "no starter",
      [prompt, judge, hint, solution],
      "prompt",
      'after this cell of an exercise comes the starter (code, tag "exercise")',
    ],
    [
      "no judge",
      [prompt, starter, hint, solution],
      "starter",
      'after this cell of an exercise comes the judge (code, tag "check")',
    ],
    [
      "no hint",
      [prompt, starter, judge, solution],
      "judge",
      'after this cell of an exercise comes a hint (Markdown, tag "hint")',
    ],
    [
      "no solution",
      [prompt, starter, judge, hint],
      "hint",
      'after this cell of an exercise comes a hint (Markdown, tag "hint") or the solution (code, tag "solution")',
    ],
    [
      "another cell between",
      [prompt, starter, markdown("text"), judge, hint, solution],
      "starter",
      'after this cell of an exercise comes the judge (code, tag "check")',
    ],
    [
      "no prompt",
      [starter, judge, hint, solution],
      "starter",
      'the starter (code, tag "exercise") stands outside of an exercise',
    ],
    [
      "a solution alone",
      [solution],
      "solution",
      'the solution (code, tag "solution") stands outside of an exercise',
    ],
  ])("%s", (_, cells, cell, message) => {
    expect(problems(cells as CellText[])).toContain(`05-x.ipynb, cell ${cell}: ${message}`);
  });

  test.each([
    [
      "a prompt without title",
      { ...prompt, source: "Text." },
      'the prompt of an exercise begins with "### " and its title',
    ],
    [
      "a hint that is not folded",
      { ...hint, source: "Text." },
      "a hint is <details><summary>…</summary>, a blank line, its text, a blank line, </details>",
    ],
    [
      "a solution that is not folded",
      { ...solution, hidden: false },
      'the solution is folded: metadata.jupyter.source_hidden is true; see "View"',
    ],
    [
      "a judge that does not judge",
      { ...judge, source: "1;" },
      'a cell with the tag "check" calls exercise("ex:name", …)',
    ],
    [
      "a solution that is not judged",
      { ...solution, source: "2;" },
      'ends with solution("ex:way", …)',
    ],
    [
      "a solution of another exercise",
      { ...solution, source: 'solution("ex:b", 2);' },
      'ends with solution("ex:way", …)',
    ],
  ])("%s", (_, bad, message) => {
    const cells = whole.map((cell) => (cell.id === bad.id ? (bad as CellText) : cell));
    expect(problems(cells)).toEqual([`05-x.ipynb, cell ${bad.id}: ${message}`]);
  });

  test("have ids of their own", () => {
    const twin = whole.map((cell) => ({ ...cell, id: `${cell.id}-b` }));
    expect(problems([...whole, ...twin])).toEqual([
      "05-x.ipynb, cell judge-b: another exercise has the id ex:way",
    ]);
  });
});

describe("an erratum", () => {
  const cell = (proved: string) => `const error = 0.3;\nerratum("err:delta", { ${proved} });`;

  test("is proved by what the code found", () => {
    expect(problems([cell("proved: error > 0.1")])).toEqual([]);
    expect(problems([cell("proved: [error].every((x) => x > 0.1)")])).toEqual([]);
  });

  test.each(["true", "1 < 2", "!false"])("is not proved by %s", (proof) => {
    expect(problems([cell(`proved: ${proof}`)])).toEqual([
      `05-x.ipynb, cell cell-2, line 2: err:delta is proved by "${proof}", which can never fail; name what was measured`,
    ]);
  });
});
