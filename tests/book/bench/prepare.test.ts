import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findKeras, tryNative } from "../../../book/bench/prepare.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bench-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** A program that ends with this code, whatever it is asked. */
async function interpreter(code: number): Promise<string> {
  const path = join(folder, `python-${code}`);
  await writeFile(path, `#!${process.execPath}\nprocess.exit(${code});\n`);
  await chmod(path, 0o755);
  return path;
}

test("findKeras takes COURSE_PYTHON if that has Keras", async () => {
  const path = await interpreter(0);
  vi.stubEnv("COURSE_PYTHON", path);
  expect(await findKeras({ projectRoot: folder, report: () => {} })).toEqual({ path });
});

test("findKeras tells why there is no Python", async () => {
  vi.stubEnv("COURSE_PYTHON", await interpreter(1));
  vi.stubEnv("PATH", folder); // no python3 there either
  vi.stubEnv("COURSE_HOME", join(folder, ".course"));
  expect(await findKeras({ projectRoot: folder, report: () => {} })).toEqual({
    reason: expect.stringContaining("needs Python 3.10 or newer"),
  });
});

test("tryNative reports what stands in the way and goes on", async () => {
  vi.stubEnv("COURSE_BACKEND", "quantum");
  const lines: string[] = [];
  await tryNative({ projectRoot: folder, report: (line) => lines.push(line) });
  expect(lines).toEqual([expect.stringContaining("COURSE_BACKEND must be")]);
});

test("an interrupt is no reason: it ends the benchmark", async () => {
  const signal = AbortSignal.abort(new Error("stopped"));
  const options = { projectRoot: folder, report: () => {}, signal };
  await expect(findKeras(options)).rejects.toThrow("stopped");
  vi.stubEnv("COURSE_BACKEND", "quantum");
  await expect(tryNative(options)).rejects.toThrow("stopped");
});
