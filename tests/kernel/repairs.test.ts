/**
 * What the wrapper repairs: the same cells on tslab as npm ships it, where each fault shows, and on
 * the kernel of the course.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Kernel } from "../../book/kernel/client.js";
import { KernelDied } from "../../book/kernel/kernelDied.js";
import { buildIfStale, errorsOf, kernelsLeft, patience, start, textOf, until } from "./helpers.js";

let stock: Kernel;
let course: Kernel;
beforeAll(async () => {
  buildIfStale();
  [stock, course] = await Promise.all([start("stock"), start("course")]);
}, patience);
afterAll(async () => {
  await Promise.all([stock.end(), course.end()]);
  expect(kernelsLeft()).toEqual([]);
});

/** Stock tslab refuses all cells for 200 ms after an error. */
const afterError = () => sleep(400);

describe("an error", () => {
  const source = [
    "interface Layer { size: number }",
    "",
    "function check(layer: Layer): void {",
    "  // too small",
    "  if (layer.size < 2) throw new RangeError('too small: ' + layer.size);",
    "}",
    "check({ size: 1 });",
  ].join("\n");

  test("is an output with its name and the lines of the cell", async () => {
    const bad = await stock.execute(source);
    await afterError();
    expect(bad.status).toBe("error");
    expect(errorsOf(bad.outputs)).toEqual([]);
    expect(textOf(bad.outputs, "stderr")).toContain("evalmachine.<anonymous>:");

    const { status, outputs, line, count } = await course.execute(source);
    expect({ status, line }).toEqual({ status: "error", line: 5 });
    expect(outputs).toEqual([
      {
        output_type: "error",
        ename: "RangeError",
        evalue: "too small: 1",
        traceback: [
          "RangeError: too small: 1",
          `    at check (cell [${count}], line 5)`,
          `    at cell [${count}], line 7`,
        ],
      },
    ]);
  });

  test("names the line of the cell that failed, also when it was thrown in an earlier one", async () => {
    const first = await course.execute(
      "const half = (n: number): number => {\n  throw new Error('odd');\n};",
    );
    const { line, outputs, count } = await course.execute("// one\n\nhalf(3);");
    expect(line).toBe(3);
    expect(outputs[0]).toMatchObject({
      traceback: [
        "Error: odd",
        `    at half (cell [${first.count}], line 2)`,
        `    at cell [${count}], line 3`,
      ],
    });
  });

  test("after an await has its line too", async () => {
    const source =
      "const wait = async () => {\n  await null;\n};\nawait wait();\n\nthrow new Error('late');";
    expect((await course.execute(source)).line).toBe(6);
  });

  test("shows its cause", async () => {
    const { outputs } = await course.execute(
      "throw new Error('outer', { cause: new TypeError('inner') });",
    );
    expect((outputs[0] as { traceback: string[] }).traceback.join("\n")).toContain(
      "[cause]: TypeError: inner",
    );
  });

  test("that is no Error is told as it is", async () => {
    const { outputs, line } = await course.execute("throw { code: 3 };");
    expect(outputs).toMatchObject([{ ename: "Thrown", evalue: "{ code: 3 }" }]);
    expect(line).toBeNull();
  });

  test("of the types says line and column", async () => {
    const wrong = "const a = 1;\n\nconst b: string = a;";
    expect(errorsOf((await stock.execute(wrong)).outputs)).toEqual([]);
    await afterError();
    const { line, outputs } = await course.execute(wrong);
    const evalue = "line 3, column 7: Type 'number' is not assignable to type 'string'.";
    expect(line).toBe(3);
    expect(outputs).toMatchObject([{ ename: "TypeScriptError", evalue }]);
  });

  test("of the types in a cell that is a module fails it", async () => {
    const wrong = "/** @module broken */\nconst a: string = 1;";
    expect((await stock.execute(wrong)).status).toBe("ok");
    const { status, line } = await course.execute(wrong);
    expect({ status, line }).toEqual({ status: "error", line: 2 });
  });
});

describe("after an error", () => {
  test("that was allowed, the next cell runs at once", async () => {
    const both = (kernel: Kernel) =>
      kernel
        .execute("throw new Error('allowed');", { stopOnError: false })
        .then(() => kernel.execute("6 * 7"));
    expect((await both(stock)).status).toBe("abort");
    await afterError();
    const next = await both(course);
    expect(next.status).toBe("ok");
    expect(textOf(next.outputs)).toBe("42\n");
  });

  test("cells that were sent with it are skipped, and the ones sent then run", async () => {
    const all = (kernel: Kernel) =>
      Promise.all(["throw new Error('first');", "1", "2"].map((code) => kernel.execute(code)));
    const statuses = async (kernel: Kernel) => (await all(kernel)).map(({ status }) => status);
    // "abort" is no status of the protocol, and clients take it for a success.
    expect(await statuses(stock)).toEqual(["error", "abort", "abort"]);
    expect((await stock.execute("3")).status).toBe("abort");
    await afterError();
    expect(await statuses(course)).toEqual(["error", "aborted", "aborted"]);
    expect((await course.execute("3")).status).toBe("ok");
  });
});

test("cells that were sent while a loop kept the kernel busy are skipped with its error", async () => {
  const busy =
    "const end = Date.now() + 600;\nwhile (Date.now() < end) {}\nthrow new Error('first');";
  const first = course.execute(busy);
  await sleep(200);
  const rest = await Promise.all([course.execute("1"), course.execute("2")]);
  expect((await first).status).toBe("error");
  expect(rest.map(({ status }) => status)).toEqual(["aborted", "aborted"]);
});

describe("output", () => {
  const flood = "for (let i = 0; i < 5000; i++) console.log(i);";

  test("is whole after 5000 writes in a row, and the kernel is idle again", async () => {
    const flooded = await start("stock");
    const bad = await flooded.execute(flood);
    await flooded.end();
    expect(textOf(bad.outputs).split("\n").length).toBeLessThan(1000);
    expect(bad.becameIdle).toBe(false);

    let changes = 0;
    const good = await course.execute(flood, { onOutput: () => void changes++ });
    const lines = Array.from({ length: 5000 }, (_, i) => `${i}\n`).join("");
    expect(textOf(good.outputs)).toBe(lines);
    expect(good.becameIdle).toBe(true);
    expect(changes).toBeLessThan(100);
  });

  test("of 2000 displays is whole too", async () => {
    const source = [
      'import { display } from "tslab";',
      "for (let i = 0; i < 2000; i++) display.text(String(i));",
    ].join("\n");
    const { outputs, becameIdle } = await course.execute(source);
    expect(outputs).toHaveLength(2000);
    expect(outputs.at(-1)).toMatchObject({ data: { "text/plain": "1999" } });
    expect(becameIdle).toBe(true);
  });

  test("arrives while a loop that never waits goes on", async () => {
    const source =
      "const end = Date.now() + 1500;\nwhile (Date.now() < end) process.stdout.write('.');";
    let first = Number.POSITIVE_INFINITY;
    const running = course.execute(source, {
      onOutput: () => {
        first = Math.min(first, performance.now());
      },
    });
    const { status } = await running;
    expect(status).toBe("ok");
    expect(performance.now() - first).toBeGreaterThan(1000);
  });

  test("keeps its order between streams and displays", async () => {
    const source = [
      'import { display } from "tslab";',
      'console.log("a"); console.error("b"); console.log("c"); display.text("d"); console.log("e");',
    ].join("\n");
    const { outputs } = await course.execute(source);
    const shown = outputs.map((output) =>
      output.output_type === "stream" ? [output.name, output.text] : output.output_type,
    );
    expect(shown).toEqual([
      ["stdout", "a\n"],
      ["stderr", "b\n"],
      ["stdout", "c\n"],
      "display_data",
      ["stdout", "e\n"],
    ]);
  });

  test("calls back who waits for a write, and puts bytes together", async () => {
    const source = [
      "const bytes = Buffer.from('ü');",
      "process.stdout.write(bytes.subarray(0, 1));",
      "await new Promise<void>((done) => process.stdout.write(bytes.subarray(1), () => done()));",
      "console.log('!');",
    ].join("\n");
    expect(textOf((await course.execute(source)).outputs)).toBe("ü!\n");
  });

  test("without end is cut with a word about it", async () => {
    const source =
      "const line = 'x'.repeat(1_000_000);\nfor (let i = 0; i < 30; i++) console.log(line);";
    const text = textOf((await course.execute(source)).outputs);
    expect(text.length).toBeLessThan(17_100_000);
    expect(text).toMatch(/\n… the rest is left out: a cell shows at most 16 MB of text\n$/);
  });

  test("in one piece is cut too", async () => {
    const text = textOf((await course.execute("console.log('x'.repeat(200_000_000));")).outputs);
    expect(text.length).toBeLessThan(16_000_100);
    expect(text).toMatch(/x\n… the rest is left out: a cell shows at most 16 MB of text\n$/);
  });
});

describe("an error that nobody catches", () => {
  test("fails the cell when it is a rejection", async () => {
    const source =
      "const work = async () => {\n  throw new RangeError('nobody');\n};\nvoid work();";
    expect((await stock.execute(source)).status).toBe("ok");
    const { status, line, outputs } = await course.execute(source);
    expect({ status, line }).toEqual({ status: "error", line: 2 });
    expect(outputs).toMatchObject([
      { ename: "RangeError", evalue: "nobody (in a promise that nobody awaits)" },
    ]);
  });

  test("fails the cell when it is thrown in a timer", async () => {
    const source = [
      "setTimeout(() => { throw new Error('timer'); }, 20);",
      "await new Promise((done) => setTimeout(done, 200));",
    ].join("\n");
    expect((await stock.execute(source)).status).toBe("ok");
    const { status, line, outputs } = await course.execute(source);
    expect({ status, line }).toEqual({ status: "error", line: 1 });
    expect(outputs).toMatchObject([{ evalue: "timer (in a timer or an event)" }]);
  });

  test("is shown under its cell when that has ended, and fails a program's next cell", async () => {
    const source = "void setTimeout(() => { throw new Error('late'); }, 100);";
    const bad = await stock.execute(source);
    const good = await course.execute(source);
    expect([bad.status, good.status]).toEqual(["ok", "ok"]);
    await until(() => errorsOf(good.outputs).length > 0, "an error output");
    expect((await stock.execute("1")).status).toBe("ok");
    expect(await course.execute("1")).toMatchObject({ status: "error", line: null });
    expect((await course.execute("1")).status).toBe("ok");
  });

  test("does not fail the cell that a person runs later", async () => {
    const { outputs } = await course.execute(
      "void Promise.resolve().then(async () => { await new Promise((d) => setTimeout(d, 50)); throw new Error('late'); });",
    );
    await until(() => errorsOf(outputs).length > 0, "an error output");
    await sleep(1100);
    expect((await course.execute("1")).status).toBe("ok");
  });
});

test("process.exit() is an error of its cell, not the end of the kernel", async () => {
  const victim = await start("stock");
  await expect(victim.execute("process.exit(3);")).rejects.toThrow(KernelDied);
  await victim.end();
  const { line, outputs } = await course.execute("const kept = 1;\nprocess.exit(3);");
  expect(line).toBe(2);
  expect(outputs).toMatchObject([
    { ename: "Error", evalue: "process.exit() would end the kernel and lose every variable" },
  ]);
  expect((await course.execute("process.pid")).status).toBe("ok");
});

test("the kernel stays in the folder that it was started in", async () => {
  const before = textOf((await course.execute("console.log(process.cwd())")).outputs);
  expect(before.trim()).toBe(process.cwd());
});

test("completion and hover words are those of tslab", async () => {
  const ask = (kernel: Kernel) =>
    Promise.all([
      kernel.request("complete_request", { code: "Math.sq", cursor_pos: 7 }),
      kernel.request("inspect_request", { code: "Math.sqrt", cursor_pos: 7, detail_level: 0 }),
    ]);
  const [ours, theirs] = await Promise.all([ask(course), ask(stock)]);
  expect(ours[0]).toMatchObject({ matches: expect.arrayContaining(["sqrt"]) });
  expect(ours).toEqual(theirs);
});
