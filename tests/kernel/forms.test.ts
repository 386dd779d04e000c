/** That the forms which `npm run check` refuses do fail in tslab as npm ships it, and no others. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Kernel } from "../../book/kernel/client.js";
import { accepted, planted, silent } from "../book/notebook/kernelForms.js";
import { buildIfStale, kernelsLeft, patience, start, textOf } from "./helpers.js";

let stock: Kernel;
beforeAll(async () => {
  buildIfStale();
  stock = await start("stock");
}, patience);
afterAll(async () => {
  await stock.end();
  expect(kernelsLeft()).toEqual([]);
});

/** The number of the cell that failed, from 1; 0 if all ran. */
async function failing(sources: readonly string[]): Promise<number> {
  for (const [index, source] of sources.entries()) {
    const { status } = await stock.execute(source);
    if (status === "ok") continue;
    // Stock tslab refuses all cells for 200 ms after an error.
    await sleep(400);
    return index + 1;
  }
  return 0;
}

const loud = planted.filter(([name]) => !silent.some((pattern) => pattern.test(name)));

describe("on stock tslab fails", () => {
  test.each(loud)("%s", async (_, sources) => {
    expect(await failing(sources)).toBe(sources.length);
  });
});

describe("on stock tslab runs", () => {
  test.each(accepted)("%s", async (_, sources) => {
    expect(await failing(sources)).toBe(0);
  });
});

/** What a program would print, and what tslab prints. */
const wrong: [name: string, sources: string[], program: string, tslab: string][] = [
  [
    "a variable that a function keeps",
    ["let kept = 1;\nconst get = () => kept;", "kept = 7;", "console.log(get(), kept);"],
    "7 7",
    "1 7",
  ],
  [
    "a shorthand that is assigned to",
    ["let t = 0; const from = { t: 4 };", "({ t } = from);", "console.log(t);"],
    "4",
    "0",
  ],
  [
    "a parameter named exports",
    ["const one = 1;", "const sum = (exports: number) => one + exports;\nconsole.log(sum(1));"],
    "2",
    "NaN",
  ],
  [
    "a name declared",
    ["(globalThis as any).there = 3;\ndeclare var there: number;", "console.log(there);"],
    "3",
    "undefined",
  ],
];

describe("on stock tslab goes wrong without a word", () => {
  test.each(wrong)("%s", async (_, sources, program, tslab) => {
    let printed = "";
    for (const source of sources) printed = textOf((await stock.execute(source)).outputs).trim();
    expect(printed).toBe(tslab);
    expect(printed).not.toBe(program);
  });

  test("a namespace is forgotten after the next cell", async () => {
    const sources = ["namespace N { export const a = 2; }", "N.a;", "N.a;"];
    expect(await failing(sources)).toBe(3);
  });

  test("an import is made where it stands", async () => {
    expect(await failing(['typeof sep;\nimport { sep } from "node:path";'])).toBe(1);
  });
});
