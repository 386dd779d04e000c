/** @file What chapter 17 says that packages need, against the packages that are installed here. */

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { runCells } from "./cells.js";
import { findPython } from "./python.js";

const python = findPython();
const reason = "reason" in python ? ` (skipped: ${python.reason})` : "";

interface Package {
  readonly version: string;
  readonly needs: string;
}

/** The rows of the chapter that say which Python a package needs. */
async function listed(): Promise<[name: string, Package][]> {
  const { needing } = await runCells<{ needing: ({ name: string } & Package)[] }>(
    "17-tools",
    ["setup", "errata-setup"],
    ["needing"],
  );
  return needing.map(({ name, version, needs }) => [name, { version, needs }]);
}

/** What the package says itself; `undefined` if it is not installed. */
function installed(name: string): Package | undefined {
  if ("reason" in python) return undefined;
  const code = `import importlib.metadata as m; p = m.metadata("${name}"); print(p["Version"], p["Requires-Python"])`;
  const { status, stdout } = spawnSync(python.path, ["-c", code], { encoding: "utf8" });
  const [version = "", needs = ""] = stdout.trim().split(" ");
  return status === 0 ? { version, needs } : undefined;
}

test.skipIf("reason" in python)(
  `packages of Python need what the list says, in the versions of the list${reason}`,
  async () => {
    const rows = await listed();
    expect(rows).toHaveLength(3);
    const pairs = rows.map(([name, row]) => [installed(name) ?? installed(`${name}-cpu`), row]);
    const same = pairs.filter(([found, row]) => found?.version === row?.version);
    // The list is of a day; when all packages here are newer, it is time for a new one.
    expect(same.length).toBeGreaterThan(0);
    for (const [found, row] of same) expect(found).toEqual(row);
  },
);
