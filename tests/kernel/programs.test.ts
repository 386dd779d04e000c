/** What the course's kernel compiles faster than tslab, it compiles to the same. */

import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { hastenPrograms } from "../../book/kernel/wrapper/programs.js";
import { projectRoot } from "./helpers.js";

interface Converter {
  convert(declarations: string, source: string): { declOutput?: string; diagnostics: unknown[] };
  addModule(name: string, source: string, meta: object): unknown[];
  close(): void;
}

const require = createRequire(
  createRequire(join(projectRoot, "package.json")).resolve("tslab/package.json"),
);
const converterFile = require.resolve("./dist/converter.js");

function freshConverter(): Converter {
  delete require.cache[converterFile];
  const { createConverter } = require("./dist/converter.js") as {
    createConverter(options: object): Converter;
  };
  return createConverter({});
}
const stock = freshConverter();
hastenPrograms(require);
const course = freshConverter();
afterAll(() => {
  stock.close();
  course.close();
});

const cells = [
  'import { matrix, softmax } from "large-models";\nimport { readFileSync } from "node:fs";',
  "interface Size { rows: number }\nconst size: Size = { rows: 3 };",
  "const shares = softmax(matrix([[1, 2]]));\nshares",
  "const text = await Promise.resolve(readFileSync);",
  "const size = [1, 2].length;", // declared anew, with another type
  "let size2: string = size;", // a type error
  "const broken = ;", // no program at all
  "function twice<T>(value: T): [T, T] {\n  return [value, value];\n}\nclass Two { pair = twice(size); }",
  "new Two().pair[0].toFixed(2)",
  "size;\nvoid (await 3);",
  'import { half } from "./halves";\nhalf(size)', // of the module that a cell has made
  'import { half } from "./halves";\nhalf("one")',
  'import { nothing } from "no-such-package";',
];

test("every cell, its declarations and its errors", () => {
  const module = "export function half(value: number): number {\n  return value / 2;\n}";
  expect(course.addModule("halves", module, {})).toEqual(stock.addModule("halves", module, {}));
  const wrong = "export const half: string = 1;";
  expect(course.addModule("wrong", wrong, {})).toEqual(stock.addModule("wrong", wrong, {}));
  let declarations = "";
  const faulty: number[] = [];
  for (const [index, cell] of cells.entries()) {
    const { ...expected } = stock.convert(declarations, cell);
    expect(course.convert(declarations, cell), cell).toEqual(expected);
    if (expected.diagnostics.length > 0) faulty.push(index);
    else declarations = expected.declOutput ?? "";
  }
  expect(faulty).toEqual([5, 6, 11, 12]);
  expect(declarations).toContain("size: number");
});

test("but not against the types of packages that it does not import", () => {
  const page = "const page: Document | undefined = undefined;";
  // @types/jsdom, which the book needs, brings a DOM that no kernel has.
  expect(stock.convert("", page).diagnostics).toEqual([]);
  expect(course.convert("", page).diagnostics[0]).toMatchObject({
    messageText: "Cannot find name 'Document'.",
  });
});
