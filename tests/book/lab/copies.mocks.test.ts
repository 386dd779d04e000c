import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { copyNotebooks } from "../../../book/lab/copies.js";

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  return { ...fs, renameSync: vi.fn(fs.renameSync) };
});

let folder: string;
let course: string;
let work: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "copies-"));
  course = join(folder, "notebooks");
  work = join(folder, "work");
  mkdirSync(join(course, "en"), { recursive: true });
  writeFileSync(join(course, "en/05.ipynb"), "five, first");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string) => readFileSync(join(work, name), "utf8");
const publish = (text: string) => writeFileSync(join(course, "en/05.ipynb"), text);
const edit = (text: string, name = "en/05.ipynb") => writeFileSync(join(work, name), text);

test("copies what is not there, and then nothing", () => {
  expect(copyNotebooks(course, work)).toEqual({ copied: ["en/05.ipynb"], beside: [], failed: [] });
  expect(read("en/05.ipynb")).toBe("five, first");
  expect(copyNotebooks(course, work)).toEqual({ copied: [], beside: [], failed: [] });
});

test("an untouched copy follows the course", () => {
  copyNotebooks(course, work);
  publish("five, second");
  expect(copyNotebooks(course, work)).toEqual({ copied: ["en/05.ipynb"], beside: [], failed: [] });
  expect(read("en/05.ipynb")).toBe("five, second");
});

test("an edited copy stays, and a new version is laid beside it once", () => {
  copyNotebooks(course, work);
  edit("my work");
  expect(copyNotebooks(course, work)).toEqual({ copied: [], beside: [], failed: [] });
  publish("five, second");
  const beside = [{ mine: "en/05.ipynb", theirs: "en/05.new.ipynb" }];
  expect(copyNotebooks(course, work)).toEqual({ copied: [], beside, failed: [] });
  expect([read("en/05.ipynb"), read("en/05.new.ipynb")]).toEqual(["my work", "five, second"]);
  expect(copyNotebooks(course, work)).toEqual({ copied: [], beside: [], failed: [] });
});

test("a student who also works in the new version loses neither", () => {
  copyNotebooks(course, work);
  edit("my work");
  publish("five, second");
  copyNotebooks(course, work);
  edit("my second work", "en/05.new.ipynb");
  publish("five, third");
  expect(copyNotebooks(course, work).beside[0]!.theirs).toBe("en/05.new-2.ipynb");
  expect(read("en/05.ipynb")).toBe("my work");
  expect(read("en/05.new.ipynb")).toBe("my second work");
  expect(read("en/05.new-2.ipynb")).toBe("five, third");
});

test("with a manifest cut short, everything there is the student's own", () => {
  copyNotebooks(course, work);
  edit("my work");
  writeFileSync(join(work, ".copied.json"), '{"en/05');
  publish("five, second");
  copyNotebooks(course, work);
  expect(read("en/05.ipynb")).toBe("my work");
});

test("the version beside follows the course until a student works in it", () => {
  copyNotebooks(course, work);
  edit("my work");
  for (const version of ["five, second", "five, third"]) {
    publish(version);
    expect(copyNotebooks(course, work).beside).toEqual([
      { mine: "en/05.ipynb", theirs: "en/05.new.ipynb" },
    ]);
    expect(read("en/05.new.ipynb")).toBe(version);
  }
  expect(read("en/05.ipynb")).toBe("my work");
  expect(readdirSync(join(work, "en")).sort()).toEqual(["05.ipynb", "05.new.ipynb"]);
});

test("a place that cannot be written is named and tried again; the others are copied", () => {
  writeFileSync(join(course, "en/06.ipynb"), "six");
  writeFileSync(join(course, "en/07.ipynb"), "seven");
  mkdirSync(join(work, "en/05.ipynb"), { recursive: true });
  vi.mocked(renameSync).mockImplementationOnce(() => {
    throw new Error("EPERM: operation not permitted");
  });
  const { copied, failed } = copyNotebooks(course, work);
  expect(copied).toEqual(["en/07.ipynb"]);
  expect(failed).toEqual([
    { name: "en/05.ipynb", why: expect.stringContaining("EISDIR") },
    { name: "en/06.ipynb", why: "EPERM: operation not permitted" },
  ]);
  expect(readdirSync(join(work, "en")).sort()).toEqual(["05.ipynb", "07.ipynb"]);
  rmSync(join(work, "en/05.ipynb"), { recursive: true });
  const copiedNow = ["en/05.ipynb", "en/06.ipynb"];
  expect(copyNotebooks(course, work)).toEqual({ copied: copiedNow, beside: [], failed: [] });
});

test("a deleted copy comes back", () => {
  copyNotebooks(course, work);
  rmSync(join(work, "en/05.ipynb"));
  expect(copyNotebooks(course, work).copied).toEqual(["en/05.ipynb"]);
});

test("leaves no temporary file", () => {
  copyNotebooks(course, work);
  expect(readdirSync(work, { recursive: true }).sort()).toEqual([
    ".copied.json",
    "en",
    "en/05.ipynb",
  ]);
});
