import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LENGTH, VOCABULARY } from "../../../book/bench/mailRows.js";
import { measure } from "../../../book/bench/measure.js";
import { program1 } from "../../../book/bench/program1.js";
import { program2 } from "../../../book/bench/program2.js";
import { bench } from "../../../book/bench.js";
import { CourseError } from "../../../book/message.js";

/** A row whose program is these lines of JavaScript. */
const row = (code: string) => ({
  name: "row",
  start: { command: process.execPath, args: ["-e", code], env: { GREETING: "hello" } },
});

const LOSS = [0.2, 0.35] as const;

test("measure reads the last line, whatever comes before, and hands on the environment", async () => {
  const line = `console.log("a progress bar"); console.error(process.env.GREETING);
    const versions = { greeting: process.env.GREETING };
    console.log(JSON.stringify({ msPerStep: 2.5, loss: 0.25, versions }))`;
  const expected = { msPerStep: 2.5, loss: 0.25, versions: { greeting: "hello" } };
  expect(await measure(row(line), LOSS)).toEqual(expected);
});

test("measure tells why there is no number", async () => {
  expect(await measure({ name: "row", start: { reason: "no Python" } }, LOSS)).toEqual({
    reason: "no Python",
  });
  expect(await measure(row(`throw new RangeError("what went wrong")`), LOSS)).toEqual({
    reason: "RangeError: what went wrong",
  });
  expect(await measure(row("process.exit(3)"), LOSS)).toEqual({ reason: "it ended with 3" });
  const missing = { command: "no-such-program", args: [], env: {} };
  expect(await measure({ name: "row", start: missing }, LOSS)).toEqual({
    reason: expect.stringContaining("ENOENT"),
  });
  expect(await measure(row("console.log('no number')"), LOSS)).toEqual({
    reason: 'its last line is no measurement: "no number"',
  });
});

test("measure refuses a row that learns something else", async () => {
  const line = "console.log(JSON.stringify({ msPerStep: 0.001, loss: 2.3, versions: {} }))";
  expect(await measure(row(line), LOSS)).toEqual({
    reason: "it learns something else: its loss is 2.3",
  });
});

test("without Python the rows of this library are left", () => {
  const reason = "there is no .venv/bin/python";
  const setting = { projectRoot: "here", python: { reason }, dataFolder: "there" };
  const python = ["keras-fit", "keras-fit-1-thread"];
  const own = ["hand-readable", "hand-fast", "tensorflow-native", "tensorflow-wasm"];
  for (const [{ rows }, names] of [
    [program1, [...python, "numpy-hand", ...own]],
    [program2, [...python, ...own]],
  ] as const) {
    const found = rows(setting);
    expect(found.map(({ name }) => name)).toEqual(names);
    const without = found.filter(({ start }) => "reason" in start && start.reason === reason);
    expect(without.map(({ name }) => name)).toEqual(names.slice(0, -own.length));
  }
});

test("program 2 writes the mails that Keras reads: 2,000 rows of ids and a label each", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mails-"));
  try {
    await program2.prepare(folder);
    const bytes = await readFile(join(folder, "ids.i32"));
    const ids = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    expect(ids.length).toBe(2000 * LENGTH);
    expect(Math.max(...new Set(ids))).toBe(VOCABULARY - 1);
    expect(Math.min(...new Set(ids))).toBe(0);
    const labels = await readFile(join(folder, "labels.u8"));
    expect(labels.length).toBe(2000);
    expect(new Set(labels)).toEqual(new Set([0, 1]));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("bench says which benchmarks there are, and what rounds must be", async () => {
  const options = { projectRoot: ".", json: true, rounds: 1, save: false };
  await expect(bench("program3", options)).rejects.toThrow(
    new CourseError('bench: there is no benchmark "program3"; there are: program1, program2'),
  );
  await expect(bench("program1", { ...options, rounds: 0 })).rejects.toThrow(
    new CourseError("bench: rounds must be a positive integer, got 0"),
  );
});
