/** @file Figures of the sample book that a reader draws or writes on. */

import type { BrowserContextOptions, CDPSession, Page } from "playwright-core";
import { expect } from "vitest";
import { axeFaults } from "./axe.js";
import type { SampleSite } from "./pagesSite.js";

export const patient = { timeout: 20_000 };

/** Opens the page, waits until the figure is there, and looks; it never shows what is no number. */
export async function onFigure(
  site: SampleSite,
  { path, figure, ready = figure }: { path: string; figure: string; ready?: string },
  look: (page: Page) => Promise<void>,
  settings: BrowserContextOptions = {},
): Promise<void> {
  const page = await site.open(path, settings);
  try {
    await page.locator("figure").scrollIntoViewIfNeeded();
    await page.locator(ready).first().waitFor(patient);
    await look(page);
    expect(await page.locator(figure).textContent()).not.toMatch(/NaN|undefined|null/);
  } finally {
    await page.context().close();
  }
}

/** Draws lines through places in parts of the sheet, from 0 to 1. */
export async function draw(
  page: Page,
  places: readonly (readonly [number, number])[],
): Promise<void> {
  const { x, y, width, height } = (await page.locator(".pad").boundingBox())!;
  const [first, ...rest] = places.map(([u, v]) => [x + u * width, y + v * height] as const);
  await page.mouse.move(...first!);
  await page.mouse.down();
  for (const place of rest) await page.mouse.move(...place, { steps: 4 });
  await page.mouse.up();
}

/** A finger draws up or down the middle of the sheet, from one height in parts of it to another. */
export async function drawByFinger(
  page: Page,
  from: number,
  to: number,
  steps: number,
): Promise<void> {
  const { x, y, width, height } = (await page.locator(".pad").boundingBox())!;
  const cdp: CDPSession = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", v: number) =>
    cdp.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x: x + width / 2, y: y + v * height }],
    });
  await touch("touchStart", from);
  for (let k = 1; k <= steps; ++k) await touch("touchMove", from + ((to - from) * k) / steps);
  await touch("touchEnd", 0);
}

/** Axe finds nothing, and nothing is wider than the page. */
export async function expectClean(page: Page, viewport: { width: number }): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(viewport.width);
}
