import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeServerLock } from "../../../book/course/lock.js";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("the first takes it, the second learns where the first serves", () => {
  const first = takeServerLock(home);
  if (!("publish" in first)) throw new Error("the lock was not free");
  expect(takeServerLock(home)).toEqual({ pid: process.pid, address: null });
  first.publish("http://127.0.0.1:4321/");
  expect(takeServerLock(home)).toEqual({ pid: process.pid, address: "http://127.0.0.1:4321/" });
  first.release();
  expect(takeServerLock(home)).toHaveProperty("publish");
});

test.each([
  [
    "of a process that is gone",
    JSON.stringify({ pid: 2 ** 22 + 1, address: "http://127.0.0.1:1/" }),
  ],
  ["cut short by a full disk", '{"pid": 1'],
  ["that is empty", ""],
])("a lock %s is taken over", (_, text) => {
  writeFileSync(join(home, "lock"), text);
  expect(takeServerLock(home)).toHaveProperty("publish");
  expect(JSON.parse(readFileSync(join(home, "lock"), "utf8"))).toEqual({
    pid: process.pid,
    address: null,
  });
});
