import { beforeAll, describe, expect, test, vi } from "vitest";
import { kernelMetadata, type Notebook } from "../../../book/notebook/format.js";
import { formatProblem } from "../../../book/notebook/problem.js";
import { type Compiler, typeProblems } from "../../../book/notebook/strict.js";

const projectRoot = process.cwd();
/** Two seconds on a machine at rest, in milliseconds; many more while others compile too. */
const patience = 120_000;
vi.setConfig({ testTimeout: patience });

/** Cells `a`, `b`, … with these sources. */
function notebook(...sources: string[]): Notebook {
  const cells = sources.map((source, index) => ({
    cell_type: "code" as const,
    id: String.fromCharCode(97 + index),
    metadata: {},
    source,
  }));
  const metadata = { course: { title: "T", sources: [] }, ...kernelMetadata };
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };
}

function problems(sources: string[], compilers: Compiler[] = ["course"]): string[] {
  const notebooks = [{ file: "x.ipynb", notebook: notebook(...sources) }];
  return typeProblems(notebooks, { projectRoot, compilers }).map(formatProblem);
}

const accepted: [name: string, sources: string[]][] = [
  ["a constant is declared again", ["const a = 1;", 'const a = "x";', "a.toUpperCase();"]],
  ["a variable is assigned", ["let n = 1;", "n = 5;", "n.toFixed();"]],
  [
    "a function is declared again",
    ["function f() { return 1; }", 'function f() { return "x"; }', "f().length;"],
  ],
  [
    "a type is declared again",
    ["interface P { a: number }", "type P = string;", 'const p: P = "x"; p;'],
  ],
  ["a class is declared again", ["class C { a = 1; }", "class C { b = 2; }", "new C().b;"]],
  ["a cell awaits", ["const a = await Promise.resolve(1);", "a.toFixed();"]],
  ["a cell awaits in a loop", ["for (const p of [Promise.resolve(1)]) await p;"]],
  [
    "a name is imported twice",
    [
      'import { join } from "node:path"; join("a");',
      'import { join, sep } from "node:path"; join(sep);',
    ],
  ],
  [
    "a type is imported",
    [
      'import type { Stats } from "node:fs";\nimport { type Dirent } from "node:fs";',
      "const a: Stats | Dirent | null = null; a;",
    ],
  ],
  ["a module is imported whole", ['import * as path from "node:path";', "path.sep;"]],
  ["a default is imported", ['import path, { sep } from "node:path";', "path.join(sep);"]],
  ["an import has many lines", ['import {\n  join,\n  sep,\n} from "node:path";\njoin(sep);']],
  ["a cell ends without semicolon", ["const a = 1\na", "[1, 2].map(String)"]],
  ["a cell ends with a comment", ["const a = 1; // one", "a.toFixed();"]],
];

const planted: [name: string, sources: string[], cell: string, line: number, message: string][] = [
  [
    "a wrong type",
    ["const a = 1;", "\n// text\nconst b: string = a;"],
    "b",
    3,
    "TS2322: Type 'number' is not assignable to type 'string'.",
  ],
  ["an unknown name", ["1;", "2;\nnowhere;"], "b", 2, "TS2304: Cannot find name 'nowhere'."],
  [
    "a name of a later cell",
    ["later;", "const later = 1; later;"],
    "a",
    1,
    "TS2304: Cannot find name 'later'.",
  ],
  [
    "a parameter without type",
    ["1;", "const f = (x) => x; f;"],
    "b",
    1,
    "TS7006: Parameter 'x' implicitly has an 'any' type.",
  ],
  [
    "what may be undefined",
    ["const m = new Map<string, number>();", '\nm.get("a").toFixed();'],
    "b",
    2,
    "TS2532: Object is possibly 'undefined'.",
  ],
  [
    "a constant twice in one cell",
    ["const a = 1;\nconst a = 2;"],
    "a",
    1,
    "TS2451: Cannot redeclare block-scoped variable 'a'.",
  ],
  [
    "an assigned constant",
    ["const a = 1;", "a = 2;"],
    "b",
    1,
    "TS2588: Cannot assign to 'a' because it is a constant.",
  ],
  [
    "a path without return",
    ["1;", "function f(n: number): number {\n  if (n > 0) return 1;\n}\nf(1);"],
    "b",
    1,
    "TS2366: Function lacks ending return statement and return type does not include 'undefined'.",
  ],
  [
    "an unknown export",
    ["1;", 'import { join,\n  nothing } from "node:path";\njoin(nothing);'],
    "b",
    2,
    `TS2305: Module '"node:path"' has no exported member 'nothing'.`,
  ],
  [
    "an unknown package",
    ["1;", '\nimport { x } from "no-such-package"; x;'],
    "b",
    2,
    "TS2307: Cannot find module 'no-such-package' or its corresponding type declarations.",
  ],
  [
    "an unused import",
    ['1;\nimport { join } from "node:path";'],
    "a",
    2,
    "TS6133: 'join' is declared but its value is never read.",
  ],
  [
    "an error after an import of many lines",
    ['import {\n  join,\n} from "node:path";\njoin(1);'],
    "a",
    4,
    "TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.",
  ],
  [
    "an error behind an import on its line",
    ['import { sep } from "node:path"; const n: string = sep.length; n;'],
    "a",
    1,
    "TS2322: Type 'number' is not assignable to type 'string'.",
  ],
  [
    "a brace that is not closed",
    ["function f() {\n  return 1;\n", "f();"],
    "a",
    3,
    "TS1005: '}' expected.",
  ],
  [
    "a brace that closes too much",
    ["1;", "2;\n}\n{"],
    "b",
    2,
    "TS1128: Declaration or statement expected.",
  ],
  [
    "one name from two packages",
    [
      'import { join } from "node:path"; join("a");',
      'import { join } from "node:path/posix"; join("a");',
    ],
    "b",
    1,
    '"join" was imported from elsewhere in cell a',
  ],
  [
    "an import over a declaration",
    ["const join = 1; join;", 'import { join } from "node:path"; join("a");'],
    "b",
    1,
    '"join" is declared in cell a already',
  ],
];

/** All notebooks of a table as one program: the libraries are read and bound once. */
function found(
  table: readonly (readonly [name: string, sources: string[], ...rest: unknown[]])[],
  compilers: Compiler[],
) {
  const notebooks = table.map(([name, sources]) => ({
    file: name,
    notebook: notebook(...sources),
  }));
  return typeProblems(notebooks, { projectRoot, compilers }).map(formatProblem);
}

describe("what a kernel accepts, types accept", () => {
  let all: string[];
  beforeAll(() => {
    all = found(accepted, ["course", "tslab"]);
  }, patience);

  test.each(accepted)("%s", (name) => {
    expect(all.filter((problem) => problem.startsWith(`${name},`))).toEqual([]);
  });
});

describe("planted errors are found in their cell, at their line", () => {
  let all: string[];
  beforeAll(() => {
    all = found(planted, ["course"]);
  }, patience);

  test.each(planted)("%s", (name, _, cell, line, message) => {
    expect(all.find((problem) => problem.startsWith(`${name},`))).toBe(
      `${name}, cell ${cell}, line ${line}: ${message}`,
    );
  });

  test("all of them, each once, in notebooks that do not see each other", () => {
    const notebooks = [
      { file: "x.ipynb", notebook: notebook("const a = 1;", "b;") },
      { file: "y.ipynb", notebook: notebook("a;", "const s: string = 1; s;") },
    ];
    const found = typeProblems(notebooks, { projectRoot });
    expect(found.map(({ file, cell }) => [file, cell])).toEqual([
      ["x.ipynb", "b"],
      ["y.ipynb", "a"],
      ["y.ipynb", "b"],
    ]);
  });
});

describe("the library", () => {
  const cell = 'import { matrix } from "large-models";\nconst a = matrix([[1, 2]]);';

  test("has its types in a cell, for both compilers", () => {
    expect(problems([cell, "a.data.length;"], ["course", "tslab"])).toEqual([]);
    for (const compiler of ["course", "tslab"] as const) {
      const found = problems([cell, "\na.nothing;"], [compiler]);
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(/^x\.ipynb, cell b, line 2: TS2339: .*'nothing'.*'Matrix'/);
    }
  });
});

describe("the kernel's TypeScript 5.0", () => {
  test("refuses what is newer than it", () => {
    const source = "const f = () => 1;\nusing g = { [Symbol.dispose]: f }; g;";
    expect(problems([source], ["tslab"]).join()).toContain("(the kernel's TypeScript is 5.0)");
    expect(problems(["[1, 2].toSorted();"], ["tslab"])).toEqual([
      "x.ipynb, cell a, line 1: TS2339: Property 'toSorted' does not exist on type 'number[]'. (the kernel's TypeScript is 5.0)",
    ]);
  });

  test("is as lenient as in the kernel", () => {
    const source = "const f = (x) => x; f;";
    expect(problems([source], ["tslab"])).toEqual([]);
    expect(problems([source], ["course"])).toHaveLength(1);
  });
});
