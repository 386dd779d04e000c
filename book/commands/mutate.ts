/** @file `npm run mutate`: breaks the formulas on purpose and counts what the tests notice. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Command } from "../cli.js";
import { projectRoot } from "../paths.js";

export const command: Command = async (args) => {
  const stryker = join(projectRoot, "tests/node_modules/@stryker-mutator/core/bin/stryker.js");
  const line = [stryker, "run", "tests/stryker.config.json", ...args];
  // Code that counts its own mutants is many times slower; one that never ends is Stryker's to stop.
  const env = { ...process.env, COURSE_TEST_TIMEOUT: "600000" };
  const { status } = spawnSync(process.execPath, line, { cwd: projectRoot, stdio: "inherit", env });
  return status ?? 1;
};
