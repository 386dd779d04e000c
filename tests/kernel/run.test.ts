/** Whole notebooks through real kernels: what they print, and each way to fail. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { formatFailure } from "../../book/kernel/failure.js";
import { type RunOptions, type RunResult, runNotebook } from "../../book/kernel/run.js";
import {
  type Cell,
  kernelMetadata,
  type Notebook,
  type Output,
} from "../../book/notebook/format.js";
import { buildIfStale, guarded, kernelsLeft, patience, projectRoot, textOf } from "./helpers.js";

beforeAll(() => buildIfStale(), patience);
afterEach(() => expect(kernelsLeft()).toEqual([]));

const file = "notebooks/en/05-x.ipynb";
const options: RunOptions = {
  projectRoot,
  cwd: projectRoot,
  cellSeconds: 60,
  notebookSeconds: 120,
  kernel: "course",
};

/** Code cells `a`, `b`, … after a Markdown cell. */
function notebook(...sources: (string | { source: string; tags: string[] })[]): Notebook {
  const cells = sources.map((cell, i): Cell => {
    const { source, tags } = typeof cell === "string" ? { source: cell, tags: [] } : cell;
    return { cell_type: "code", id: String.fromCharCode(97 + i), metadata: { tags }, source };
  });
  return {
    cells: [{ cell_type: "markdown", id: "opener", metadata: {}, source: "# T" }, ...cells],
    metadata: { course: { title: "T", sources: [] }, ...kernelMetadata },
    nbformat: 4,
    nbformat_minor: 5,
  };
}
const outputsOf = ({ notebook }: RunResult): Output[][] =>
  notebook.cells.flatMap(({ cell_type, outputs = [] }) => (cell_type === "code" ? [outputs] : []));
const textsOf = (result: RunResult): string[] => outputsOf(result).map((all) => textOf(all));

type Failing = [
  name: string,
  sources: string[],
  cell: string,
  /** where the error is said to be; stock tslab knows no lines but those of types */
  line: { course: number; stock?: number },
  message: RegExp,
];

const failures: Failing[] = [
  [
    "a type error",
    ["1", "interface A { a: number }\n\nconst b: string = 1;"],
    "b",
    { course: 3, stock: 3 },
    /^TypeScriptError: .*Type 'number' is not assignable to type 'string'; mend the type; "npm run check" lists such errors without running$/,
  ],
  [
    "an exception",
    ["1", "2", "interface A { a: number }\n\nthrow new RangeError('bad size');"],
    "c",
    { course: 3, stock: 1 },
    /^RangeError: bad size; open the chapter with "npm run lab" and run it up to this cell$/,
  ],
  [
    "process.exit()",
    ["1", "console.log('kept');\nprocess.exit(3);"],
    "b",
    { course: 2, stock: 2 },
    /process\.exit\(\) would end the kernel and lose every variable; remove the call: a cell ends by itself$|^the kernel ended \(exit code 3\); remove the call that ends the process: a cell ends by itself$/,
  ],
  [
    "a rejection that nobody awaits",
    ["1", "const f = async () => {\n  throw new Error('nobody');\n};\nvoid f();", "3"],
    "b",
    { course: 2, stock: 1 },
    /^Error: nobody \(in a promise that nobody awaits\); put "await" before the call$/,
  ],
  [
    "a rejection after the last cell",
    [
      "1",
      "void (async () => {\n  await new Promise((d) => setTimeout(d, 60));\n  throw new Error('late');\n})();",
    ],
    "b",
    { course: 3 },
    /^Error: late \(in a promise that nobody awaits\); put "await" before the call$/,
  ],
  [
    "a kernel that is killed",
    [
      "1",
      "console.log('kept');\nawait new Promise((d) => setTimeout(d, 300));\nprocess.kill(process.pid, 'SIGKILL');",
    ],
    "b",
    { course: 3 },
    /^the kernel ended \(SIGKILL\); remove the call that ends the process: a cell ends by itself$/,
  ],
];

describe.each(["course", "stock"] as const)("a notebook on the kernel %s", (kernel) => {
  test("runs from the first cell to the last, with the library and its environment", async () => {
    const given = notebook(
      'import { matMul, matrix, toRows } from "large-models";\nconst a = matrix([[1, 2]]);',
      "const b = matrix([[3], [5]]);\nconsole.log(toRows(matMul(a, b)), process.env.COURSE_QUICK);",
    );
    const seen: [number, number][] = [];
    const outputs: string[] = [];
    const result = await runNotebook(given, file, {
      ...options,
      kernel,
      env: guarded(kernel, { COURSE_QUICK: "1" }),
      onCell: (run, total) => seen.push([run, total]),
      onOutput: (cell, all) => outputs.push(`${cell}: ${textOf(all)}`),
    });
    expect(result).toMatchObject({ cellsRun: 2 });
    expect(result.failure).toBeUndefined();
    expect(textsOf(result)).toEqual(["", "[ [ 13 ] ] 1\n"]);
    expect(result.notebook.cells.map((cell) => cell.execution_count)).toEqual([undefined, 1, 2]);
    expect(seen).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    expect(outputs).toEqual(["b: [ [ 13 ] ] 1\n"]);
    expect(result.seconds).toBeGreaterThan(0);
    // The notebook that was given is left as it was.
    expect(given.cells[1]).not.toHaveProperty("outputs");
  });

  test("updates a display where it stands", async () => {
    const result = await runNotebook(
      notebook(
        'import { newDisplay } from "tslab";\nconst bar = newDisplay();\nbar.text("1 of 2");\nconsole.log("after");',
        'bar.text("2 of 2");',
      ),
      file,
      { ...options, kernel, env: guarded(kernel) },
    );
    expect(outputsOf(result)).toEqual([
      [
        { output_type: "display_data", data: { "text/plain": "2 of 2" }, metadata: {} },
        { output_type: "stream", name: "stdout", text: "after\n" },
      ],
      [],
    ]);
  });

  const shown = failures.filter(([, , , lines]) => lines[kernel] !== undefined);
  test.each(shown)("stops at %s and says where", async (_, sources, cell, lines, message) => {
    const result = await runNotebook(notebook(...sources), file, {
      ...options,
      kernel,
      env: guarded(kernel),
    });
    const index = cell.charCodeAt(0) - 97;
    expect(result.failure).toEqual({
      cell,
      line: lines[kernel],
      message: expect.stringMatching(message),
    });
    expect(result.cellsRun).toBe(index);
    const { outputs } = result.notebook.cells[index + 1]!;
    if (sources[index]!.includes("'kept'")) expect(textOf(outputs!)).toBe("kept\n");
    expect(textsOf(result)[0]).toBe("1\n");
    expect(formatFailure(file, result.failure!)).toMatch(
      new RegExp(`^${file}, cell ${cell}, line ${lines[kernel]}: `),
    );
  });

  test("stops a loop without end when the time of its cell is up, and keeps what came before", async () => {
    const result = await runNotebook(
      notebook("1", "console.log('kept');\nlet n = 0;\nwhile (true) n++;", "3"),
      file,
      { ...options, kernel, env: guarded(kernel), cellSeconds: 2 },
    );
    expect(result.failure).toEqual({
      cell: "b",
      line: 3,
      message:
        'it did not end within the 2 s that a cell has and was stopped; does this loop end? Make it shorter with size({ full, quick }), or tag the cell "heavy"',
    });
    expect(textsOf(result)).toEqual(["1\n", "kept\n", ""]);
    expect(result.notebook.cells.at(-1)).toMatchObject({ outputs: [], execution_count: null });
  });
});

describe("time", () => {
  test("ends a cell that no interrupt reaches with its kernel", async () => {
    const result = await runNotebook(
      notebook(
        "console.log('kept');\nawait new Promise((d) => setTimeout(d, 200));\nwhile (true) await null;",
      ),
      file,
      { ...options, cellSeconds: 1 },
    );
    expect(result.failure).toMatchObject({ cell: "a", line: 3 });
    expect(textsOf(result)).toEqual(["kept\n"]);
  });

  test("of a heavy cell is that of the notebook", async () => {
    const wait = (ms: number) => `await new Promise((d) => setTimeout(d, ${ms}));`;
    const cells = [{ source: wait(3000), tags: ["heavy"] }, wait(60_000)];
    const limited = await runNotebook(notebook(...cells), file, { ...options, cellSeconds: 2 });
    expect(limited.failure).toMatchObject({
      cell: "b",
      message: expect.stringContaining("within the 2 s that a cell has and was stopped"),
    });
    const heavy = { source: wait(60_000), tags: ["heavy"] };
    const times = { cellSeconds: 1, notebookSeconds: 3 };
    const ended = await runNotebook(notebook(heavy), file, { ...options, ...times });
    expect(ended.failure).toMatchObject({
      cell: "a",
      message: expect.stringContaining("within the 3 s that the notebook had left and was stopped"),
    });
  });
});

test("two notebooks at once do not meet", async () => {
  const cells = (name: string) => [
    `const mine = "${name}";`,
    "await new Promise((d) => setTimeout(d, 300));",
    "console.log(mine);",
  ];
  const results = await Promise.all(
    ["one", "two"].map((name) => runNotebook(notebook(...cells(name)), file, options)),
  );
  expect(results.map((result) => textsOf(result)[2])).toEqual(["one\n", "two\n"]);
});

describe("an abort", () => {
  test("ends run and kernel at once, with its reason", async () => {
    const controller = new AbortController();
    const running = runNotebook(notebook("console.log(1);\nwhile (true) {}"), file, {
      ...options,
      signal: controller.signal,
      onOutput: () => controller.abort(new Error("Ctrl-C")),
    });
    const start = performance.now();
    await expect(running).rejects.toThrow(new Error("Ctrl-C"));
    // Long before the cell's own time is up.
    expect(performance.now() - start).toBeLessThan(40_000);
  });

  test("before the start or during it starts nothing", async () => {
    const early = AbortSignal.abort(new Error("early"));
    await expect(runNotebook(notebook("1"), file, { ...options, signal: early })).rejects.toThrow(
      "early",
    );
    const controller = new AbortController();
    const running = runNotebook(notebook("1"), file, { ...options, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("during")), 100);
    await expect(running).rejects.toThrow("during");
  });
});

test("a kernel that does not start is an error of the file", async () => {
  const running = runNotebook(notebook("1"), file, { ...options, cwd: "/nowhere" });
  await expect(running).rejects.toThrow(/^notebooks\/en\/05-x\.ipynb: .*ENOENT/);
});

test("ten runs leave no listener, no handle and no memory behind", async () => {
  const counts = () => ({
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    handles: process.getActiveResourcesInfo().length,
  });
  const controller = new AbortController();
  const run = () => runNotebook(notebook("1"), file, { ...options, signal: controller.signal });
  await run();
  await sleep(200);
  const before = counts();
  const memoryBefore = process.memoryUsage().heapUsed;
  for (let i = 0; i < 5; i++) await Promise.all([run(), run()]);
  await sleep(200);
  const after = counts();
  expect(after.listeners).toBe(before.listeners);
  expect(after.handles).toBeLessThanOrEqual(before.handles + 2);
  expect(process.memoryUsage().heapUsed - memoryBefore).toBeLessThan(25e6);
}, 240_000);

afterAll(() => expect(kernelsLeft()).toEqual([]));
