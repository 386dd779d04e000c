/** @file `npm start` from the first line to the last process. */

import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { courseHome } from "../../book/paths.js";
import { findBrowser } from "../../book/setup/browser.js";
import {
  familyOf,
  freePort,
  lastLine,
  lineOf,
  npmRun,
  pressCtrlC,
  processesOf,
  type RunningCourse,
  takePort,
  until,
  withoutNpm,
} from "./course.js";

const isLinux = process.platform === "linux";
// Compiling, when a source has changed, is part of the start.
const patience = 240;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "course-home-"));
  // A browser that is unpacked already need not be unpacked again.
  const unpacked = join(courseHome, "chromium");
  if (existsSync(unpacked)) symlinkSync(unpacked, join(home, "chromium"));
});
afterEach(() => {
  for (const { pid } of processesOf(home)) process.kill(pid, "SIGKILL");
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const start = (port: number, by = npmRun): RunningCourse =>
  by("start", ["--port", String(port)], { COURSE_HOME: home, COURSE_BACKEND: "wasm" });

const isServed = (course: RunningCourse, port: number): Promise<unknown> =>
  until(
    () => lastLine(course.printed.stdout) === `http://127.0.0.1:${port}/`,
    () => `the address on stdout; it printed ${JSON.stringify(course.printed)}`,
    patience,
  );

/** Waits for a process of the course with these words in its line. */
const runs = (words: string): Promise<unknown> =>
  until(
    () => processesOf(home).some(({ line }) => line.includes(words)),
    () => `${words} among ${JSON.stringify(processesOf(home))}`,
    patience,
  );

const nothingIsLeft = (family: readonly number[] = []): Promise<unknown> => {
  const left = () => [...processesOf(home), ...family.map((pid) => ({ pid, line: lineOf(pid) }))];
  const living = () => left().filter(({ line }) => line !== "");
  return until(
    () => living().length === 0,
    () => `no process left, but ${JSON.stringify(living())}`,
    30,
  );
};

async function isFree(port: number): Promise<void> {
  await (await takePort(port)).close();
}

describe.skipIf(!isLinux)(isLinux ? "npm start" : "npm start (there is no /proc)", () => {
  test("serves the book before a chapter has run, once, until Ctrl-C", async () => {
    const port = await freePort();
    const course = start(port);
    await isServed(course, port);
    const address = `http://127.0.0.1:${port}/`;
    const book = await (await fetch(`${address}book.json`)).json();
    expect(book).toMatchObject({ format: 1, mode: "full", state: "running" });
    const paths = (book as { pages: { path: string }[] }).pages.map(({ path }) => path);
    expect(paths).toContain("en/05-forward-pass/");
    for (const path of ["", ...paths]) {
      const answer = await fetch(address + path);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect(await answer.text()).toMatch(/<h1[\s>]/);
    }

    const second = start(port + 1);
    expect(await second.exit).toBe(0);
    expect(lastLine(second.printed.stdout)).toBe(address);
    expect(second.printed.stderr).toContain("The book is served already");

    await runs("kernel/wrapper");
    const family = familyOf(course.process.pid!);
    pressCtrlC(course);
    // A shell between npm and the course dies of the signal, and then npm says so.
    expect([0, "SIGINT"]).toContain(await course.exit);
    expect(lastLine(course.printed.stdout)).toBe(address);
    await nothingIsLeft(family);
    await isFree(port);
  }, 600_000);

  test("ends well on Ctrl-C while a kernel runs and a browser draws", async () => {
    const port = await freePort();
    const course = start(port, withoutNpm);
    await isServed(course, port);
    await runs("kernel/wrapper");
    // The browser starts with the first figure.
    if (await findBrowser()) await runs("chrom");
    const family = familyOf(course.process.pid!);
    pressCtrlC(course);
    expect(await course.exit).toBe(0);
    await nothingIsLeft(family);
    await isFree(port);
  }, 600_000);

  test("ends with all its kernels when npm is killed outright", async () => {
    const port = await freePort();
    const course = start(port);
    await isServed(course, port);
    await runs("kernel/wrapper");
    const family = familyOf(course.process.pid!);
    course.process.kill("SIGKILL");
    await nothingIsLeft(family);
    await isFree(port);
  }, 600_000);

  test("ends although npm was killed before the course could notice", async () => {
    const port = await freePort();
    const course = start(port);
    await runs("node book/start.mjs");
    const family = familyOf(course.process.pid!);
    course.process.kill("SIGKILL");
    // It ends as soon as it notices: when what it installs or compiles is there.
    await until(
      () => family.every((pid) => lineOf(pid) === ""),
      () => JSON.stringify(processesOf(home)),
      patience,
    );
    await nothingIsLeft();
    await isFree(port);
  }, 600_000);

  test("names the port that is taken, and fails", async () => {
    const { port, close } = await takePort();
    const course = start(port);
    expect(await course.exit).toBe(1);
    await close();
    expect(course.printed.stderr).toContain(`Port ${port} is in use. Choose another`);
    expect(course.printed.stderr).not.toMatch(/^\s+at /m);
    expect(course.printed.stdout).not.toContain("http://");
    await nothingIsLeft();
  }, 600_000);
});
