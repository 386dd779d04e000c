/** @file Whether native TensorFlow loads and multiplies, tried in a process of its own. */

import { realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { addonOf } from "./addon.js";
import { nativeEnvironment } from "./environment.js";
import { readJson, writeWhole } from "./files.js";
import { describe } from "./problem.js";
import type { Setting } from "./world.js";

/** Node 22 warns of `util.isNullOrUndefined`, which tfjs-node 4.22.0 calls; Node 23 took it away. */
const program = `
const util = require("node:util");
util.isNullOrUndefined = (value) => value === null || value === undefined;
const tf = require("@tensorflow/tfjs-node");
const product = tf.matMul(tf.tensor2d([[1, 2], [3, 5]]), tf.tensor2d([[7], [11]])).dataSync();
if (product.join() !== "29,76") throw new Error("matMul gives " + product.join());
console.log("TensorFlow " + tf.backend().binding.TF_Version);
`;

export type Trial =
  | { readonly loads: true; readonly version: string }
  | { readonly loads: false; readonly reason: string };

/** Tries native TensorFlow; a success is remembered until addon, libraries or Node change. */
export async function tryNative(setting: Setting): Promise<Trial> {
  const { places, world, signal } = setting;
  const addon = await stat(addonOf(places)).catch(() => null);
  if (addon === null) return { loads: false, reason: "the addon of tfjs-node is not there" };
  const deps = await realpath(join(places.tfjsNode, "deps")).catch(() => "none");
  const key = [process.version, addon.size, addon.mtimeMs, deps].join(" ");
  const memory = join(places.native, "loads.json");
  const remembered = await readJson<{ key: string; version: string }>(memory);
  if (remembered.key === key && remembered.version && deps !== "none") {
    return { loads: true, version: remembered.version };
  }
  const result = await world.run(process.execPath, ["-e", program], {
    cwd: places.projectRoot,
    env: nativeEnvironment(),
    limitSeconds: 120,
    signal,
  });
  if (result.code !== 0) return { loads: false, reason: describe("the addon", result) };
  const version = result.stdout.trim().split("\n").at(-1) ?? "";
  // Only speed is lost where the memory cannot be written.
  await writeWhole(memory, JSON.stringify({ key, version })).catch(() => undefined);
  return { loads: true, version };
}
