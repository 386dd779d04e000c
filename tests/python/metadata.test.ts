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
  const rows = listed();

  test("are three in the list", () => expect(rows).toHaveLength(3));

  test.skipIf("reason" in python)("need what the list says, in the versions of the list", () => {
    const pairs = rows.map(([name, row]) => [installed(name) ?? installed(`${name}-cpu`), row]);
    const same = pairs.filter(([found, row]) => found?.version === row?.version);
    // The list is of a day; when all packages here are newer, it is time for a new one.
    expect(same.length).toBeGreaterThan(0);
    for (const [found, row] of same) expect(found).toEqual(row);
  });
});
