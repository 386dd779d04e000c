/** @file The checks that are no vitest tests: each is one command of a tool, and counts as one test. */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../paths.js";
import { lateFlags } from "../setup/optimizeLate.mjs";

interface Step {
  readonly name: string;
  /** A script under the project root, and its arguments. */
  readonly line: readonly [string, ...string[]];
}

const steps: readonly [Step, ...Step[]] = [
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

/** Runs all, two at a time; whether each ended well. */
export async function runSteps(): Promise<boolean[]> {
  const [types, ...others] = steps; // types take as long as the others together
  const results = await Promise.all([
    runStep(types),
    (async () => {
      const passed: boolean[] = [];
      for (const step of others) passed.push(await runStep(step));
      return passed;
    })(),
  ]);
  return results.flat();
}

/** True if the step ended well; what it printed is shown only if it did not. */
function runStep({ name, line: [script, ...args] }: Step): Promise<boolean> {
  const start = performance.now();
  const line = [...lateFlags, join(projectRoot, script), ...args];
  const options = { cwd: projectRoot, maxBuffer: 64e6 };
  return new Promise((resolve) => {
    execFile(process.execPath, line, options, (error, out, err) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`${error === null ? "✓" : "✗"} ${name} (${seconds} s)`);
      if (error !== null) console.log(`${out}${err}`);
      resolve(error === null);
    });
  });
}
