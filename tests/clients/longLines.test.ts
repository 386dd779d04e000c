/** @file Long printed lines on a telephone: sentences are wrapped, tables scroll and say so. */

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { chapter, code, notebook, opener, stream } from "../book/pages/cells.js";
import { openSampleSite, phone, type SampleSite } from "./pagesSite.js";

const path = "en/15-lines/index.html";
const sentence =
  "  12 of 30 words were hidden, and the model was right about more of them than chance";
const row = (name: string) => `${name.padEnd(24)}0.838   0.796   0.880   0.919   0.886   0.951`;
const printed = [row("digits"), row("shifted"), sentence].join("\n");

let site: SampleSite;
beforeAll(async () => {
  const cells = [opener("Lines", ["A:6"]), code("console.log(…);", [stream(printed)])];
  site = await openSampleSite(() => [chapter("15-lines", notebook("Lines", ["A:6"], cells))]);
});
afterAll(() => site?.close());
afterEach(() => {
  expect(site.complaints()).toEqual([]);
});

test("a sentence goes on in the next line, further in than it began", async () => {
  const page = await site.open(path, { viewport: phone });
  const line = page.locator(".line");
  const { lefts, isWider } = await line.evaluate((part) => {
    const text = part.firstChild!;
    const range = document.createRange();
    const at = (k: number) => {
      range.setStart(text, k);
      range.setEnd(text, k + 1);
      return range.getBoundingClientRect();
    };
    const letters = [...text.textContent!.trimEnd()].map((_, k) => at(k)).slice(2);
    const tops = [...new Set(letters.map(({ top }) => top))];
    return {
      lefts: tops.map((top) =>
        Math.min(...letters.filter((one) => one.top === top).map(({ left }) => left)),
      ),
      isWider: part.scrollWidth > part.clientWidth,
    };
  });
  expect(isWider).toBe(false);
  expect(lefts.length).toBeGreaterThan(1);
  // two letters of 7.8 px
  for (const left of lefts.slice(1)) expect(left - lefts[0]!).toBeCloseTo(15.6, 0);
  await page.context().close();
});

test("a table scrolls, can be reached, and has a hairline where it goes on", async () => {
  const page = await site.open(path, { viewport: phone });
  const table = page.locator(".columns");
  await expect.poll(() => table.getAttribute("class")).toBe("columns more-right");
  expect(await table.getAttribute("tabindex")).toBe("0");
  expect(await table.textContent()).toBe(`${row("digits")}\n${row("shifted")}\n`);
  await table.evaluate((part) => part.scrollTo(20, 0));
  await expect.poll(() => table.getAttribute("class")).toBe("columns more-right more-left");
  await table.evaluate((part) => part.scrollTo(1000, 0));
  await expect.poll(() => table.getAttribute("class")).toBe("columns more-left");
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(() => table.getAttribute("class")).toBe("columns");
  expect(await table.getAttribute("tabindex")).toBeNull();
  await page.context().close();
});
