/** @file The folder of the served site: whose it is, and what of it stays. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimSite } from "../../../book/site/claim.js";
import { siteList, writeSite } from "../../../book/site/write.js";

let home: string;
let site: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "course-claim-"));
  site = join(home, "site");
});
afterEach(() => rm(home, { recursive: true }));

const put = async (path: string): Promise<void> => {
  await mkdir(dirname(join(site, path)), { recursive: true });
  await writeFile(join(site, path), path);
};
const paths = async (): Promise<string[]> => (await readdir(site, { recursive: true })).sort();
const first = new Map([
  ["index.html", "a"],
  ["en/05-x/index.html", "b"],
]);

test("a folder that is not there is made, with a list", async () => {
  claimSite(site);
  expect(await paths()).toEqual([siteList]);
  claimSite(site);
  expect(await readFile(join(site, siteList), "utf8")).toBe("[]");
});

test("keeps what is listed, removes what a killed start left beside it", async () => {
  claimSite(site);
  await writeSite(first, site);
  const before = await paths();
  await put("index.html.123.new");
  await put("en/05-x/index.html.123.new");
  await put("en/06-forgotten/figures/a.json");
  await mkdir(join(site, "en/07-empty"));
  claimSite(site);
  expect(await paths()).toEqual(before);
  expect(await readFile(join(site, "en/05-x/index.html"), "utf8")).toBe("b");
});

test("removes all where the list is damaged, and no page is taken for a folder", async () => {
  claimSite(site);
  await writeSite(first, site);
  await rm(join(site, "index.html"));
  await put("index.html/inside");
  claimSite(site);
  expect(await paths()).toEqual([siteList, "en", "en/05-x", "en/05-x/index.html"]);
  await writeFile(join(site, siteList), '["index.ht');
  claimSite(site);
  expect(await paths()).toEqual([siteList]);
});

test("touches nothing of a folder that is somebody else's", async () => {
  await put("letter.txt");
  expect(() => claimSite(site)).toThrow(
    `${site} holds something else, and the pages would go there. Set COURSE_HOME to a folder of its own.`,
  );
  expect(await paths()).toEqual(["letter.txt"]);
});

test("says what to do where nothing can be written", async () => {
  await writeFile(site, "a file");
  expect(() => claimSite(site)).toThrow(`Make ${site} writable, or set COURSE_HOME to a folder`);
});
