import { expect, test } from "vitest";
import { measure } from "../../../book/bench/measure.js";
import { program1Rows } from "../../../book/bench/rows.js";
import { bench } from "../../../book/bench.js";
import { CourseError } from "../../../book/message.js";

/** A row whose program is these lines of JavaScript. */
const row = (code: string) => ({
  name: "row",
  start: { command: process.execPath, args: ["-e", code], env: { GREETING: "hello" } },
});

test("measure reads the last line, whatever comes before, and hands on the environment", async () => {
  const line = `console.log("a progress bar"); console.error(process.env.GREETING);
    const versions = { greeting: process.env.GREETING };
    console.log(JSON.stringify({ msPerStep: 2.5, loss: 0.25, versions }))`;
  const expected = { msPerStep: 2.5, loss: 0.25, versions: { greeting: "hello" } };
  expect(await measure(row(line))).toEqual(expected);
});

test("measure tells why there is no number", async () => {
  expect(await measure({ name: "row", start: { reason: "no Python" } })).toEqual({
    reason: "no Python",
  });
  expect(await measure(row(`throw new RangeError("what went wrong")`))).toEqual({
    reason: "RangeError: what went wrong",
  });
  expect(await measure(row("process.exit(3)"))).toEqual({ reason: "it ended with 3" });
  const missing = { command: "no-such-program", args: [], env: {} };
  expect(await measure({ name: "row", start: missing })).toEqual({
    reason: expect.stringContaining("ENOENT"),
  });
  expect(await measure(row("console.log('no number')"))).toEqual({
    reason: 'its last line is no measurement: "no number"',
  });
});

test("measure refuses a row that learns something else", async () => {
  const line = "console.log(JSON.stringify({ msPerStep: 0.001, loss: 2.3, versions: {} }))";
  expect(await measure(row(line))).toEqual({
    reason: "it learns something else: its loss is 2.3",
  });
});

test("program 1 has the seven rows, and without Python still the four of this library", () => {
  const reason = "there is no .venv/bin/python";
  const rows = program1Rows({ projectRoot: "here", python: { reason } });
  expect(rows.map(({ name }) => name)).toEqual([
    "keras-fit",
    "keras-fit-1-thread",
    "numpy-hand",
    "hand-readable",
    "hand-fast",
    "tensorflow-native",
    "tensorflow-wasm",
  ]);
  const withoutStart = rows.filter(({ start }) => "reason" in start);
  expect(withoutStart).toEqual(rows.slice(0, 3).map(({ name }) => ({ name, start: { reason } })));
});

test("bench says which benchmarks there are, and what rounds must be", async () => {
  const options = { projectRoot: ".", json: true, rounds: 1, save: false };
  await expect(bench("program2", options)).rejects.toThrow(
    new CourseError('bench: there is no benchmark "program2"; there is: program1'),
  );
  await expect(bench("program1", { ...options, rounds: 0 })).rejects.toThrow(
    new CourseError("bench: rounds must be a positive integer, got 0"),
  );
});
