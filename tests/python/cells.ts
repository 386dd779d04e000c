/**
 * @file Code of a chapter's cells, run outside a kernel, so that a test can ask it for numbers.
 *
 * The cells run as one program, with the library in place of the installed package. They print nothing
 * here, and leave no records.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";
import ts from "typescript";
import * as library from "../../src/index.js";

const load = createRequire(import.meta.url);
const silent = () => undefined;
const inCells = { ...library, check: silent, claim: silent, erratum: silent };
const compilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
};

/**
 * What cells of a chapter declare.
 *
 * @param chapter - the name of its notebook, `"18-trends"`
 * @param cells - their ids, in the order in which they run
 * @param names - what of it the test asks for
 * @throws Error if the chapter has no such cell, or a cell uses a name that it neither declares nor imports
 * and the library does not have.
 */
export async function runCells<Names>(
  chapter: string,
  cells: readonly string[],
  names: readonly (keyof Names & string)[],
): Promise<Names> {
  const path = fileURLToPath(new URL(`../../notebooks/en/${chapter}.ipynb`, import.meta.url));
  const notebook = JSON.parse(readFileSync(path, "utf8")) as {
    cells: { id: string; source: string | string[] }[];
  };
  const sources = cells.map((id) => {
    const cell = notebook.cells.find((one) => one.id === id);
    if (!cell) throw new Error(`runCells: ${chapter} must have a cell ${id}`);
    return [cell.source].flat().join("");
  });
  const { outputText } = ts.transpileModule(sources.join("\n"), { compilerOptions });
  // What a cell before these has imported: a cell's own names hide it.
  const scope = {
    ...inCells,
    exports: {},
    require: (name: string) => (name === "large-models" ? inCells : load(name)),
    console: { log: silent },
  };
  const body = `return (async () => {\n${outputText}\nreturn { ${names.join(", ")} };\n})();`;
  const run = compileFunction(body, Object.keys(scope)) as (...values: unknown[]) => Promise<Names>;
  return run(...Object.values(scope));
}
