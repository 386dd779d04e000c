import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeServerLock } from "../../../book/course/lock.js";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const lockIn = (folder: string) => JSON.parse(readFileSync(join(folder, "lock"), "utf8"));

test("the first takes it, the second learns where the first serves", () => {
  const first = takeServerLock(home);
  if (!("publish" in first)) throw new Error("the lock was not free");
  expect(takeServerLock(home)).toMatchObject({ pid: process.pid, address: null });
  first.publish("http://127.0.0.1:4321/");
  expect(takeServerLock(home)).toMatchObject({
    pid: process.pid,
    address: "http://127.0.0.1:4321/",
  });
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
  expect(lockIn(home)).toMatchObject({ pid: process.pid, address: null });
});

test("a lock whose number another process has now is taken over", () => {
  expect(takeServerLock(home)).toHaveProperty("publish");
  const killed = { ...lockIn(home), born: "before the machine was started", address: "http://x/" };
  writeFileSync(join(home, "lock"), JSON.stringify(killed));
  expect(takeServerLock(home)).toHaveProperty("publish");
  expect(lockIn(home).address).toBeNull();
});

test("the lock of a folder says nothing of a copy of that folder", () => {
  const first = takeServerLock(home);
  if (!("publish" in first)) throw new Error("the lock was not free");
  first.publish("http://127.0.0.1:4321/");
  mkdirSync(join(home, "copy"));
  copyFileSync(join(home, "lock"), join(home, "copy/lock"));
  expect(takeServerLock(join(home, "copy"))).toHaveProperty("publish");
  expect(takeServerLock(home)).toMatchObject({ address: "http://127.0.0.1:4321/" });
});

test("a folder that cannot be made is named, with the way out", () => {
  const file = join(home, "file");
  writeFileSync(file, "");
  expect(() => takeServerLock(join(file, "home"))).toThrow(
    /^Cannot write .+\/file\/home\/lock: ENOTDIR.+ set COURSE_HOME to another folder\.$/,
  );
});
