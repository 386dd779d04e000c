/** @file The checks that are no vitest tests: each is one command of a tool, and counts as one test. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../paths.js";

export interface Step {
  readonly name: string;
  /** A script under the project root, and its arguments. */
  readonly line: readonly string[];
}

export const steps: readonly Step[] = [
  { name: "types", line: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"] },
  {
    name: "format and lint",
    line: [
      "tests/node_modules/@biomejs/biome/bin/biome",
      "ci",
      "--colors=off",
      "--error-on-warnings",
    ],
  },
  {
    name: "doc comments",
    line: ["tests/node_modules/typedoc/bin/typedoc", "--options", "tests/typedoc.json"],
  },
  {
    name: "nothing unused",
    line: ["tests/node_modules/knip/bin/knip.js", "--config", "tests/knip.json"],
  },
];

/** True if the step ended well; what it printed is shown only if it did not. */
export function runStep({ name, line }: Step): boolean {
  const start = performance.now();
  const [script = "", ...args] = line;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot, script), ...args],
    { cwd: projectRoot, encoding: "utf8", maxBuffer: 64e6 },
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status === 0;
}
