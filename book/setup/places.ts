/** @file Where the set-up keeps what it makes. */

import { join, resolve } from "node:path";

export interface Places {
  readonly projectRoot: string;
  /** `.course`, or what `COURSE_HOME` says */
  readonly home: string;
  /** wheels from the Python registry, kept for the virtual environment */
  readonly wheels: string;
  /** one folder for each set of TensorFlow libraries */
  readonly native: string;
  /** the installed package `@tensorflow/tfjs-node` */
  readonly tfjsNode: string;
  /** the virtual environment of Python */
  readonly venv: string;
}

/** The places of a checkout. */
export function placesOf(
  projectRoot: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Places {
  const home = resolve(projectRoot, env.COURSE_HOME || ".course");
  return {
    projectRoot,
    home,
    wheels: join(home, "wheels"),
    native: join(home, "native"),
    tfjsNode: join(projectRoot, "node_modules/@tensorflow/tfjs-node"),
    venv: join(projectRoot, ".venv"),
  };
}
