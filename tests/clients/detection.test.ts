/** @file Drawing several digits in the page: the shipped detector finds them there. */

import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { digitScene, loadDetector, loadMnist } from "../../src/data/index.js";
import { boxedImages, detectionCanvas } from "../../src/figures/index.js";
import { random } from "../../src/matrix/index.js";
import { type CellDetection, detect } from "../../src/network/index.js";
import { chapter, code, display, notebook, opener, text } from "../book/pages/cells.js";
import { openSampleSite, phone, type SampleSite, wide } from "./pagesSite.js";
import { draw, drawByFinger, expectClean, onFigure } from "./sheets.js";

const path = "en/15-applications/index.html";
let site: SampleSite;
/** what the library finds on the scene that lies on the sheet at first */
let expected: CellDetection[];

beforeAll(async () => {
  const [detector, { test: digits }] = [await loadDetector(), await loadMnist()];
  const { image } = digitScene({ digits, random: random(4), count: 3 });
  expected = detect(image, detector);
  const shown = display({
    "application/vnd.plotly.v1+json": boxedImages([
      { image, boxes: expected.map(({ box, label }) => ({ box, name: String(label) })) },
    ]),
    "application/vnd.large-models+json": {
      kind: "figure",
      id: "fig:sheet",
      caption: "A sheet.",
      alt: "Three digits in boxes.",
      page: false,
      live: detectionCanvas(image, detector),
    },
  });
  const cells = [opener("Boxes", ["A:6"]), code("show(…);", [shown]), text("After it.")];
  site = await openSampleSite(() => [
    chapter("15-applications", notebook("Boxes", ["A:6"], cells)),
  ]);
});
afterAll(() => site?.close());
afterEach(() => {
  expect(site.complaints()).toEqual([]);
});

const onSheet = (look: (page: Page) => Promise<void>, settings?: BrowserContextOptions) =>
  onFigure(site, { path, figure: ".detection" }, look, settings);

const count = (page: Page) => page.locator(".read b").textContent();
const said = (page: Page) => page.locator(".detection [aria-live]").textContent();
const labels = (page: Page) => page.locator(".detection tbody th").allTextContents();

/** A nought and a one of 40 % of the sheet, their upper left corner there. */
const zeroAt = (left: number, top: number) =>
  Array.from({ length: 25 }, (_, k) => {
    const turn = (2 * Math.PI * k) / 24;
    return [left + 0.15 + 0.14 * Math.sin(turn), top + 0.2 - 0.2 * Math.cos(turn)] as const;
  });
const oneAt = (left: number, top: number) =>
  [
    [left + 0.03, top],
    [left, top + 0.42],
  ] as const;

test("begins with the scene of the chapter, and the boxes that the library finds", () =>
  onSheet(async (page) => {
    expect((await labels(page)).map(Number)).toEqual(expected.map(({ label }) => label));
    const rects = await page
      .locator(".boxes rect")
      .evaluateAll((all) =>
        all.map((one) =>
          ["x", "y", "width", "height"].map((name) => Number(one.getAttribute(name))),
        ),
      );
    // the surest lies on top, so it is drawn last
    for (const [k, [x, y, width, height]] of rects.reverse().entries()) {
      const { left, top, right, bottom } = expected[k]!.box;
      const off = [x! - left, y! - top, x! + width! - right, y! + height! - bottom].map(Math.abs);
      expect(Math.max(...off)).toBeLessThan(1);
    }
    expect(await page.locator(".drawing > .alt").isVisible()).toBe(false);
    expect(await said(page)).toBe("");
  }));

test("finds a nought and a one while they are drawn, and nothing on an empty sheet", () =>
  onSheet(async (page) => {
    await draw(page, zeroAt(0.08, 0.1));
    expect(await labels(page)).toEqual(["0"]);
    await draw(page, oneAt(0.75, 0.5));
    expect((await labels(page)).sort()).toEqual(["0", "1"]);
    expect(await count(page)).toBe("2 boxes");
    expect(await said(page)).toMatch(/^found [01], score [01]\.\d\d; [01], score [01]\.\d\d$/);
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await count(page)).toBe("nothing");
    expect(await said(page)).toBe("nothing found");
    expect(await page.locator(".boxes rect").count()).toBe(0);
  }));

test("a lower threshold and no thinning show more boxes", () =>
  onSheet(async (page) => {
    const before = await page.locator(".boxes rect").count();
    await page.getByLabel("Leave out boxes").uncheck();
    await page.getByLabel("Least score").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => page.locator(".boxes rect").count()).toBeGreaterThan(before);
    expect(await page.locator(".least .value").textContent()).toBe("0.05");
    await page.keyboard.press("End");
    await expect.poll(() => page.locator(".boxes rect").count()).toBeLessThanOrEqual(before);
  }));

test("is drawn on by keys: arrows, space, Delete", () =>
  onSheet(async (page) => {
    await page.locator(".pad").focus();
    expect(await said(page)).toBe("row 24, column 24");
    for (let k = 0; k < 10; ++k) await page.keyboard.press("ArrowUp");
    // column 24 is the border of two cells, and of a middle on a border neither cell is sure
    for (let k = 0; k < 3; ++k) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    expect(await said(page)).toBe("pen down, row 14, column 27");
    const before = await page.evaluate(() => scrollY);
    for (let k = 0; k < 16; ++k) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    expect(await page.evaluate(() => scrollY)).toBe(before);
    expect(await labels(page)).toEqual(["1"]);
    await page.keyboard.press("Delete");
    expect(await count(page)).toBe("nothing");
  }));

test("a finger draws and does not move the page", () =>
  onSheet(
    async (page) => {
      const before = await page.evaluate(() => scrollY);
      await drawByFinger(page, 0.75, 0.3, 10);
      await expect.poll(() => labels(page)).toEqual(["1"]);
      expect(await page.evaluate(() => scrollY)).toBe(before);
    },
    { viewport: phone, hasTouch: true },
  ));

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each([
    ["wide", wide],
    ["phone", phone],
  ])("axe finds nothing, and nothing is wider than the page: %s", (_, viewport) =>
    onSheet((page) => expectClean(page, viewport), { colorScheme, viewport }),
  );
});
