import { describe, expect, test } from "vitest";
import { checkNotebooks } from "../../../book/notebook/check.js";
import { formatProblem } from "../../../book/notebook/problem.js";
import { tidyNotebook } from "../../../book/notebook/tidy.js";
import { type CellText, markdown, notebookText } from "./helpers.js";
import { problems } from "./problems.js";

const projectRoot = process.cwd();

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
