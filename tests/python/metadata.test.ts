/** @file What chapter 17 says that packages need, against the packages that are installed here. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findPython } from "./python.js";

const python = findPython();
const reason = "reason" in python ? ` (skipped: ${python.reason})` : "";

interface Package {
  readonly version: string;
  readonly needs: string;
}

/** The rows of the chapter that say which Python a package needs. */
function listed(): [name: string, Package][] {
  const file = new URL("../../notebooks/en/17-tools.ipynb", import.meta.url);
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as {
    cells: { id: string; source: string[] }[];
  };
  const code = cells.find(({ id }) => id === "setup")!.source.join("");
  const rows = code.matchAll(/name: "(\w+)",\s+version: "(.+)",\s+needs: "(>=.+?)"/g);
  return [...rows].map(([, name, version, needs]) => [name!, { version: version!, needs: needs! }]);
}

/** What the package says itself; `undefined` if it is not installed. */
function installed(name: string): Package | undefined {
  if ("reason" in python) return undefined;
  const code = `import importlib.metadata as m; p = m.metadata("${name}"); print(p["Version"], p["Requires-Python"])`;
  const { status, stdout } = spawnSync(python.path, ["-c", code], { encoding: "utf8" });
  const [version = "", needs = ""] = stdout.trim().split(" ");
  return status === 0 ? { version, needs } : undefined;
}

describe(`packages of Python${reason}`, () => {
  test("are three in the list", () => expect(listed()).toHaveLength(3));

  test.each(listed())("%s needs what the list says", (name, row) => {
    const found = installed(name) ?? installed(`${name}-cpu`);
    if (found?.version === row.version) expect(found).toEqual(row);
  });
});
