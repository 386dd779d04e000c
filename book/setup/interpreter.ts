/** @file The Python of this machine: which version, and whether it can install packages. */

import { join } from "node:path";
import type { Places } from "./places.js";
import { SetupProblem } from "./problem.js";
import type { Setting, World } from "./world.js";

type Where = Pick<Setting, "places" | "world" | "signal">;

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

/**
 * The first of `COURSE_PYTHON`, `python3`, `python` that is a Python 3; `null` if none is.
 *
 * One without pip borrows that of the virtual environment, if there is one.
 */
export async function findPython(setting: Where): Promise<Python | null> {
  const { world, places } = setting;
  for (const command of [world.env.COURSE_PYTHON, "python3", "python"]) {
    const python = command ? await askPython(command, setting) : null;
    if (python === null) continue;
    if (python.hasPip) return python;
    const inside = await askPython(pythonOf(places, world), setting);
    return inside?.hasPip ? { ...inside, hasVenv: python.hasVenv } : python;
  }
  return null;
}

/** The executable inside the virtual environment. */
export function pythonOf({ venv }: Places, { platform }: World): string {
  return join(venv, platform === "win32" ? "Scripts/python.exe" : "bin/python");
}

/** What a Python says of itself; `null` if it is none, or does not start. */
export async function askPython(command: string, { world, signal }: Where): Promise<Python | null> {
  const { code, stdout } = await world.run(command, ["-c", ask], { limitSeconds: 20, signal });
  if (code !== 0) return null;
  const found = JSON.parse(stdout) as Omit<Python, "command">;
  return found.version[0] === 3 ? { command, ...found } : null;
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
