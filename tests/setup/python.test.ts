/** @file The virtual environment, and what becomes of it on bad days. */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SetupProblem } from "../../book/setup/problem.js";
import { ensureVenv } from "../../book/setup/python.js";
import type { PackageSet } from "../../book/setup/requirements.js";
import { type Machine, machine, wheel } from "./machine.js";

let it: Machine;
let lines: string[];
beforeEach(() => {
  it = machine();
  lines = [];
});
afterEach(() => it.remove());

const ensure = (packages: PackageSet, signal?: AbortSignal) =>
  ensureVenv({
    projectRoot: it.root,
    packages,
    report: (line) => lines.push(line),
    world: it.world,
    wheels: [wheel],
    signal,
  });
const marker = () => join(it.root, ".venv/course.json");
const holds = () => (JSON.parse(readFileSync(marker(), "utf8")) as { holds: string[] }).holds;
const installs = () => it.ran.filter((purpose) => purpose === "pip install").length;

test("is made, filled, and found again", async () => {
  const python = join(it.root, ".venv/bin/python");
  expect(await ensure("lab")).toEqual({ python });
  expect(holds()).toEqual([
    "jupyterlab==4.6.6",
    "jupytext==1.19.6",
    "nbclient==0.11.0",
    "plotly==6.9.0",
  ]);
  expect(it.ran).toEqual(["ask python", "make venv", "pip install"]);
  expect(lines[0]).toBe(".venv: making it with Python 3.11.7");
  expect(lines.at(-1)).toMatch(/^\.venv: ready after \d+ s$/);
  it.ran.length = 0;
  expect(await ensure("lab")).toEqual({ python });
  expect(installs()).toBe(0);
});

test("gets a second set beside the first, TensorFlow from the kept wheel", async () => {
  await ensure("lab");
  await ensure("test");
  expect(holds()).toContain("jupyterlab==4.6.6");
  expect(holds()).toContain("tensorflow-cpu==2.21.0");
  expect(it.ran.filter((purpose) => purpose === "make venv")).toHaveLength(1);
  expect(it.ran).toContain("pip download");
  expect(existsSync(join(it.root, ".course/wheels", wheel.file))).toBe(true);
  it.ran.length = 0;
  await ensure("bench");
  expect(installs()).toBe(0);
});

test("asks for TensorFlow under its other name where there is no small one", async () => {
  const world = { ...it.world, platform: "darwin", arch: "arm64" };
  const options = { projectRoot: it.root, report: () => undefined, wheels: [wheel] };
  await ensureVenv({ ...options, packages: "bench", world });
  expect(holds()).toEqual(["keras==3.15.1", "tensorflow==2.21.0"]);
  expect(it.ran).not.toContain("pip download");
});

test("says what to install where there is no Python, or one without its installer", async () => {
  it.python = "none";
  await expect(ensure("lab")).rejects.toThrow(
    new SetupProblem(
      "a virtual environment needs Python 3.10 or newer, and there is no python3 on the PATH (Debian, Ubuntu: apt install python3 python3-pip python3-venv; elsewhere: python.org)",
    ),
  );
  it.python = "bare";
  await expect(ensure("lab")).rejects.toThrow(
    /^a virtual environment needs pip, and Python 3\.11\.7 \(python3\) has none/,
  );
  expect(existsSync(marker())).toBe(false);
});

test("refuses a Python that TensorFlow does not know, and says how to name another", async () => {
  const { run } = it.world;
  const answer = JSON.stringify({ version: [3, 14, 0], hasPip: true, hasVenv: true });
  const world = {
    ...it.world,
    run: async (...call: Parameters<typeof run>) => ({ ...(await run(...call)), stdout: answer }),
  };
  const options = { projectRoot: it.root, report: () => undefined, world, wheels: [wheel] };
  await expect(ensureVenv({ ...options, packages: "test" })).rejects.toThrow(
    new SetupProblem(
      "TensorFlow needs Python 3.10, 3.11, 3.12 or 3.13, and python3 is 3.14. Set COURSE_PYTHON to such a one",
    ),
  );
});

test("does not touch an environment that somebody else made", async () => {
  const file = join(it.root, ".venv/pyvenv.cfg");
  mkdirSync(join(it.root, ".venv"));
  writeFileSync(file, "theirs");
  await expect(ensure("lab")).rejects.toThrow(
    /a virtual environment that this course did not make/,
  );
  expect(readFileSync(file, "utf8")).toBe("theirs");
});

test("keeps what it has when the network is gone", async () => {
  await ensure("lab");
  it.pip = "offline";
  await expect(ensure("test")).rejects.toThrow(/Is there a network\?/);
  it.ran.length = 0;
  await ensure("lab");
  expect(installs()).toBe(0);
  it.pip = "works";
  await ensure("test");
  expect(holds()).toContain("keras==3.15.1");
});

test("says before it begins that the disk is too full, and when it fills up", async () => {
  it.freeBytes = 0.1e9;
  await expect(ensure("lab")).rejects.toThrow(
    `.venv needs 500.0 MB in ${join(it.root, ".venv")}, but 100.0 MB are free. Free some space`,
  );
  expect(it.ran).toEqual(["ask python"]);
  it.freeBytes = 5e9;
  it.pip = "disk full";
  await expect(ensure("lab")).rejects.toThrow(/but the disk is full\. Free some space$/);
  it.pip = "works";
  await ensure("lab");
  expect(lines).toContain(".venv: what was left half made is made anew");
});

test.each(["make venv", "pip install"])("stopped at %s, it is made anew", async (step) => {
  const stop = new AbortController();
  it.before = (purpose) => {
    if (purpose === step) stop.abort(new Error("Ctrl-C"));
  };
  await expect(ensure("lab", stop.signal)).rejects.toThrow(new Error("Ctrl-C"));
  it.before = () => undefined;
  await ensure("lab");
  expect(holds()).toContain("jupyterlab==4.6.6");
  const left = readdirSync(join(it.root, ".course")).filter((name) => name.includes(".part-"));
  expect(left).toEqual([]);
});

test("is made anew when its Python no longer runs", async () => {
  await ensure("lab");
  const { run } = it.world;
  const world: Machine["world"] = {
    ...it.world,
    run: async (command, ...rest) =>
      command.includes(".venv") && rest[0].join(" ").includes("hasPip")
        ? { ended: "missing", code: null, stdout: "", stderr: "" }
        : run(command, ...rest),
  };
  const options = { projectRoot: it.root, report: () => undefined, world, wheels: [wheel] };
  await ensureVenv({ ...options, packages: "lab" });
  expect(it.ran.filter((purpose) => purpose === "make venv")).toHaveLength(2);
});

test("waits for another process that fills it", async () => {
  await ensure("lab");
  const ready = readFileSync(marker(), "utf8");
  writeFileSync(marker(), JSON.stringify({ state: "working", pid: process.ppid, holds: [] }));
  setTimeout(() => writeFileSync(marker(), ready), 700);
  it.ran.length = 0;
  await ensure("lab");
  expect(lines).toContain(".venv: another process is installing; waiting for it");
  expect(installs()).toBe(0);
});

test("does not wait for a process that only has the number of the one that filled it", async () => {
  await ensure("lab");
  writeFileSync(marker(), JSON.stringify({ state: "working", pid: process.ppid, holds: [] }));
  const hourAgo = new Date(Date.now() - 3_600_000);
  utimesSync(marker(), hourAgo, hourAgo);
  await ensure("lab");
  expect(lines).toContain(".venv: what was left half made is made anew");
});
