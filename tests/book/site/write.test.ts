/** @file Writing the site: only what changed, whole files, nothing of anybody else's. */

import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeSite } from "../../../book/site/write.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "course-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

const files = (...entries: [string, string][]) => new Map<string, string>(entries);

test("writes what differs and says so", async () => {
  const first = files(["index.html", "a"], ["en/x/index.html", "b"]);
  expect(await writeSite(first, folder)).toEqual(["index.html", "en/x/index.html"]);
  expect(await writeSite(first, folder)).toEqual([]);
  const before = await stat(join(folder, "index.html"));
  const second = files(["index.html", "a"], ["en/x/index.html", "c"]);
  expect(await writeSite(second, folder)).toEqual(["en/x/index.html"]);
  expect(await readFile(join(folder, "en/x/index.html"), "utf8")).toBe("c");
  expect((await stat(join(folder, "index.html"))).mtimeMs).toBe(before.mtimeMs);
});

test("an asset is written anew if it was cut short or is another one of its size", async () => {
  const asset = files(["assets/a-123.css", "0123456789"]);
  await writeSite(asset, folder);
  expect(await writeSite(asset, folder)).toEqual([]);
  for (const damaged of ["01234", "012345678\0"]) {
    await writeFile(join(folder, "assets/a-123.css"), damaged);
    expect(await writeSite(asset, folder)).toEqual(["assets/a-123.css"]);
  }
});

test("a kept file is neither written nor removed, until it is no longer kept", async () => {
  await writeSite(files(["a.html", "a"], ["b.html", "b"]), folder);
  expect(await writeSite(files(["a.html", "a"]), folder, new Set(["b.html"]))).toEqual([]);
  expect(await readFile(join(folder, "b.html"), "utf8")).toBe("b");
  expect(await writeSite(files(["a.html", "a"]), folder)).toEqual(["b.html"]);
});

test("removes what an earlier site had and nothing else", async () => {
  await mkdir(join(folder, "mine"));
  await writeFile(join(folder, "mine/letter.txt"), "keep");
  await writeSite(files(["a.html", "a"], ["b.html", "b"]), folder);
  expect(await writeSite(files(["a.html", "a"]), folder)).toEqual(["b.html"]);
  expect((await readdir(folder)).sort()).toEqual([".course-files.json", "a.html", "mine"]);
  expect(await readFile(join(folder, "mine/letter.txt"), "utf8")).toBe("keep");
});

test("believes no list that leads out of the folder", async () => {
  const outside = join(folder, "outside.txt");
  const inside = join(folder, "site");
  await mkdir(inside);
  await writeFile(outside, "keep");
  for (const list of [
    '["../outside.txt"]',
    JSON.stringify([outside]),
    '["a/../../outside.txt"]',
    "{",
    "3",
  ]) {
    await writeFile(join(inside, ".course-files.json"), list);
    await writeSite(files(["a.html", "a"]), inside);
    expect(await readFile(outside, "utf8")).toBe("keep");
  }
});

test("a file that cannot be written leaves the old one and no half of the new", async () => {
  await writeSite(files(["a.html", "old"]), folder);
  await mkdir(join(folder, "b.html/full"), { recursive: true });
  await expect(writeSite(files(["b.html", "b"], ["a.html", "new"]), folder)).rejects.toThrow(
    `Make ${folder} writable, or set COURSE_HOME (npm run build: --out) to a folder that is. Nothing is lost`,
  );
  expect(await readFile(join(folder, "a.html"), "utf8")).toBe("old");
  expect((await readdir(folder)).filter((name) => name.endsWith(".new"))).toEqual([]);
});
