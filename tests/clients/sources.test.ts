/** @file The page of the documents in a browser: what stands beside what. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { readMap } from "../../book/sources/entry.js";
import { sampleBook } from "../book/pages/sample.js";
import { openSampleSite, phone, type SampleSite, wide } from "./pagesSite.js";

const cells = ["06-back-propagation/opener"];
const map = [
  { id: "A:3/1", lines: [1, 1], kind: "heading", says: "The steps", cells },
  { id: "A:3/2", lines: [2, 2], kind: "statement", says: "There are some", cells },
  // a step that has a section to itself and no heading
  { id: "A:3.1/1", lines: [3, 3], kind: "statement", says: "Collect", cells },
  { id: "A:3.2/1", lines: [4, 4], kind: "statement", says: "Train, for a long time", cells },
];

let site: SampleSite;
beforeAll(async () => {
  site = await openSampleSite(sampleBook, readMap(JSON.stringify(map)));
});
afterAll(() => site?.close());

const boxes = (viewport: typeof wide) =>
  site.open("en/sources/index.html", { viewport }).then((page) =>
    page.evaluate(() =>
      [...document.querySelectorAll(".entry")].map((entry) => {
        const [words, cells] = [":is(h3, p:not(.entry-cells))", ".entry-cells"].map((part) => {
          const { left, right, top, bottom } = entry.querySelector(part)!.getBoundingClientRect();
          return { left, right, top, bottom };
        });
        return { words: words!, cells: cells! };
      }),
    ),
  );

test("on a wide page each sentence has its cells beside it, in one column", async () => {
  const entries = await boxes(wide);
  expect(entries).toHaveLength(map.length);
  const [first] = entries;
  for (const { words, cells } of entries) {
    expect(words.left).toBeCloseTo(first!.words.left, 0);
    expect(cells.left).toBeCloseTo(first!.cells.left, 0);
    expect(cells.left).toBeGreaterThan(words.right);
    expect(cells.top).toBeLessThan(words.bottom);
  }
});

test("on a telephone they stand below it", async () => {
  for (const { words, cells } of await boxes(phone)) {
    expect(cells.top).toBeGreaterThanOrEqual(words.bottom);
    expect(cells.right).toBeLessThanOrEqual(phone.width);
  }
});
