/** @file A site that is rendered as a start does it, and one that is made from nothing beside it. */

import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { renderBody } from "../../../book/pages/body.js";
import type { ChapterInput } from "../../../book/pages/types.js";
import { madeFile, madeText, readMade } from "../../../book/site/made.js";
import { type BookOptions, type RenderedBook, renderBook } from "../../../book/site/renderBook.js";
import { writeSite } from "../../../book/site/write.js";
import { options } from "../pages/messages.js";
import { sampleBibliography, sampleBook } from "../pages/sample.js";

export const [five, six, seven] = ["05-forward-pass", "06-back-propagation", "07-gradient-descent"];
export const all = [five, six, seven];
export const sample = sampleBook();
export const facts = { ...options, bibliography: sampleBibliography };

export let site: string;
let fresh: string;
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), "course-made-"));
  fresh = await mkdtemp(join(tmpdir(), "course-fresh-"));
});
afterEach(async () => {
  for (const folder of [site, fresh]) await rm(folder, { recursive: true });
});

interface Start {
  /** chapters whose page was made */
  readonly rendered: readonly (string | undefined)[];
  /** paths that were written or removed */
  readonly written: readonly string[];
  readonly book: RenderedBook;
}

/** Renders into a folder as a start does; `renderBody` is mocked by whoever imports this. */
export async function start(
  inputs: readonly ChapterInput[] = sample,
  changes: Partial<BookOptions> = {},
  built = "a",
  folder = site,
): Promise<Start> {
  vi.mocked(renderBody).mockClear();
  const earlier = { code: built, pages: await readMade(folder) };
  const book = await renderBook(inputs, { ...facts, ...changes, earlier });
  book.files.set(madeFile, madeText(book.made));
  const written = await writeSite(book.files, folder, book.kept);
  const rendered = vi.mocked(renderBody).mock.calls.map(([{ chapter }]) => chapter.input.name);
  return { rendered, written, book };
}

export async function contentOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile());
  const content = paths.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const path = join(parentPath, name);
    return [path.slice(folder.length), await readFile(path, "utf8")];
  });
  return new Map((await Promise.all(content)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The site is, to the last byte, what a start makes that finds nothing. */
export async function expectTrue(...how: Parameters<typeof start>): Promise<void> {
  const [inputs, changes, built] = how;
  await rm(fresh, { recursive: true });
  await mkdir(fresh);
  expect((await start(inputs, changes, built, fresh)).rendered).toHaveLength(
    (inputs ?? sample).length,
  );
  expect(await contentOf(site)).toEqual(await contentOf(fresh));
}

/** The sample with one chapter changed. */
export const withChapter = (
  name: string | undefined,
  change: (input: ChapterInput) => Partial<ChapterInput> | undefined,
): ChapterInput[] =>
  structuredClone(sample).map((input) =>
    input.name === name ? { ...input, ...change(input) } : input,
  );
