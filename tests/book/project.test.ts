/** @file What the project's own files must not say. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

const locks = ["package-lock.json", "tests/package-lock.json", "tests/nodes/package-lock.json"];
test.each(locks)("%s names no host", (file) => {
  const { packages } = JSON.parse(read(file)) as {
    packages: Record<string, { resolved?: string }>;
  };
  const named = Object.entries(packages).filter(([, { resolved }]) => resolved?.includes("://"));
  expect(named).toEqual([]);
});

test("the library depends on nothing; what it can use besides is optional", () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(read("package.json"));
  expect(dependencies).toBeUndefined();
  for (const name of Object.keys(peerDependencies)) {
    expect(peerDependenciesMeta[name]).toEqual({ optional: true });
  }
});

test("the command that runs first is short and needs nothing installed", () => {
  const source = read("book/start.mjs");
  expect(source.split("\n").length).toBeLessThanOrEqual(100);
  const imports = [...source.matchAll(/from "([^"]+)"/g)].map(([, name]) => name!);
  expect(imports.filter((name) => !name.startsWith("node:") && !name.startsWith("./"))).toEqual([]);
});
