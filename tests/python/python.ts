/** @file Finds a Python that has NumPy and Keras, and asks it for reference numbers. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { askedOnce } from "./answers.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A Python with NumPy and Keras, or the reason why there is none. */
export type PythonSearch = { readonly path: string } | { readonly reason: string };

/** Looks at `COURSE_PYTHON`, then at the project's `.venv`. */
export function findPython(): PythonSearch {
  const path = process.env.COURSE_PYTHON ?? `${root}.venv/bin/python`;
  if (!existsSync(path)) return { reason: `there is no ${path.replace(root, "")}` };
  // find_spec only looks for the packages: importing Keras would take seconds.
  const missing = "[m for m in ('numpy', 'keras') if not importlib.util.find_spec(m)]";
  const code = `import importlib.util, sys; sys.exit(', '.join(${missing}) or 0)`;
  const { status, stderr } = spawnSync(path, ["-c", code], { encoding: "utf8", timeout: 60_000 });
  if (status === 0) return { path };
  return { reason: `${path.replace(root, "")} has no ${stderr.trim() || "answer"}` };
}

/**
 * What `reference.py` answers to each request, in their order.
 *
 * @throws Error with Python's own message if it fails.
 */
export function askPython(path: string, requests: readonly object[]): unknown[] {
  const question = JSON.stringify(requests);
  const answer = askedOnce(inject("answers"), question, () => runPython(path, question));
  return JSON.parse(answer) as unknown[];
}

function runPython(path: string, input: string): string {
  const { status, stdout, stderr } = spawnSync(
    path,
    [fileURLToPath(new URL("reference.py", import.meta.url))],
    {
      encoding: "utf8",
      input,
      maxBuffer: 2 ** 28,
      timeout: 240_000,
      env: {
        ...process.env,
        CUDA_VISIBLE_DEVICES: "-1",
        KERAS_BACKEND: "tensorflow",
        TF_CPP_MIN_LOG_LEVEL: "3",
        TF_ENABLE_ONEDNN_OPTS: "0",
      },
    },
  );
  if (status !== 0) throw new Error(`reference.py ended with ${status}: ${stderr.slice(0, 3000)}`);
  return stdout;
}
