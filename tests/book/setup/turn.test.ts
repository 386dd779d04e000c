/** @file The turn of whoever installs and compiles. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bornAt } from "../../../book/setup/alive.mjs";
import { takeTurn } from "../../../book/setup/turn.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "turn-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const stop = (message: string): never => {
  throw new Error(message);
};
const lock = () => readFileSync(join(folder, "setup.lock"), "utf8");
const me = `${process.pid} ${bornAt(process.pid)}`;

test.each([
  ["of a process that is gone", `${2 ** 22 + 1} x`],
  ["whose number this process has now", `${process.pid} before the machine was started`],
  ["cut short by a full disk", ""],
])("a lock %s is taken over", async (_, text) => {
  writeFileSync(join(folder, "setup.lock"), text);
  const release = await takeTurn(folder, stop);
  expect(lock()).toBe(me);
  release();
  expect(lock).toThrow("ENOENT");
});

test("who comes second waits until the first has done", async () => {
  const release = await takeTurn(folder, stop);
  const order = ["first has it"];
  const second = takeTurn(folder, stop).then((releaseSecond) => {
    order.push("second has it");
    releaseSecond();
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  order.push("first has done");
  release();
  await second;
  expect(order).toEqual(["first has it", "first has done", "second has it"]);
});
