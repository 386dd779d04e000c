/**
 * @file The wheels of TensorFlow that may be used, and their checksums.
 *
 * Source: the files `tensorflow_cpu-2.21.0-*.whl` of the Python registry and the SHA-256 that it
 * gives for each, read in November 2026.
 */

import type { World } from "./world.js";

export const TENSORFLOW = "2.21.0";

export interface Wheel {
  /** the version of Python that it is for; only its C libraries are used, so any will do */
  readonly python: string;
  readonly file: string;
  readonly sha256: string;
}

/** One wheel for each Python that TensorFlow knows. */
export const wheels: readonly Wheel[] = [
  wheel("3.12", "dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb"),
  wheel("3.13", "05af7c26d35f4de910b5598c7b507e3981831a7b0f47fed9a405d995d51d7793"),
  wheel("3.11", "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c"),
  wheel("3.10", "d143e92f5c0661cdfa26eaca8f73cd2efd0ec53a68af8dec82f584ba8eb14b83"),
];

/** Bytes of a wheel, of what is unpacked from it, and of both. */
export const WHEEL_BYTES = 274e6;
export const UNPACKED_BYTES = 856e6;

/** True where the libraries of these wheels can be loaded. */
export function fits({ platform, arch, hasGlibc }: World): boolean {
  return platform === "linux" && arch === "x64" && hasGlibc;
}

function wheel(python: string, sha256: string): Wheel {
  const tag = `cp${python.replace(".", "")}`;
  const file = `tensorflow_cpu-${TENSORFLOW}-${tag}-${tag}-manylinux_2_27_x86_64.whl`;
  return { python, file, sha256 };
}
