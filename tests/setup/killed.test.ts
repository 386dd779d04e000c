/** @file Killed without warning at every step, in a process of its own: the next run is clean. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { stop } from "esbuild-wasm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareNative } from "../../book/setup/native.js";
import { bundle, removeBundle, runBundle } from "../tensorflow/process.js";
import { machine, wheel } from "./machine.js";

let file: string;
beforeAll(async () => {
  file = await bundle(fileURLToPath(new URL("killed.ts", import.meta.url)));
}, 120_000);
afterAll(async () => {
  await removeBundle(file);
  await stop();
});

const steps = ["official download", "pip download", "unpack", "compile", "trial"];

test.each(
  steps.flatMap(
    (step) =>
      [
        [step, "before"],
        [step, "after"],
      ] as const,
  ),
)("killed at %s, %s it", async (step, moment) => {
  const it = machine();
  try {
    const { signal } = await runBundle(file, [it.root, step, moment], {});
    expect(signal).toBe("SIGKILL");
    const options = { projectRoot: it.root, report: () => undefined, wheels: [wheel] };
    const { backend } = await prepareNative({ ...options, world: it.world });
    expect(backend).toBe("native");
    const names = readdirSync(it.root, { recursive: true }) as string[];
    expect(names.filter((name) => name.includes(".part-"))).toEqual([]);
  } finally {
    it.remove();
  }
});
