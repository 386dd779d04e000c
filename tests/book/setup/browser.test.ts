import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "course-browser-"));
  vi.resetModules(); // what was found is remembered
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function find() {
  return (await import("../../../book/setup/browser.js")).findBrowser();
}

async function program(name: string, code: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\nexit ${code}\n`);
  await chmod(path, 0o755);
  return path;
}

describe.skipIf(process.platform === "win32")("findBrowser", () => {
  test("goes without one where COURSE_CHROMIUM says so", async () => {
    vi.stubEnv("COURSE_CHROMIUM", "none");
    expect(await find()).toBeUndefined();
  });

  test("takes the one that COURSE_CHROMIUM names", async () => {
    const executablePath = await program("my-browser", 0);
    vi.stubEnv("COURSE_CHROMIUM", executablePath);
    expect(await find()).toMatchObject({ executablePath, env: {} });
  });

  test("says which one does not start, and the cure", async () => {
    const missing = join(folder, "no-browser");
    vi.stubEnv("COURSE_CHROMIUM", missing);
    const message = `COURSE_CHROMIUM names ${missing}, but there is no program ${missing}. Give the path of a Chromium or Chrome, or unset it`;
    await expect(find()).rejects.toThrow(message);
  });

  test("takes an installed one that starts, in order of its name", async () => {
    await program("chromium", 1);
    const executablePath = await program("google-chrome", 0);
    await program("google-chrome-stable", 0);
    vi.stubEnv("COURSE_CHROMIUM", "");
    vi.stubEnv("PATH", folder);
    expect(await find()).toMatchObject({ executablePath });
  });
});
