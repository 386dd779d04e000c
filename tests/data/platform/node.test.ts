import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onInterrupt, readBytes, writeBytes } from "../../../src/data/platform/node.js";

const run = promisify(execFile);
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Puts the compiled module where it lies in an installed package; returns its address. */
async function install(project: string): Promise<string> {
  const source = await readFile(
    new URL("../../../src/data/platform/node.ts", import.meta.url),
    "utf8",
  );
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const place = join(project, "node_modules/large-models/dist/data/platform/node.mjs");
  await mkdir(join(place, ".."), { recursive: true });
  await writeFile(place, outputText);
  return pathToFileURL(place).href;
}

/** What `readInstalled("digits", "data/one")` answers in a process of its own. */
async function ask(module: string, cwd: string): Promise<string> {
  const code = `import { readInstalled } from ${JSON.stringify(module)};
    const answer = await readInstalled("digits", "data/one").catch((error) => error.message);
    process.stdout.write(answer.toString());`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code], { cwd });
  return stdout;
}

async function addPackage(project: string, text: string): Promise<void> {
  await mkdir(join(project, "node_modules/digits/data"), { recursive: true });
  await writeFile(join(project, "node_modules/digits/data/one"), text);
}

test("readInstalled finds the project's package first, then the one beside the library", async () => {
  const project = join(folder, "project");
  const elsewhere = join(folder, "elsewhere/deep");
  await mkdir(elsewhere, { recursive: true });
  const module = await install(project);
  expect(await ask(module, elsewhere)).toBe(
    "digits/data/one: no such file beside the project or beside large-models",
  );
  await addPackage(project, "beside the library");
  expect(await ask(module, elsewhere)).toBe("beside the library");
  await addPackage(join(elsewhere, ".."), "beside the project"); // one folder up is found too
  expect(await ask(module, elsewhere)).toBe("beside the project");
});

test("writeBytes makes the folders, replaces the file and leaves nothing else behind", async () => {
  const path = join(folder, "a/b/model.bin");
  await writeBytes(path, Uint8Array.of(2, 3, 5));
  await writeBytes(path, Uint8Array.of(7, 11));
  expect([...(await readBytes(path))]).toEqual([7, 11]);
  expect(await readdir(join(folder, "a/b"))).toEqual(["model.bin"]);
});

test("writeBytes that fails leaves the old file and no part of a new one", async () => {
  const path = join(folder, "occupied");
  await mkdir(join(path, "by-a-folder"), { recursive: true });
  await expect(writeBytes(path, Uint8Array.of(1))).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("onInterrupt listens until told to stop", () => {
  let heard = 0;
  const stop = onInterrupt(() => {
    heard += 1;
  });
  process.emit("SIGINT");
  stop();
  expect(process.listenerCount("SIGINT")).toBe(0);
  expect(heard).toBe(1);
});
