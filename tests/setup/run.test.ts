/** @file Running other programs: every way they can end. */

import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { stop } from "esbuild-wasm";
import { expect, test } from "vitest";
import { isAlive } from "../../book/setup/alive.mjs";
import { run } from "../../book/setup/run.js";
import { bundle, removeBundle, runBundle } from "../tensorflow/process.js";

const node = (code: string, options = {}) => run(process.execPath, ["-e", code], options);
const forever = "setInterval(() => {}, 1000)";

test("gives what a program wrote and how it ended", async () => {
  const result = await node("console.log('out'); console.error('err'); process.exitCode = 3");
  expect(result).toEqual({ ended: "exit", code: 3, stdout: "out\n", stderr: "err\n" });
});

test("tells each line once, carriage returns included", async () => {
  const lines: string[] = [];
  await node("process.stdout.write('a\\rb\\r\\nc'); process.stdout.write('d\\n')", {
    onLine: (line: string) => lines.push(line),
  });
  expect(lines).toEqual(["a", "b", "cd"]);
});

test("sets and takes away variables", async () => {
  const env = { COURSE_ONE: "1", HOME: undefined };
  const code = "console.log(process.env.COURSE_ONE, process.env.HOME)";
  expect((await node(code, { env })).stdout).toBe("1 undefined\n");
});

test("says that a program is missing", async () => {
  const { ended, code } = await run("no-such-program-of-the-course", []);
  expect({ ended, code }).toEqual({ ended: "missing", code: null });
});

test("ends a program at its limit", async () => {
  const { ended, code } = await node(forever, { limitSeconds: 0.5 });
  expect({ ended, code }).toEqual({ ended: "limit", code: null });
});

test("ends a program that gets no more bytes, and tells of those it gets", async () => {
  let bytes = 0;
  const told: number[] = [];
  const watch = {
    bytes: async () => Math.min(3, ++bytes),
    stallSeconds: 1.2,
    onBytes: (count: number) => told.push(count),
  };
  const { ended } = await node(forever, { watch });
  expect(ended).toBe("stalled");
  expect(told).toEqual([1, 2, 3]);
});

test("names the signal that ended a program", async () => {
  const { ended, stderr } = await node("process.kill(process.pid, 'SIGSEGV')");
  expect(ended).toBe("killed");
  expect(stderr).toContain("ended by SIGSEGV");
});

test.skipIf(process.platform === "win32")("ends the children of a program too", async () => {
  const ctrlC = new AbortController();
  let child = 0;
  const code = `const c = require("child_process").spawn(process.execPath, ["-e", "${forever}"]); console.log(c.pid); ${forever}`;
  const running = node(code, {
    signal: ctrlC.signal,
    onLine: (line: string) => {
      child = Number(line);
      ctrlC.abort(new Error("Ctrl-C"));
    },
  });
  await expect(running).rejects.toThrow(new Error("Ctrl-C"));
  for (let waited = 0; isAlive(child) && waited < 50; ++waited) await setTimeout(20);
  expect(child).toBeGreaterThan(0);
  expect(isAlive(child)).toBe(false);
});

test.skipIf(process.platform === "win32")(
  "ends a program when we are killed outright",
  async () => {
    const file = await bundle(fileURLToPath(new URL("orphan.ts", import.meta.url)));
    try {
      const { signal, stdout } = await runBundle(file, [], {});
      expect(signal).toBe("SIGKILL");
      const child = Number(stdout);
      expect(child).toBeGreaterThan(0);
      for (let waited = 0; isAlive(child) && waited < 100; ++waited) await setTimeout(20);
      expect(isAlive(child)).toBe(false);
    } finally {
      await removeBundle(file);
      await stop();
    }
  },
);

test("starts nothing once it has been stopped", async () => {
  const signal = AbortSignal.abort(new Error("Ctrl-C"));
  await expect(node("1", { signal })).rejects.toThrow(new Error("Ctrl-C"));
});
