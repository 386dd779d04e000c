/** @file The pages in a browser: what their scripts add. */

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { chapter, openSampleSite, phone, type SampleSite } from "./pagesSite.js";

let site: SampleSite;
beforeAll(async () => {
  site = await openSampleSite();
});
afterAll(() => site?.close());
afterEach(() => {
  expect(site.complaints()).toEqual([]);
});

test("the theme is the system's until one is chosen, and is kept without a flash", async () => {
  const page = await site.open(chapter, { colorScheme: "dark" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const button = page.getByRole("button", { name: "Dark theme" });
  expect(await paper()).toBe("rgb(21, 23, 26)");
  expect(await button.getAttribute("aria-pressed")).toBe("true");
  await button.click();
  expect(await paper()).toBe("rgb(253, 252, 249)");
  expect(await button.getAttribute("aria-pressed")).toBe("false");
  // the first style that the page computes after a reload is already the chosen one
  await page.route(/\.js$/, (route) => route.abort());
  await page.goto(`${site.address}index.html`, { waitUntil: "commit" });
  await page.waitForSelector("h1");
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("light");
  expect(await paper()).toBe("rgb(253, 252, 249)");
  expect(site.complaints().every((words) => words.includes("ERR_FAILED"))).toBe(true);
  await page.context().close();
});

test("contents open and close by keyboard on a phone", async () => {
  const page = await site.open(chapter, { viewport: phone });
  const button = page.getByRole("button", { name: "of the book" });
  await button.focus();
  await page.keyboard.press("Space");
  expect(await page.locator("#contents").isVisible()).toBe(true);
  expect(await button.getAttribute("aria-expanded")).toBe("true");
  await page.keyboard.press("Escape");
  expect(await page.locator("#contents").isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.className)).toBe("open-nav");
  await page.context().close();
});

test("a guess is kept", async () => {
  const page = await site.open(chapter);
  const keep = page.getByRole("button", { name: "Keep my guess" });
  await keep.click();
  expect(await page.locator(".said").textContent()).toBe("Choose one first.");
  await page.locator(".opts label").nth(2).click();
  await keep.click();
  expect(await page.locator(".said").textContent()).toBe("Kept. Read on for the answer.");
  await page.reload();
  expect(await page.locator(".opts input").nth(2).isChecked()).toBe(true);
  expect(await page.locator(".said").textContent()).toBe("Your guess, kept since you made it.");
  await page.context().close();
});

test("code is copied as it was written", async () => {
  const page = await site.open(chapter, { permissions: ["clipboard-read", "clipboard-write"] });
  const cell = page.getByRole("group", { name: "Code cell 1", exact: true });
  await cell.hover();
  await cell.getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => cell.getByRole("button").textContent()).toContain("Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\/\/ what arrives[\s\S]*show\(\{ dW1, db1: dz1 \}\);$/);
  await page.context().close();
});

test("what was opened is begun, what was seen to its end is read", async () => {
  const page = await site.open(chapter);
  const state = () => page.locator('.nav [aria-current="page"] .said-read').textContent();
  expect(await state()).toBe(", begun");
  expect(await page.locator(".nav .key").textContent()).toBe("0 read, 1 begun, 2 ahead");
  await page.locator(".turn").scrollIntoViewIfNeeded();
  await expect.poll(state).toBe(", read");
  await page.goto(`${site.address}index.html`);
  expect(await page.locator(".nav .key").textContent()).toBe("1 read, 0 begun, 2 ahead");
  await page.context().close();
});

test("the chapter's contents follow the reader", async () => {
  const page = await site.open(chapter);
  await page.locator("#one-layer-back").evaluate((heading) => heading.scrollIntoView());
  const current = page.locator('.toc [aria-current="true"]');
  await expect.poll(() => current.allTextContents()).toEqual(["One layer back"]);
  await page.context().close();
});

test("outputs that arrive reload the page and leave the reader where they were", async () => {
  await site.render("running");
  const page = await site.open(chapter);
  const heading = page.locator("#what-the-documents-print");
  await heading.evaluate((element) => element.scrollIntoView());
  await page
    .locator('[id="ex:layer-gradient-hint-1"]')
    .evaluate((fold) => fold.setAttribute("open", ""));
  const top = () => heading.evaluate((element) => element.getBoundingClientRect().top);
  const before = await top();
  await expect.poll(() => site.listening()).toBeGreaterThan(0);
  expect(await page.locator(".mx").count()).toBe(0);

  site.delayFonts(300); // long after the page has been put back where it was
  await site.render("done");
  site.tell("en/05-forward-pass/");
  site.tell("en/06-back-propagation/");
  await page.waitForSelector(".mx");
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready);
  expect(Math.abs((await top()) - before)).toBeLessThan(8);
  expect(await page.locator('[id="ex:layer-gradient-hint-1"][open]').count()).toBe(1);
  await page.context().close();
});
