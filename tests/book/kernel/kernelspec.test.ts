import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeKernelspec } from "../../../book/kernel/kernelspec.js";

let jupyterPath: string;
beforeEach(async () => {
  jupyterPath = await mkdtemp(join(tmpdir(), "kernelspec-"));
});
afterEach(() => rm(jupyterPath, { recursive: true }));

const projectRoot = process.cwd();

test("the course's kernel starts our wrapper and is interrupted by a signal", async () => {
  const env = { TF_CPP_MIN_LOG_LEVEL: "3" };
  const file = await writeKernelspec(jupyterPath, { projectRoot, kernel: "course", env });
  expect(file).toBe(join(jupyterPath, "kernels/tslab/kernel.json"));
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
    argv: [
      process.execPath,
      join(projectRoot, "build/book/kernel/wrapper.js"),
      "{connection_file}",
    ],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "signal",
    env,
    metadata: {},
  });
});

test("the stock kernel is the tslab of this project; it takes the place of the other", async () => {
  await writeKernelspec(jupyterPath, { projectRoot, kernel: "course" });
  const file = await writeKernelspec(jupyterPath, { projectRoot, kernel: "stock" });
  const { argv } = JSON.parse(await readFile(file, "utf8"));
  expect(argv.slice(2)).toEqual(["kernel", "--config-path", "{connection_file}"]);
  expect(existsSync(argv[1])).toBe(true);
  expect(await readdir(dirname(file))).toEqual(["kernel.json"]);
});
