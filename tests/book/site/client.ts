/** @file The client scripts, compiled for a test as the book's build does it: one file each. */

import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const projectRoot: string = fileURLToPath(new URL("../../../", import.meta.url));

/** A file of TypeScript as a page runs it. */
export async function compileScript(file: string): Promise<string> {
  return ts.transpileModule(await readFile(file, "utf8"), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  }).outputText;
}

/** Compiles `book/site/client` into a new folder. */
export async function compileClient(): Promise<string> {
  const source = join(projectRoot, "book/site/client");
  const folder = await mkdtemp(join(tmpdir(), "course-client-"));
  for (const file of await readdir(source)) {
    const script = await compileScript(join(source, file));
    await writeFile(join(folder, file.replace(/ts$/, "js")), script);
  }
  return folder;
}
