/** @file `npm run package`: compiles the library from nothing and packs it. */

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "../cli.js";
import { CourseError } from "../message.js";
import { copyCommonJsTypes } from "../package/commonJsTypes.js";
import { projectRoot } from "../paths.js";

export const command: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: { out: { type: "string" } } });
  const out = resolve(values.out ?? join(projectRoot, "build/package"));
  mkdirSync(out, { recursive: true });
  // A file that was deleted from src must not stay in the package.
  rmSync(join(projectRoot, "dist"), { recursive: true, force: true });
  rmSync(join(projectRoot, "build/library.tsbuildinfo"), { force: true });
  run([join(projectRoot, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"]);
  copyCommonJsTypes(projectRoot);
  const npm =
    process.env.npm_execpath ??
    join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  const name = run([npm, "pack", "--ignore-scripts", "--silent", "--pack-destination", out]);
  console.log(join(out, name.trim().split("\n").at(-1) ?? ""));
  return 0;
};

function run(line: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, line, {
    cwd: projectRoot,
    encoding: "utf8",
  });
  if (status !== 0) throw new CourseError(`${line.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}
