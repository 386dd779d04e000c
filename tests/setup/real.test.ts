/** @file The set-up against the real programs of this machine, where it has them. */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findPython } from "../../book/setup/interpreter.js";
import { tensorFlowLibraries } from "../../book/setup/libraries.js";
import { prepareNative } from "../../book/setup/native.js";
import { placesOf } from "../../book/setup/places.js";
import { reporter } from "../../book/setup/report.js";
import { realWorld } from "../../book/setup/world.js";
import { whyNotNative } from "../tensorflow/available.js";
import { type Machine, machine, wheel } from "./machine.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const report = () => undefined;
const hasPython = spawnSync("python3", ["-c", "import zipfile"]).status === 0;

let it: Machine;
beforeEach(() => {
  it = machine();
});
afterEach(() => it.remove());

describe.skipIf(!hasPython)(hasPython ? "Python" : "Python (there is no python3)", () => {
  const setting = () => ({
    places: placesOf(it.root, {}),
    world: realWorld(),
    report: reporter("test", report),
    signal: undefined,
  });

  test("is found, with its version", async () => {
    const python = await findPython(setting());
    expect(python!.version[0]).toBe(3);
  });

  test("unpacks of a wheel what is needed, and nothing else", async () => {
    const file = join(it.root, ".course/wheels", wheel.file);
    const make = `
import os, sys, zipfile
os.makedirs(os.path.dirname(sys.argv[1]))
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as wheel:
    for name in ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "include/tensorflow/c/c_api.h",
                 "include/tensorflow/c/eager/c_api.h", "include/tsl/platform/ctstring.h", "include/Eigen/Core",
                 "include/tensorflow/c/../../../../escape.h", "python/keras.py"]:
        wheel.writestr("tensorflow/" + name, name * 1000)
`;
    expect(spawnSync("python3", ["-c", make, file]).status).toBe(0);
    const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
    const pinned = ["3.10", "3.11", "3.12", "3.13", "3.14"].map((python) => {
      return { ...wheel, python, sha256 };
    });
    const folder = await tensorFlowLibraries(pinned, setting());
    const names = (readdirSync(folder, { recursive: true }) as string[]).sort();
    expect(names.filter((name) => /\.(h|2|so)$/.test(name))).toEqual([
      "include/tensorflow/c/c_api.h",
      "include/tensorflow/c/eager/c_api.h",
      "include/tsl/platform/ctstring.h",
      "lib/libtensorflow.so",
      "lib/libtensorflow.so.2",
      "lib/libtensorflow_cc.so.2",
      "lib/libtensorflow_framework.so",
      "lib/libtensorflow_framework.so.2",
    ]);
    const text = readFileSync(join(folder, "include/tensorflow/c/c_api.h"), "utf8");
    expect(text).toBe("include/tensorflow/c/c_api.h".repeat(1000));
    const all = readdirSync(it.root, { recursive: true }) as string[];
    expect(all.filter((name) => name.endsWith("escape.h"))).toEqual([]);
  });

  test("refuses a wheel that is no zip file, and leaves nothing", async () => {
    const places = placesOf(it.root, {});
    spawnSync("mkdir", ["-p", places.wheels]);
    writeFileSync(join(places.wheels, wheel.file), "no zip");
    const sha256 = createHash("sha256").update("no zip").digest("hex");
    await expect(tensorFlowLibraries([{ ...wheel, sha256 }], setting())).rejects.toThrow(
      /^unpacking TensorFlow ended with code 1: zipfile\.BadZipFile: File is not a zip file$/,
    );
    expect(readdirSync(places.native)).toEqual([]);
  });
});

const reason = whyNotNative();
describe.skipIf(reason !== null)(
  reason === null ? "this checkout" : `this checkout (${reason})`,
  () => {
    test("has native TensorFlow, found in an instant the second time", async () => {
      const options = { projectRoot: root, report };
      const world = { ...realWorld(), env: { ...process.env, COURSE_BACKEND: undefined } };
      expect(await prepareNative({ ...options, world })).toMatchObject({
        backend: "native",
        rung: 1,
      });
      const start = performance.now();
      await prepareNative({ ...options, world });
      expect(performance.now() - start).toBeLessThan(500);
    });
  },
);
