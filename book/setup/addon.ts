/**
 * @file The native addon of tfjs-node: compiled, put where the package looks for it, and tried.
 *
 * The addon's sources come with the npm package; it asks of Node only the stable N-API, so one build
 * serves Node 20, 22 and 24, and the headers of npm's `node-api-headers` are enough.
 */

import { copyFile, lstat, mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { finish, partOf, sizeOf, sweep } from "./files.js";
import type { Places } from "./places.js";
import { describe, SetupProblem } from "./problem.js";
import type { Setting } from "./world.js";

/** The N-API level for which tfjs-node 4.22.0 is made, and its folder in the package. */
const NAPI = 8;
const addonIn = (folder: string) => join(folder, `lib/napi-v${NAPI}/tfjs_binding.node`);

/** The addon that the package would load. */
export function addonOf({ tfjsNode }: Places): string {
  return addonIn(tfjsNode);
}

/** The first of `CXX`, `g++`, `c++`, `clang++` that runs; `null` if none does. */
export async function findCompiler({ world, signal }: Pick<Setting, "world" | "signal">) {
  for (const command of [world.env.CXX, "g++", "c++", "clang++"]) {
    if (!command) continue;
    const { code, stdout } = await world.run(command, ["--version"], { limitSeconds: 20, signal });
    if (code === 0) return { command, version: stdout.split("\n")[0] ?? "" };
  }
  return null;
}

/** What a reader without a compiler is told. */
export const noCompiler = new SetupProblem(
  "building native TensorFlow needs a C++ compiler, and none of g++, c++, clang++ is on the PATH (Debian, Ubuntu: apt install g++)",
);

/** Compiles the addon against the libraries in `folder` and keeps it there. */
export async function compileAddon(folder: string, setting: Setting): Promise<void> {
  const { places, world, report, signal } = setting;
  const addon = addonIn(folder);
  if ((await sizeOf(addon)) > 0) return;
  const compiler = await findCompiler(setting);
  if (compiler === null) throw noCompiler;
  report.line(`compiling the addon of tfjs-node with ${compiler.command}`);
  const binding = join(places.tfjsNode, "binding");
  const sources = (await readdir(binding)).filter((name) => name.endsWith(".cc"));
  await mkdir(dirname(addon), { recursive: true });
  await sweep(dirname(addon));
  const part = partOf(addon);
  const flags = `-shared -fPIC -std=c++17 -O2 -DNAPI_VERSION=${NAPI} -ltensorflow -ltensorflow_framework`;
  try {
    const result = await world.run(
      compiler.command,
      [
        ...sources.map((name) => join(binding, name)),
        ...flags.split(" "),
        `-I${join(places.projectRoot, "node_modules/node-api-headers/include")}`,
        `-I${join(folder, "include")}`,
        `-L${join(folder, "lib")}`,
        "-Wl,-rpath,$ORIGIN/../../deps/lib",
        "-o",
        part,
      ],
      { limitSeconds: 600, signal },
    );
    if (result.code !== 0) {
      throw new SetupProblem(`the addon does not compile: ${describe(compiler.command, result)}`);
    }
    await finish(part, addon);
  } finally {
    await rm(part, { force: true });
  }
}

/** Puts libraries and addon of `folder` where the package looks for them. */
export async function placeAddon(folder: string, { places }: Setting): Promise<void> {
  const deps = join(places.tfjsNode, "deps");
  // A relative link, so that the checkout can be moved; a new one, whatever stood there.
  const target = relative(places.tfjsNode, folder);
  if (await lstat(deps).catch(() => null)) await rm(deps, { recursive: true, force: true });
  await symlink(target, deps, process.platform === "win32" ? "junction" : "dir");
  const addon = addonOf(places);
  await mkdir(dirname(addon), { recursive: true });
  await sweep(dirname(addon));
  await copyFile(addonIn(folder), partOf(addon));
  await rename(partOf(addon), addon);
}
