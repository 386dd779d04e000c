import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { attention } from "../../../book/bench/attention.js";
import {
  type AttentionCase,
  attentionCases,
  flopOf,
  productCases,
} from "../../../book/bench/attentionCases.js";
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

test("attention counts FLOP as chapter 12 does: 2 for a multiply-add of its products", () => {
  // The chapter's layer: 8 · 10 · 512² for the projections, 4 · 10² · 512 for scores and values.
  const one = { ...attentionCases["forward-10"]!, batch: 1 };
  expect(flopOf(one)).toBe(20_971_520 + 204_800);
  expect(flopOf({ ...one, batch: 7, backward: true })).toBe(7 * 3 * 21_176_320);
  expect(flopOf({ ...productCases.product!, size: 3 })).toBe(54);
});

test("attention lets our layer and Keras take turns with the same threads, two by two", () => {
  const setting = { projectRoot: "here", python: { path: "python" }, dataFolder: "there" };
  const rows = attention.rows(setting);
  expect(rows.map(({ name }) => name)).toEqual(
    ["forward-10", "both-10", "forward-512", "both-512", "product"].flatMap((name) => [
      `keras-${name}`,
      `native-${name}`,
    ]),
  );
  for (const { name, reference, start, flop } of rows) {
    expect(reference).toBe(name.replace("native", "keras"));
    expect(flop).toBeGreaterThan(0);
    if ("reason" in start) throw new Error(start.reason);
    const { KERAS_THREADS, TF_NUM_INTRAOP_THREADS } = start.env;
    expect(KERAS_THREADS ?? TF_NUM_INTRAOP_THREADS).toBe("2");
    expect(start.args.at(-1)).toBe(name.replace(/^\w+?-/, ""));
  }
});

test("attention writes what both start from", async () => {
  const folder = await mkdtemp(join(tmpdir(), "attention-"));
  try {
    await attention.prepare(folder);
    const sizeOf = async (file: string) => (await readFile(join(folder, file))).length / 4;
    expect(await sizeOf("weights.f32")).toBe(4 * (512 * 512 + 512));
    expect(await sizeOf("tokens-10.f32")).toBe(32 * 10 * 512);
    expect(await sizeOf("tokens-512.f32")).toBe(2 * 512 * 512);
    expect(await sizeOf("a.f32")).toBe(1024 * 1024);
    const cases = JSON.parse(await readFile(join(folder, "cases.json"), "utf8")) as Record<
      string,
      AttentionCase
    >;
    expect(cases["both-512"]).toEqual(attentionCases["both-512"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("bench says which benchmarks there are, and what rounds must be", async () => {
  const options = { projectRoot: ".", json: true, rounds: 1, save: false };
  await expect(bench("program3", options)).rejects.toThrow(
    new CourseError(
      'bench: there is no benchmark "program3"; there are: program1, program2, attention',
    ),
  );
  await expect(bench("program1", { ...options, rounds: 0 })).rejects.toThrow(
    new CourseError("bench: rounds must be a positive integer, got 0"),
  );
});
