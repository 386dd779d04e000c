/** @file What COURSE_BACKEND chooses, and a set-up that is stopped at any of its steps. */

import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { prepareNative } from "../../book/setup/native.js";
import { SetupProblem } from "../../book/setup/problem.js";
import { type Machine, machine, wheel } from "./machine.js";

let it: Machine;
beforeEach(() => {
  it = machine();
});
afterEach(() => it.remove());

const prepare = (signal?: AbortSignal) =>
  prepareNative({
    projectRoot: it.root,
    report: () => undefined,
    world: it.world,
    wheels: [wheel],
    signal,
  });
/** Everything that a step left under a temporary name. */
const parts = () =>
  (readdirSync(it.root, { recursive: true }) as string[]).filter((name) => name.includes(".part-"));

describe("COURSE_BACKEND", () => {
  test.each(["wasm", "cpu"] as const)("%s is taken without asking the machine", async (backend) => {
    it.env.COURSE_BACKEND = backend;
    expect(await prepare()).toEqual({ backend, rung: 4, reason: `COURSE_BACKEND=${backend}` });
    expect(it.ran).toEqual([]);
  });

  test("native fails with the reasons where it cannot be had", async () => {
    it.env.COURSE_BACKEND = "native";
    it.python = "none";
    await expect(prepare()).rejects.toThrow(SetupProblem);
    await expect(prepare()).rejects.toThrow(
      /^COURSE_BACKEND=native, but native TensorFlow cannot be had: tfjs-node's own download .*; building native TensorFlow needs Python/,
    );
  });

  test("is refused if it names no backend", async () => {
    it.env.COURSE_BACKEND = "gpu";
    await expect(prepare()).rejects.toThrow(
      new RangeError('COURSE_BACKEND must be native, wasm or cpu, got "gpu"'),
    );
  });
});

describe("stopped at any step", () => {
  const steps = [
    "official download",
    "ask compiler",
    "ask python",
    "pip download",
    "unpack",
    "compile",
    "trial",
  ];

  test.each(steps)(
    "%s: ends with the reason, leaves nothing half made, and goes on",
    async (step) => {
      const stop = new AbortController();
      it.before = (purpose) => {
        if (purpose === step) stop.abort(new Error("Ctrl-C"));
      };
      await expect(prepare(stop.signal)).rejects.toThrow(new Error("Ctrl-C"));
      expect(parts()).toEqual([]);
      it.before = () => undefined;
      const { backend } = await prepare();
      expect(backend).toBe("native");
    },
  );
});
