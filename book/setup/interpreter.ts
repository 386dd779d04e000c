/** @file The Python of this machine: which version, and whether it can install packages. */

import { SetupProblem } from "./problem.js";
import type { Setting } from "./world.js";

export interface Python {
  /** what to run: "python3" */
  readonly command: string;
  readonly version: readonly [number, number, number];
  readonly hasPip: boolean;
  /** can make a virtual environment that has pip */
  readonly hasVenv: boolean;
}

const ask = `
import json, sys, importlib.util as u
has = lambda *names: all(u.find_spec(name) is not None for name in names)
print(json.dumps({"version": sys.version_info[:3], "hasPip": has("pip"), "hasVenv": has("venv", "ensurepip")}))
`;

/** The first of `COURSE_PYTHON`, `python3`, `python` that is a Python 3; `null` if none is. */
export async function findPython({
  world,
  signal,
}: Pick<Setting, "world" | "signal">): Promise<Python | null> {
  for (const command of [world.env.COURSE_PYTHON, "python3", "python"]) {
    if (!command) continue;
    const options = { limitSeconds: 20, signal };
    const { code, stdout } = await world.run(command, ["-c", ask], options);
    if (code !== 0) continue;
    const found = JSON.parse(stdout) as Omit<Python, "command">;
    if (found.version[0] === 3) return { command, ...found };
  }
  return null;
}

/** What a reader without Python is told. */
export function noPython(what: string): SetupProblem {
  return new SetupProblem(
    `${what} needs Python 3.10 or newer, and there is no python3 on the PATH (Debian, Ubuntu: apt install python3 python3-pip python3-venv; elsewhere: python.org)`,
  );
}

/** What a reader is told whose Python comes without its installer. */
export function noInstaller(what: string, python: Python): SetupProblem {
  const version = python.version.join(".");
  return new SetupProblem(
    `${what} needs pip, and Python ${version} (${python.command}) has none (Debian, Ubuntu: apt install python3-pip python3-venv)`,
  );
}
