/** @file Pages that a killed start or a damaged disk has left: made anew. */

import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { madeFile } from "../../../book/site/made.js";
import { renderBook } from "../../../book/site/renderBook.js";
import {
  all,
  contentOf,
  expectTrue,
  facts,
  sample,
  seven,
  site,
  six,
  start,
  withChapter,
} from "./startedSite.js";

vi.mock("../../../book/pages/body.js", async (original) => {
  const real = await original<typeof import("../../../book/pages/body.js")>();
  return { ...real, renderBody: vi.fn(real.renderBody) };
});

describe("a start that ended too early, a damaged file", () => {
  const page = `en/${six}/index.html`;
  test.each<[string, string, (text: string) => string]>([
    ["a page cut short", page, (all) => all.slice(0, 1000)],
    ["a page with another letter", page, (all) => all.replace("Chapter 5", "Chapter 6")],
    ["an empty page", page, () => ""],
    ["a notebook cut short", `en/${six}/${six}.ipynb`, (all) => all.slice(0, 100)],
    ["a note of another page", madeFile, (all) => all.replace(/(back[^}]*html": ")./, "$1-")],
    ["a note of another key", madeFile, (all) => all.replace(/(back[^}]*key": ")./, "$1-")],
    ["a note without the page", madeFile, (all) => all.replace("06-back", "16-back")],
    ["a note of another form", madeFile, (all) => all.replace(/(back[^}]*"isBare": )\w+/, "$1 3")],
  ])("%s: that page is made anew", async (_, path, damage) => {
    await start();
    const before = await readFile(join(site, path), "utf8");
    await writeFile(join(site, path), damage(before));
    expect((await start()).rendered).toEqual([six]);
    expect(await readFile(join(site, path), "utf8")).toBe(before);
    await expectTrue();
  });

  test.each([
    ["is cut short", (all: string) => all.slice(0, all.length / 2)],
    ["is empty", () => ""],
    ["is of another kind", () => "3"],
    ["holds nothing", () => "null"],
  ])("the note %s: all pages are made anew", async (_, damage) => {
    await start();
    const path = join(site, madeFile);
    await writeFile(path, damage(await readFile(path, "utf8")));
    expect((await start()).rendered).toEqual(all);
    await expectTrue();
  });

  test("a file that is gone", async () => {
    await start();
    await rm(join(site, `en/${six}/${six}.executed.ipynb`));
    expect((await start()).rendered).toEqual([six]);
    await expectTrue();
  });

  test("killed between pages and note, and started with either text", async () => {
    const edited = withChapter(six, ({ notebook }) => {
      notebook.cells[1]!.source += " And one word more.";
      return undefined;
    });
    for (const next of [sample, edited]) {
      await start();
      const { files } = await renderBook(edited, facts);
      const target = `en/${six}/index.html`;
      await writeFile(join(site, target), files.get(target)!);
      expect((await start(next)).rendered).toEqual([six]);
      await expectTrue(next);
    }
  });

  test("a chapter that is gone takes its files with it", async () => {
    await start();
    const { written } = await start(sample.slice(0, 2));
    expect(written).toContain(`en/${seven}/${seven}.ipynb`);
    expect([...(await contentOf(site)).keys()].join()).not.toContain(seven);
  });
});
