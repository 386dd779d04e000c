/**
 * @file What decides the outputs of a notebook, as one hash: same key, same outputs, no run.
 *
 * The checksums of data stand in the library's code, and its versions in `package.json`, so both
 * are in the key through them.
 */

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { builtinModules, createRequire } from "node:module";
import { join } from "node:path";
import { digestOf } from "../digest.js";
import type { Notebook } from "../notebook/format.js";
import type { KernelKind } from "./kernelspec.js";

export interface KeyOptions {
  projectRoot: string;
  notebook: Notebook;
  mode: "full" | "quick";
  kernel: KernelKind;
  /** what TensorFlow runs on; "none" for a notebook without it */
  backend: "native" | "wasm" | "cpu" | "none";
}

/**
 * sha256 over code cells, mode, backend, kernel, Node's major version, the built library, and the
 * versions of all packages that cells import or the library may load.
 *
 * @throws Error if the library is not built.
 */
export async function executionKey(options: KeyOptions): Promise<string> {
  const { projectRoot, notebook, mode, kernel, backend } = options;
  const code = notebook.cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => source);
  const packages = importedPackages(code);
  const usesTensorFlow = code.some((source) => source.includes("large-models/tensorflow"));
  const library = await hashFolder(
    join(projectRoot, "dist"),
    usesTensorFlow ? "library" : "withoutTensorFlow",
  );
  if (library === undefined) {
    throw new Error('executionKey: there is no folder dist; "npm start" builds the library');
  }
  const wrapper =
    kernel === "course"
      ? await hashFolder(join(projectRoot, "build/book/kernel/wrapper"), "wrapper")
      : null;
  const deciding = {
    format: 1,
    code,
    mode,
    backend,
    kernel: { kind: kernel, wrapper },
    node: process.versions.node.split(".")[0],
    library,
    packages: await versions(projectRoot, packages),
  };
  return digestOf(JSON.stringify(deciding));
}

/** The packages that the cells name, each once, without Node's own and without the library. */
export function importedPackages(code: readonly string[]): string[] {
  const specifier = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(["'])([^"'\n]+)\1/g;
  const names = code.flatMap((source) =>
    [...source.matchAll(specifier)].map(([, , path]) => packageName(path!)),
  );
  return [...new Set(names)].filter((name) => name !== "").sort();
}

function packageName(path: string): string {
  if (path.startsWith(".") || path.startsWith("node:") || builtinModules.includes(path)) return "";
  const [first = "", second] = path.split("/");
  if (first === "large-models") return "";
  return first.startsWith("@") && second !== undefined ? `${first}/${second}` : first;
}

async function versions(projectRoot: string, named: string[]): Promise<[string, string][]> {
  const manifest = await readJson(join(projectRoot, "package.json"));
  const own = [manifest?.dependencies, manifest?.peerDependencies].flatMap((group) =>
    Object.keys((group as object | undefined) ?? {}),
  );
  const kernel = ["tslab", "@tslab/typescript-for-tslab"];
  const all = [...new Set([...kernel, ...own, ...named])].sort();
  return Promise.all(
    all.map(async (name): Promise<[string, string]> => [name, await version(projectRoot, name)]),
  );
}

// Upward from the project as Node looks it up; not through `exports`, which may hide the file.
function version(projectRoot: string, name: string): Promise<string> {
  return once(`version ${projectRoot} ${name}`, async () => {
    const paths = createRequire(join(projectRoot, "package.json")).resolve.paths(name) ?? [];
    for (const folder of paths) {
      const manifest = await readJson(join(folder, name, "package.json"));
      if (manifest !== undefined) return String(manifest.version);
    }
    return "missing";
  });
}

async function readJson(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Hash of names and contents of the files below a folder; `undefined` if there is no folder. */
function hashFolder(folder: string, part: keyof typeof parts): Promise<string | undefined> {
  return once(`${part} ${folder}`, async () => {
    const names = await readdir(folder, { recursive: true }).catch(() => undefined);
    if (names === undefined) return undefined;
    const hash = createHash("sha256");
    for (const name of names.filter(parts[part]).sort()) {
      hash.update(`${name}\0`).update(await readFile(join(folder, name)));
    }
    return hash.digest("hex");
  });
}

const parts = {
  wrapper: (path: string): boolean => path.endsWith(".js"),
  library: (path: string): boolean => /\.(?:js|d\.ts|wasm|json)$/.test(path),
  withoutTensorFlow: (path: string): boolean =>
    parts.library(path) && !/^tensorflow[\\/]/.test(path),
};

const underway = new Map<string, Promise<unknown>>();

/** All chapters of a book ask for the same at once; whoever asks later is told anew. */
function once<T>(name: string, make: () => Promise<T>): Promise<T> {
  const known = underway.get(name) as Promise<T> | undefined;
  if (known) return known;
  const made = make().finally(() => underway.delete(name));
  underway.set(name, made);
  return made;
}
