/** @file Drawing a digit in the page: a network trained here reads it there. */

import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadMnist } from "../../src/data/index.js";
import { createFastMlp, fastPredict, fastTrain, toMlp } from "../../src/fast/index.js";
import { digitPad, imageGrid } from "../../src/figures/index.js";
import { argmaxRows, random } from "../../src/matrix/index.js";
import { createMlp, softmax } from "../../src/network/index.js";
import { chapter, code, display, notebook, opener, text } from "../book/pages/cells.js";
import { openSampleSite, phone, type SampleSite, wide } from "./pagesSite.js";
import { draw, drawByFinger, expectClean, onFigure } from "./sheets.js";

const path = "en/09-mnist/index.html";
let site: SampleSite;
/** what the network says of the image that lies on the sheet at first */
let expected: number[];

beforeAll(async () => {
  const mnist = await loadMnist();
  const net = createFastMlp(createMlp({ sizes: [784, 31, 10], random: random(1) }));
  fastTrain(net, mnist.train, { epochs: 2, batchSize: 32, random: random(2) });
  const image = mnist.test.images.slice(0, 784); // a seven
  const answer = softmax(fastPredict(net, image));
  expect(argmaxRows(answer)).toEqual([7]);
  expected = [...answer.data];
  const shown = display({
    "application/vnd.plotly.v1+json": imageGrid([image]),
    "application/vnd.large-models+json": {
      kind: "figure",
      id: "fig:drawn",
      caption: "A sheet.",
      alt: "A seven.",
      page: false,
      live: digitPad(image, toMlp(net)),
    },
  });
  const cells = [opener("Digits", ["A:5.1"]), code("show(…);", [shown]), text("After it.")];
  site = await openSampleSite(() => [chapter("09-mnist", notebook("Digits", ["A:5.1"], cells))]);
});
afterAll(() => site?.close());
afterEach(() => {
  expect(site.complaints()).toEqual([]);
});

const onSheet = (look: (page: Page) => Promise<void>, settings?: BrowserContextOptions) =>
  onFigure(site, { path, figure: ".digit" }, look, settings);

const answer = (page: Page) => page.locator(".read b").textContent();
const said = (page: Page) => page.locator(".digit [aria-live]").textContent();
const probabilities = async (page: Page): Promise<number[]> =>
  (await page.locator(".digit td.p").allTextContents()).map(Number);

const one = [
  [0.5, 0.15],
  [0.49, 0.5],
  [0.48, 0.85],
] as const;
const zero = Array.from({ length: 25 }, (_, k) => {
  const turn = (2 * Math.PI * k) / 24;
  return [0.5 + 0.22 * Math.sin(turn), 0.5 - 0.34 * Math.cos(turn)] as const;
});

test("begins with the image of the chapter, read as the library reads it", () =>
  onSheet(async (page) => {
    expect(await answer(page)).toBe("7");
    (await probabilities(page)).forEach((p, digit) => {
      expect(Math.abs(p - expected[digit]!)).toBeLessThan(0.002);
    });
    expect(await page.locator(".drawing > .alt").isVisible()).toBe(false);
    expect(await said(page)).toBe("");
  }));

test("reads a one and a nought while they are drawn, and nothing from an empty sheet", () =>
  onSheet(async (page) => {
    await draw(page, one);
    expect(await answer(page)).toBe("1");
    expect(await said(page)).toMatch(/^read as 1, probability [01]\.\d\d$/);
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await answer(page)).toBe("nothing drawn");
    expect(await said(page)).toBe("nothing drawn");
    expect(await page.locator(".digit td.p").allTextContents()).toEqual(Array(10).fill(""));
    expect(await page.locator(".seen path").count()).toBe(0);
    await draw(page, zero);
    expect(await answer(page)).toBe("0");
    const sum = (await probabilities(page)).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 2);
  }));

test("a small digit in a corner is fitted and centred, unless the reader takes that away", () =>
  onSheet(async (page) => {
    await draw(
      page,
      zero.map(([u, v]) => [0.02 + 0.4 * u, 0.02 + 0.4 * v] as const),
    );
    expect(await answer(page)).toBe("0");
    const left = () =>
      page
        .locator(".seen path")
        .evaluateAll((all) =>
          Math.min(...all.map((one) => Number(one.getAttribute("d")!.slice(1).split(" ")[0]))),
        );
    expect(await left()).toBeGreaterThan(3);
    await page.getByLabel("Fit and centre it").uncheck();
    expect(await said(page)).toMatch(/^as it lies: read as \d, probability/);
    expect(await left()).toBeLessThan(4);
  }));

test("is drawn on by keys: arrows, space, Delete", () =>
  onSheet(async (page) => {
    await page.locator(".pad").focus();
    expect(await said(page)).toBe("row 14, column 14");
    for (let k = 0; k < 9; ++k) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Space");
    expect(await said(page)).toBe("pen down, row 5, column 14");
    const before = await page.evaluate(() => scrollY);
    for (let k = 0; k < 18; ++k) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    expect(await page.evaluate(() => scrollY)).toBe(before);
    expect(await answer(page)).toBe("1");
    expect(await said(page)).toMatch(/^read as 1, probability/);
    await page.keyboard.press("Delete");
    expect(await answer(page)).toBe("nothing drawn");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).not.toBe("pad");
  }));

test("a finger draws and does not move the page", () =>
  onSheet(
    async (page) => {
      const before = await page.evaluate(() => scrollY);
      await drawByFinger(page, 0.85, 0.15, 14);
      await expect.poll(() => answer(page)).toBe("1");
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

test.each([
  ["wide", wide],
  ["phone", phone],
])("nothing moves when the sheet takes the place of the picture: %s", async (_, viewport) => {
  const page = await site.open("index.html", { viewport });
  let release: () => void = () => undefined;
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route("**/figures/*.json", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(site.address + path);
  await page.evaluate(() => document.fonts.ready);
  await page.locator(".awaits").waitFor();
  const height = async () => (await page.locator("figure").boundingBox())!.height;
  const before = await height();
  release();
  await page.locator(".digit").waitFor();
  expect(await height()).toBeCloseTo(before, 0);
  await page.context().close();
});

test("without scripts, and without its numbers, the picture stays", async () => {
  const bare = await site.open(path, { javaScriptEnabled: false });
  expect(await bare.locator(".drawing > .alt").isVisible()).toBe(true);
  expect(await bare.locator("button:visible").count()).toBe(0);
  await bare.context().close();

  const page = await site.open("index.html");
  await page.route("**/figures/*.json", (route) => route.abort());
  await page.goto(site.address + path);
  await page.locator("figure").scrollIntoViewIfNeeded();
  await page.locator(".not-live").waitFor();
  expect(await page.locator(".not-live").textContent()).toBe(
    "This is the picture only; what makes it live could not be loaded.",
  );
  expect(await page.locator(".drawing > .alt").isVisible()).toBe(true);
  // what the browser itself says of it, and nothing of ours
  expect(site.complaints()).toEqual(["Failed to load resource: net::ERR_FAILED"]);
  await page.context().close();
});
