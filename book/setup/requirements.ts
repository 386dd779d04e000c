/** @file What the virtual environment holds, for each of its uses. */

import { TENSORFLOW } from "./wheels.js";
import type { World } from "./world.js";

/** JupyterLab for a reader; everything for the tests; Keras and NumPy for the benchmark. */
export type PackageSet = "lab" | "test" | "bench";

const jupyter = ["jupyterlab==4.6.6", "jupytext==1.19.6", "nbclient==0.11.0", "plotly==6.9.0"];

/** Bytes on disk of the environment with each set, its downloads included while they last. */
export const venvBytes: Readonly<Record<PackageSet, number>> = {
  lab: 0.5e9,
  bench: 1.9e9,
  test: 2.2e9,
};

/** The requirements of a set, as pip takes them. */
export function requirements(set: PackageSet, { platform, arch }: World): string[] {
  if (set === "lab") return jupyter;
  // The build without graphics cards is there for Linux and Windows on x64 alone.
  const isSmall = arch === "x64" && platform !== "darwin";
  const keras = ["keras==3.15.1", `tensorflow${isSmall ? "-cpu" : ""}==${TENSORFLOW}`];
  return set === "bench" ? keras : [...jupyter, ...keras];
}
