/**
 * What tslab says of a name under the pointer, and offers after a letter: the words come from the
 * TypeScript that tslab brings, asked as tslab asks it.
 */

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../book/paths.js";

const require = createRequire(join(projectRoot, "package.json"));
const ts = require("@tslab/typescript-for-tslab") as typeof import("typescript");

/** A notebook's cell as tslab's language service sees it: Node 10 resolution, libraries unchecked. */
function serviceOf(code: string) {
  const file = join(projectRoot, "notebooks/en/hover.ts");
  const read = (name: string) =>
    name === file ? code : existsSync(name) ? readFileSync(name, "utf8") : undefined;
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => projectRoot,
    getCompilationSettings: () => ({
      module: ts.ModuleKind.ESNext,
      moduleResolution: 2 as import("typescript").ModuleResolutionKind, // Node 10
      target: ts.ScriptTarget.ES2022,
      skipLibCheck: true,
      types: [],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => read(name) !== undefined,
    readFile: read,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return { service, file };
}

const textOf = (parts: readonly { text: string }[] = []) => parts.map(({ text }) => text).join("");

const entries = {
  "large-models": () => import("large-models"),
  "large-models/tensorflow": () => import("large-models/tensorflow"),
};

describe.each(Object.entries(entries))("%s", (entry, load) => {
  test("every public name is offered, and tells what it does and in which shapes", async () => {
    const names = Object.keys(await load());
    const code = `import {  } from "${entry}";\nimport { ${names.join(", ")} } from "${entry}";`;
    const { service, file } = serviceOf(code);
    const offered = service.getCompletionsAtPosition(file, "import { ".length, {});
    expect(offered?.entries.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    const silent: string[] = [];
    const shapeless: string[] = [];
    for (const name of names) {
      const info = service.getQuickInfoAtPosition(file, code.indexOf(` ${name}`) + 1);
      const told = textOf(info?.documentation);
      const tags = (info?.tags ?? []).map(({ text }) => textOf(text)).join("\n");
      if (told.trim() === "") silent.push(name);
      const takesNumbers =
        /\b(Matrix|Tensor|Tensor[1-4]D|Float(32|64)Array|\w+Forward|TokenSequence)\b/;
      if (!takesNumbers.test(textOf(info?.displayParts))) continue;
      if (!/shape|`\[\w+, \w+\]`/.test(told + tags)) shapeless.push(name);
    }
    expect({ silent, shapeless }).toEqual({ silent: [], shapeless: [] });
  }, 120_000);
});
