/** @file One pinned wheel, brought by pip and compared with its checksum. */

import { mkdir, readdir, rename, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { partOf, sha256, sizeOf, sweep } from "./files.js";
import { noInstaller, type Python } from "./interpreter.js";
import { describe, isDiskFull, SetupProblem } from "./problem.js";
import { TENSORFLOW, WHEEL_BYTES, type Wheel } from "./wheels.js";
import type { Setting } from "./world.js";

const flags =
  "--no-deps --only-binary=:all: --no-cache-dir --progress-bar=off --retries=2 --timeout=20 --disable-pip-version-check --implementation=cp --platform=manylinux_2_27_x86_64";

/**
 * The wheel on disk, downloaded if it is not there.
 *
 * @returns its path
 * @throws SetupProblem if there is no network, no pip, or another file than the one expected.
 */
export async function downloadWheel(
  wheel: Wheel,
  python: Python,
  setting: Setting,
): Promise<string> {
  const { wheels } = setting.places;
  const file = join(wheels, wheel.file);
  await sweep(wheels);
  if ((await sizeOf(file)) === 0) await bring(wheel, file, python, setting);
  const found = await sha256(file);
  if (found === wheel.sha256) return file;
  await unlink(file);
  throw new SetupProblem(
    `${wheel.file} is damaged or was altered on its way: its SHA-256 is ${found}, it must be ${wheel.sha256}. The file was removed; the next start downloads it again. If this repeats, a proxy or mirror alters it: name another with pip's index-url`,
  );
}

async function bring(wheel: Wheel, file: string, python: Python, setting: Setting): Promise<void> {
  if (!python.hasPip) throw noInstaller("downloading TensorFlow", python);
  const { world, report, signal } = setting;
  const part = partOf(file);
  await mkdir(part, { recursive: true });
  try {
    const line = ["-m", "pip", "download", ...flags.split(" "), `--python-version=${wheel.python}`];
    const result = await world.run(
      python.command,
      [...line, `--dest=${part}`, `tensorflow-cpu==${TENSORFLOW}`],
      {
        // What has arrived can be counted only where pip writes it.
        env: { TMPDIR: part, TEMP: part, TMP: part },
        limitSeconds: 3600,
        watch: {
          bytes: () => sizeOf(part),
          stallSeconds: 90,
          onBytes: (count) =>
            report.progress(`downloading TensorFlow ${TENSORFLOW}`, count, WHEEL_BYTES),
        },
        signal,
      },
    );
    if (result.code !== 0) {
      if (isDiskFull(result.stderr)) throw new Error(result.stderr);
      throw new SetupProblem(
        `TensorFlow could not be downloaded: ${describe("pip", result)}. Is there a network? Behind a proxy, set HTTPS_PROXY, or pip's index-url`,
      );
    }
    const found = (await readdir(part)).filter((name) => name.endsWith(".whl"));
    if (!found.includes(wheel.file)) {
      throw new SetupProblem(`pip brought ${found.join(", ") || "nothing"}, not ${wheel.file}`);
    }
    await rename(join(part, wheel.file), file);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
