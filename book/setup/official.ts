/**
 * @file Rung 2: one try of tfjs-node's own download.
 *
 * Its script neither looks at the answer it gets nor leaves the package as it was when it is
 * interrupted, so it runs on a copy; what it made is moved only if it is whole.
 */

import { cp, mkdir, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { finish, partOf, readJson, sizeOf, sweep, writeWhole } from "./files.js";
import { describe, SetupProblem } from "./problem.js";
import type { Setting } from "./world.js";

const DOWNLOAD_BYTES = 90e6;
const A_DAY = 24 * 3600 * 1000;
/** Copied for the script: what it reads. */
const needed = ["package.json", "binding.gyp", "binding", "scripts"];

/**
 * Libraries and addon by the official download.
 *
 * @returns the folder with `include/`, `lib/` and the addon
 * @throws SetupProblem if the download fails, or failed within the last day.
 */
export async function officialDownload(setting: Setting): Promise<string> {
  const { places, world, report, signal } = setting;
  const folder = join(places.native, "official");
  const addon = "lib/napi-v8/tfjs_binding.node";
  if ((await sizeOf(join(folder, addon))) > 0) return folder;
  const refusal = join(places.native, "official.json");
  const before = await readJson<{ at: number; reason: string }>(refusal);
  if (before.at !== undefined && Date.now() - before.at < A_DAY) {
    throw new SetupProblem(`${before.reason} (tried less than a day ago)`);
  }
  await sweep(places.native);
  const part = partOf(folder);
  try {
    await mkdir(part, { recursive: true });
    for (const name of needed) {
      await cp(join(places.tfjsNode, name), join(part, name), { recursive: true });
    }
    report.line("trying tfjs-node's own download");
    const modules = join(places.projectRoot, "node_modules");
    const result = await world.run(process.execPath, ["scripts/install.js"], {
      cwd: part,
      env: {
        NODE_PATH: modules,
        PATH: [join(modules, ".bin"), world.env.PATH].join(delimiter),
      },
      limitSeconds: 900,
      watch: {
        bytes: () => sizeOf(join(part, "deps")),
        stallSeconds: 20,
        onBytes: (count) => report.progress("tfjs-node's own download", count, DOWNLOAD_BYTES),
      },
      signal,
    });
    // The script says success even where it unpacked an error page: only its result counts.
    if ((await sizeOf(join(part, addon))) === 0) {
      const reason = describe("tfjs-node's own download", result);
      if (isAnswer(result.stderr)) {
        await writeWhole(refusal, JSON.stringify({ at: Date.now(), reason }));
      }
      throw new SetupProblem(reason);
    }
    const whole = partOf(join(places.native, "whole"));
    await rename(join(part, "deps"), whole);
    await cp(join(part, "lib"), join(whole, "lib"), { recursive: true });
    await finish(whole, folder);
    return folder;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** False if nobody answered: then the next start may find the network back. */
function isAnswer(stderr: string): boolean {
  return stderr !== "" && !/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH/.test(stderr);
}
