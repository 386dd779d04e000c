/**
 * @file TensorFlow's libraries and the headers of its C interface, out of its wheel.
 *
 * Needs no working TensorFlow in Python: a wheel is a zip file, and two libraries and a few headers
 * are all that is unpacked.
 */

import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { downloadWheel } from "./download.js";
import { finish, partOf, sizeOf, sweep } from "./files.js";
import { findPython, noPython } from "./interpreter.js";
import { describe, diskFull, isDiskFull } from "./problem.js";
import { UNPACKED_BYTES, WHEEL_BYTES, type Wheel } from "./wheels.js";
import type { Setting } from "./world.js";

/** Unpacks the wheel given first into the folder given second; prints the bytes written so far. */
const unpackProgram = `
import os, re, sys, zipfile
wanted = re.compile(r"tensorflow/(?:(libtensorflow_(?:cc|framework)\\.so\\.2)|(include/(?:tensorflow/c/|tensorflow/core/platform/ctstring|tsl/platform/ctstring|xla/tsl/c/)[\\w/]*\\.h))$")
done, parent = 0, os.getppid()
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for entry in wheel.infolist():
        found = wanted.match(entry.filename)
        if not found: continue
        path = os.path.join(sys.argv[2], "lib/" + found[1] if found[1] else found[2])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with wheel.open(entry) as source, open(path, "wb") as target:
            while chunk := source.read(1 << 24):
                target.write(chunk)
                done += len(chunk)
                print(done, flush=True)
                if os.getppid() != parent: sys.exit("nobody waits for it any more")
`;

/** The names under which tfjs-node's own build and install script look for the libraries. */
const aliases = {
  "libtensorflow.so": "libtensorflow_cc.so.2",
  "libtensorflow.so.2": "libtensorflow_cc.so.2",
  "libtensorflow.so.2.9.1": "libtensorflow_cc.so.2",
  "libtensorflow_framework.so": "libtensorflow_framework.so.2",
};

/**
 * The folder with TensorFlow's `include/` and `lib/`, downloaded and unpacked unless it is there.
 *
 * @throws SetupProblem that names what is missing and the cure.
 */
export async function tensorFlowLibraries(
  pinned: readonly Wheel[],
  setting: Setting,
): Promise<string> {
  const { places, world } = setting;
  const python = await findPython(setting);
  if (python === null) throw noPython("building native TensorFlow");
  const version = python.version.slice(0, 2).join(".");
  const wheel = pinned.find((each) => each.python === version) ?? pinned[0]!;
  const folder = join(places.native, wheel.sha256.slice(0, 12));
  await sweep(places.native);
  if ((await sizeOf(folder)) > 0) return folder;

  const hasWheel = (await sizeOf(join(places.wheels, wheel.file))) > 0;
  const needed = UNPACKED_BYTES + (hasWheel ? 0 : WHEEL_BYTES);
  const free = await world.freeBytes(places.home);
  if (free < needed) throw diskFull("native TensorFlow", places.home, needed, free);
  try {
    await unpack(await downloadWheel(wheel, python, setting), folder, python.command, setting);
    return folder;
  } catch (error) {
    throw isDiskFull(error) ? diskFull("native TensorFlow", places.home, needed) : error;
  }
}

async function unpack(file: string, folder: string, python: string, setting: Setting) {
  const { world, report, signal } = setting;
  const part = partOf(folder);
  await mkdir(part, { recursive: true });
  try {
    const result = await world.run(python, ["-c", unpackProgram, file, part], {
      limitSeconds: 900,
      onLine: (line) => report.progress("unpacking TensorFlow", Number(line), UNPACKED_BYTES),
      signal,
    });
    if (result.code !== 0) throw new Error(describe("unpacking TensorFlow", result));
    for (const [alias, target] of Object.entries(aliases)) {
      await symlink(target, join(part, "lib", alias));
    }
    await finish(part, folder);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
