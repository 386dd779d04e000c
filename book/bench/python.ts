/** @file The Python that has Keras: of `COURSE_PYTHON`, else the project's `.venv`. */

import { join } from "node:path";
import { run } from "../setup/run.js";

const ask = `
import importlib.util, sys
sys.exit(", ".join(n for n in ("numpy", "keras", "tensorflow") if not importlib.util.find_spec(n)) or 0)
`;

/** A Python with NumPy, Keras and TensorFlow, or the reason why there is none. */
export async function findKeras(
  projectRoot: string,
): Promise<{ readonly path: string } | { readonly reason: string }> {
  const inside = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
  const reasons: string[] = [];
  for (const path of [process.env.COURSE_PYTHON, join(projectRoot, ".venv", inside)]) {
    if (!path) continue;
    const { ended, code, stderr } = await run(path, ["-c", ask], { limitSeconds: 60 });
    if (code === 0) return { path };
    const name = path.replace(`${projectRoot}/`, "");
    reasons.push(ended === "missing" ? `there is no ${name}` : `${name} has no ${stderr.trim()}`);
  }
  return { reason: reasons.join("; ") };
}
