/**
 * @file The virtual environment `.venv`: JupyterLab, and Keras for the tests and the benchmark.
 *
 * A file of ours in it says what it holds and whether it is whole; one that was left half made is
 * made anew, and one that somebody else made is not touched.
 */

import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./alive.mjs";
import { downloadWheel } from "./download.js";
import { partOf, readJson, sweep, writeWhole } from "./files.js";
import {
  askPython,
  findPython,
  noInstaller,
  noPython,
  type Python,
  pythonOf,
} from "./interpreter.js";
import { type Places, placesOf } from "./places.js";
import { describe, diskFull, isDiskFull, SetupProblem } from "./problem.js";
import { reporter } from "./report.js";
import { type PackageSet, requirements, venvBytes } from "./requirements.js";
import { fits, wheels as pinnedWheels, type Wheel } from "./wheels.js";
import { realWorld, type Setting, type World } from "./world.js";

export interface VenvOptions {
  projectRoot: string;
  packages: PackageSet;
  /** is given plain lines of progress */
  report: (line: string) => void;
  signal?: AbortSignal | undefined;
  /** defaults to the machine as it is */
  world?: World;
  /** defaults to the pinned wheels of TensorFlow */
  wheels?: readonly Wheel[];
}

/** How often whoever works on the environment shows that it still does. */
const BEAT_MS = 3000;

interface Marker {
  state: "working" | "ready";
  /** who works on it */
  pid: number;
  /** the requirements that it fulfils */
  holds: string[];
}

/**
 * The Python of a virtual environment that holds a set of packages, installed where they are not.
 *
 * @returns its executable
 * @throws SetupProblem if there is no Python, no network, no room, or an environment of somebody else.
 * @throws the reason of `signal`.
 */
export async function ensureVenv(options: VenvOptions): Promise<{ python: string }> {
  const { projectRoot, packages, signal, world = realWorld(), wheels = pinnedWheels } = options;
  const places = placesOf(projectRoot, world.env);
  const setting: Setting = { places, world, signal, report: reporter(".venv", options.report) };
  const python = pythonOf(places, world);
  const wanted = requirements(packages, world);
  const before = await settle(setting, python);
  if (before && wanted.every((requirement) => before.holds.includes(requirement)))
    return { python };

  const host = await findPython(setting);
  if (host === null) throw noPython("a virtual environment");
  checkVersion(packages, host);
  if (!before && !host.hasVenv) throw noInstaller("a virtual environment", host);
  const needed = venvBytes[packages];
  const free = await world.freeBytes(projectRoot);
  if (free < needed) throw diskFull(".venv", places.venv, needed, free);
  await mark(places, { state: "working", pid: process.pid, holds: [] });
  const beat = setInterval(
    () => utimes(markerOf(places), new Date(), new Date()).catch(() => 0),
    BEAT_MS,
  );
  try {
    if (!before) await make(host, python, setting);
    const wheel = wheels.find((each) => each.python === host.version.slice(0, 2).join("."));
    if (packages !== "lab" && wheel && fits(world)) {
      // The same file that native TensorFlow is built against: downloaded once, whoever is first.
      await downloadWheel(wheel, { ...host, command: python, hasPip: true }, setting);
    }
    await install(python, wanted, setting);
  } catch (error) {
    if (isDiskFull(error)) throw diskFull(".venv", places.venv, needed);
    // pip installs only when it has everything: what was there is still whole.
    if (before && !signal?.aborted) await mark(places, before);
    throw error;
  } finally {
    clearInterval(beat);
  }
  const holds = [...new Set([...(before?.holds ?? []), ...wanted])];
  await mark(places, { state: "ready", pid: process.pid, holds });
  setting.report.line(`ready after ${Math.round(setting.report.seconds())} s`);
  return { python };
}

/** What the environment holds; `undefined` if there is none, after what is left of one is gone. */
async function settle(setting: Setting, python: string): Promise<Marker | undefined> {
  const { places, report, signal } = setting;
  const names = await readdir(places.venv).catch(() => []);
  if (names.length === 0) return undefined;
  let marker = await readJson<Marker>(markerOf(places));
  if (marker.state === undefined) {
    throw new SetupProblem(
      `${places.venv} is a virtual environment that this course did not make. Move it away, then start again`,
    );
  }
  for (let told = false; await isWorkedOn(marker, places); told = true) {
    if (!told) report.line("another process is installing; waiting for it");
    await sleep(500, undefined, { signal });
    marker = await readJson<Marker>(markerOf(places));
  }
  if (marker.state === "ready" && (await askPython(python, setting))) return marker as Marker;
  report.line("what was left half made is made anew");
  await rm(places.venv, { recursive: true, force: true });
  return undefined;
}

/** True if another process works on it: it lives, and has not been silent for long. */
async function isWorkedOn({ state, pid }: Partial<Marker>, places: Places): Promise<boolean> {
  if (state !== "working" || pid === undefined || pid === process.pid || !isAlive(pid))
    return false;
  const { mtimeMs } = await stat(markerOf(places)).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < 10 * BEAT_MS;
}

async function make(host: Python, python: string, setting: Setting): Promise<void> {
  const { places, world, report, signal } = setting;
  report.line(`making it with Python ${host.version.join(".")}`);
  const options = { limitSeconds: 300, signal };
  const result = await world.run(host.command, ["-m", "venv", places.venv], options);
  if (result.code !== 0) {
    if (isDiskFull(result.stderr)) throw new Error(result.stderr);
    throw new SetupProblem(`.venv could not be made: ${describe(python, result)}`);
  }
}

async function install(python: string, wanted: readonly string[], setting: Setting): Promise<void> {
  const { places, world, report, signal } = setting;
  report.line(`installing ${wanted.join(", ")}`);
  await sweep(places.home);
  const temporary = partOf(join(places.home, "pip"));
  await mkdir(temporary, { recursive: true });
  try {
    const flags = `--disable-pip-version-check --no-input --progress-bar=off --retries=2 --timeout=30 --find-links=${places.wheels}`;
    const result = await world.run(
      python,
      ["-m", "pip", "install", ...flags.split(" "), ...wanted],
      {
        env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary },
        limitSeconds: 3600,
        onLine: (line) => {
          const found = /^\s*(Downloading \S+.*|Installing collected packages)/.exec(line)?.[1];
          if (found) report.sometimes(found.replace(/^./, (letter) => letter.toLowerCase()));
        },
        signal,
      },
    );
    if (result.code === 0) return;
    if (isDiskFull(result.stderr)) throw new Error(result.stderr);
    throw new SetupProblem(
      `.venv could not be filled: ${describe("pip", result)}. Is there a network? Behind a proxy, set HTTPS_PROXY, or pip's index-url`,
    );
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function checkVersion(packages: PackageSet, { version, command }: Python): void {
  const short = version.slice(0, 2).join(".");
  const known = pinnedWheels.map(({ python }) => python);
  if (packages === "lab" ? version[1] >= 10 : known.includes(short)) return;
  const must = packages === "lab" ? "3.10 or newer" : "3.10, 3.11, 3.12 or 3.13";
  throw new SetupProblem(
    `${packages === "lab" ? "JupyterLab" : "TensorFlow"} needs Python ${must}, and ${command} is ${short}. Set COURSE_PYTHON to such a one`,
  );
}

function markerOf({ venv }: Places): string {
  return join(venv, "course.json");
}

async function mark(places: Places, marker: Marker): Promise<void> {
  await writeWhole(markerOf(places), JSON.stringify(marker));
}
