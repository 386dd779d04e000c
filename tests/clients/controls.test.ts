/** The figure with controls under it, in a browser: by mouse, finger and keys. */

import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FigurePictures } from "../../book/pages/figure.js";
import { attentionHeads, costCurves, decodingSteps } from "../../src/figures/index.js";
import { axeFaults } from "./axe.js";
import { launchBrowser } from "./browser.js";
import { drawOnce } from "./drawn.js";
import { type FigurePage, openFigures, type PageOptions } from "./figurePage.js";

const state = { length: 10, width: 512, expansion: 2 };
const figure = costCurves(state);
const shown = { name: "curves", figure, page: false, live: { kind: "cost-curves", state } };
const patient = { timeout: 20_000 };

let browser: Browser;
let pictures: FigurePictures;
beforeAll(async () => {
  browser = await launchBrowser();
  pictures = await drawOnce([figure]);
});
afterAll(() => browser?.close());

interface Opened extends FigurePage {
  readonly length: Locator;
  readonly width: Locator;
  readonly wider: Locator;
  readonly back: Locator;
  /** the words that plotly has drawn */
  readonly drawn: () => Promise<string>;
}

/** Opens the page, twice the figure, and says at the end that nothing went wrong on it. */
async function on(options: PageOptions, look: (opened: Opened) => Promise<void>): Promise<void> {
  const figures = [shown, { ...shown, name: "again" }];
  const { context, ...opened } = await openFigures(browser, figures, { pictures, ...options });
  const first = opened.page.locator("figure").first();
  try {
    await look({
      ...opened,
      length: first.getByRole("slider", { name: "length" }),
      width: first.getByRole("slider", { name: "width" }),
      wider: first.getByRole("radio", { name: "4 × as wide" }),
      back: first.getByRole("button", { name: "Back to the book’s numbers" }),
      drawn: async () => ((await first.locator(".live .infolayer").textContent()) ?? "").trim(),
    });
    expect(opened.faults).toEqual([]);
  } finally {
    await context.close();
  }
}

const press = async (page: Page, keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

test("loads nothing before it is touched, and keeps its height when it comes alive and is set", () =>
  on({}, async ({ page, asked, length, wider, drawn }) => {
    const heights = () =>
      page.$$eval("figure", (all) => all.map((one) => one.getBoundingClientRect().height));
    const before = await heights();
    expect(asked.filter((path) => /plotly-|\/library\//.test(path))).toEqual([]);
    await length.focus();
    await page.keyboard.press("End");
    await expect.poll(drawn, patient).toContain("16384 tokens");
    await wider.check();
    await expect.poll(drawn, patient).toContain("n = 2048");
    expect(await heights()).toEqual(before);
    // The other figure of the kind has its own state.
    expect(await page.locator("figure").last().getByLabel("2 × as wide").isChecked()).toBe(true);
  }));

test("with the keyboard every control is reached, moved, and says its value", () =>
  on({}, async ({ page, length, width, wider, back, drawn }) => {
    await press(page, ["Tab", "Tab"]);
    expect(await length.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await length.evaluate((node) => getComputedStyle(node).outlineStyle)).toBe("solid");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => length.getAttribute("aria-valuetext"), patient).toBe("12 tokens");
    await press(page, ["Tab", "ArrowLeft"]);
    await expect
      .poll(() => width.getAttribute("aria-valuetext"), patient)
      .toBe("256 numbers a token");
    await press(page, ["Tab", "ArrowRight"]);
    expect(await wider.isChecked()).toBe(true);
    await expect.poll(drawn, patient).toContain("n = 1024");
    const said = page.locator("figure").first().locator("form [aria-live]");
    await expect
      .poll(() => said.textContent(), patient)
      .toMatch(/^12 tokens of width 256, in FLOP/);
    expect(await page.locator(".live").getAttribute("aria-label")).toBe(await said.textContent());
    await page.keyboard.press("Tab");
    expect(await back.evaluate((node) => node === document.activeElement)).toBe(true);
  }));

test("the folded table follows", () =>
  on({}, async ({ page, length }) => {
    const cell = page.locator("figure").first().locator("details.data tbody td");
    expect(await cell.nth(4).textContent()).toBe("204800");
    await length.fill("20"); // 1024 tokens: 4 · 1024² · 512, to five digits
    await expect.poll(() => cell.nth(4).textContent(), patient).toBe("2147500000");
  }));

test("Back brings the book's numbers to figure and controls, and the keyboard is not lost", () =>
  on({}, async ({ page, length, wider, back, drawn }) => {
    expect(await back.isVisible()).toBe(false);
    await wider.check();
    await length.fill("0");
    await expect.poll(drawn, patient).toContain("1 tokens");
    await back.click();
    await expect.poll(drawn, patient).toContain("n = 1024");
    expect(await length.inputValue()).toBe("6");
    expect(await page.locator("figure").first().getByLabel("2 × as wide").isChecked()).toBe(true);
    expect(await back.isVisible()).toBe(false);
    expect(await length.evaluate((node) => node === document.activeElement)).toBe(true);
  }));

test("while a slider is dragged the drawing follows once a frame", () =>
  on({}, async ({ page, length, drawn }) => {
    const { x, y, width, height } = (await length.boundingBox())!;
    await page.mouse.move(x + 0.21 * width, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 0.98 * width, y + height / 2, { steps: 40 });
    await expect.poll(drawn, patient).toMatch(/(12288|16384) tokens/);
    await page.mouse.up();
  }));

test("on a phone each is wide enough for a finger, and nothing wider than the page", () =>
  on({ touch: true, width: 390 }, async ({ page, wider, length, drawn }) => {
    for (const label of await page.locator("form label").all()) {
      const { width, height } = (await label.boundingBox())!;
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    }
    await wider.tap();
    await expect.poll(drawn, patient).toContain("n = 2048");
    await length.tap({ position: { x: 5, y: 10 } });
    await expect.poll(drawn, patient).toContain("1 tokens");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }));

test("keeps its state when theme and width change, and prints the book's numbers alone", () =>
  on({ theme: "dark" }, async ({ page, wider, length, drawn }) => {
    await wider.check();
    await expect.poll(drawn, patient).toContain("n = 2048");
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "light";
    });
    await page.setViewportSize({ width: 390, height: 900 });
    const drawing = page.locator(".live .main-svg").first();
    await expect.poll(() => drawing.getAttribute("width"), patient).toBe("350");
    expect(await drawn()).toContain("n = 2048");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("svg.only-wide").first().textContent()).toContain("1024");
    expect(await length.isVisible()).toBe(false);
  }));

test("without scripts it is its picture, without controls", () =>
  on({ scripts: false }, async ({ page, length, wider }) => {
    expect(await page.getByRole("img", { name: "what curves shows" }).isVisible()).toBe(true);
    for (const control of [length, wider]) expect(await control.isVisible()).toBe(false);
  }));

const words = ["the", "animal", "was", "tired"];
const even = words.map(() => words.map(() => 0.25));
const heads = attentionHeads(
  Array.from({ length: 11 }, (_, h) => even.map((row, i) => (i === h % 4 ? [1, 0, 0, 0] : row))),
  { queries: words, keys: words },
);
const decoding = decodingSteps(
  words,
  ["it", "slept", "well"].map((token, k) => ({
    token,
    candidates: [{ token, probability: 0.5 + k / 10 }],
    attention: words.map((_, j) => (j === k ? 1 : 0)),
  })),
);

async function onBoth(options: PageOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const figures = [
    { name: "heads", page: false, ...heads },
    { name: "decoding", page: false, ...decoding },
  ];
  const { context, page, faults } = await openFigures(browser, figures, options);
  try {
    await page.locator(".is-live").first().waitFor(patient);
    await look(page);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}

test("many options are a list, and the chosen one is drawn", () =>
  onBoth({}, async (page) => {
    const cell = () =>
      page.locator("figure").first().locator("details.data tbody td").allTextContents();
    expect((await cell()).slice(0, 5)).toEqual(["the", "1.00", "0.00", "0.00", "0.00"]);
    await page.getByRole("combobox", { name: "head" }).selectOption({ value: "3" });
    const first = async () => (await cell()).slice(0, 5);
    await expect.poll(first, patient).toEqual(["the", "0.25", "0.25", "0.25", "0.25"]);
    expect((await cell()).slice(-5)).toEqual(["tired", "1.00", "0.00", "0.00", "0.00"]);
  }));

test("buttons step on and back, keep the keyboard at the ends, and say the step", () =>
  onBoth({}, async (page) => {
    const on = page.getByRole("button", { name: "Step on" });
    const back = page.getByRole("button", { name: "Step back" });
    const shown = page.locator("figure").last().locator(".buttons b");
    expect(await back.getAttribute("aria-disabled")).toBe("true");
    await on.focus();
    for (const step of [2, 3, 3]) {
      await page.keyboard.press("Enter");
      await expect.poll(() => shown.textContent(), patient).toBe(`step ${step} of 3`);
    }
    expect(await on.getAttribute("aria-disabled")).toBe("true");
    expect(await on.evaluate((node) => node === document.activeElement)).toBe(true);
    const said = page.locator("figure").last().locator("form [aria-live]");
    await expect
      .poll(() => said.textContent(), patient)
      .toBe("step 3 of 3; so far it slept; next well, of well 0.70; looks most at was 1.00");
    await back.click();
    await expect.poll(() => shown.textContent(), patient).toBe("step 2 of 3");
  }));

describe.each(["light", "dark"] as const)("%s", (theme) => {
  test.each([1400, 390])("axe finds nothing at a width of %i, at rest and set", (width) =>
    on({ theme, width }, async ({ page, wider, drawn }) => {
      expect(await axeFaults(page)).toEqual([]);
      await wider.check();
      await expect.poll(drawn, patient).toContain("n = 2048");
      expect(await axeFaults(page)).toEqual([]);
    }),
  );

  test.each([1400, 390])("axe finds nothing on lists and buttons at a width of %i", (width) =>
    onBoth({ theme, width }, async (page) => {
      await page.getByRole("button", { name: "Step on" }).click();
      expect(await axeFaults(page)).toEqual([]);
      for (const target of await page.locator("form :is(button, select)").all()) {
        const box = (await target.boundingBox())!;
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
      }
    }),
  );
});
