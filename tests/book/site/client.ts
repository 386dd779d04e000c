/** @file The client scripts, compiled for a test as the book's build does it: one file each. */

import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const projectRoot: string = fileURLToPath(new URL("../../../", import.meta.url));

/** Compiles `book/site/client` into a new folder. */
export async function compileClient(): Promise<string> {
  const source = join(projectRoot, "book/site/client");
  const folder = await mkdtemp(join(tmpdir(), "course-client-"));
  for (const file of await readdir(source)) {
    const { outputText } = ts.transpileModule(await readFile(join(source, file), "utf8"), {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
    });
    await writeFile(join(folder, file.replace(/ts$/, "js")), outputText);
  }
  return folder;
}
