/**
 * @file The pages in a browser: what is seen and read, with and without scripts, and on paper.
 *
 * `COURSE_SHOTS=folder` also leaves pictures of the sample page there, wide, tablet and phone, light
 * and dark.
 */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { axeFaults } from "./axe.js";
import { chapter, openSampleSite, phone, type SampleSite, wide } from "./pagesSite.js";

let site: SampleSite;
beforeAll(async () => {
  site = await openSampleSite();
});
afterAll(() => site?.close());
afterEach(() => {
  expect(site.complaints()).toEqual([]);
});

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each([
    ["title page", "index.html", wide],
    ["chapter", chapter, wide],
    ["chapter on a phone", chapter, phone],
  ])("axe finds nothing: %s", async (_, path, viewport) => {
    const page = await site.open(path, { colorScheme, viewport });
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
    });
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });

  test("axe would see a colour that is too weak", async () => {
    const page = await site.open("index.html", { colorScheme });
    // 3.6 and 3.3 to 1 on the paper of its theme; the other theme keeps its own
    const weak = { light: "light-dark(#82868d, #8d9196)", dark: "light-dark(#6a6e75, #646a70)" };
    await page.addStyleTag({ content: `:root { --ink3: ${weak[colorScheme]}; }` });
    expect(await axeFaults(page)).toEqual([expect.stringMatching(/^color-contrast: /)]);
    await page.context().close();
  });
});

test.each([320, 390, 799, 800, 1199, 1200, 1380, 1381, 1920])(
  "no page is wider than %i px",
  async (width) => {
    for (const path of [chapter, "index.html"]) {
      const page = await site.open(path, { viewport: { width, height: 800 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
      await page.context().close();
    }
  },
);

test("notes stand beside their paragraph, first line by first line", async () => {
  const page = await site.open(chapter);
  const places = await page.$$eval(".noted", (rows) =>
    rows.map((row) => {
      const top = (part: Element | null) => {
        const range = document.createRange();
        range.selectNodeContents(part!);
        return range.getClientRects()[0]!.bottom;
      };
      const [text, note] = [row.querySelector("p"), row.querySelector(".note")];
      const right = text!.getBoundingClientRect().right;
      return { apart: note!.getBoundingClientRect().left - right, lines: top(text) - top(note) };
    }),
  );
  expect(places).toHaveLength(3);
  for (const { apart, lines } of places) {
    expect(apart).toBeCloseTo(40, 0);
    expect(Math.abs(lines)).toBeLessThan(8);
  }
  await page.context().close();
});

test("without scripts everything is there to read, and no control is dead", async () => {
  const page = await site.open(chapter, { javaScriptEnabled: false, viewport: phone });
  for (const words of ["By hand", "const dz2", "One slope too many", "Why sum over paths?"]) {
    expect(await page.getByText(words).first().isVisible()).toBe(true);
  }
  expect(await page.locator("button:visible").count()).toBe(0);
  expect(await page.locator(".dot:visible").count()).toBe(0);
  expect(await page.locator("#contents").isVisible()).toBe(false);
  await page.locator(".open-nav").click();
  expect(await page.getByRole("link", { name: "Gradient descent" }).first().isVisible()).toBe(true);
  await page.goto(site.address + chapter);
  await page.getByText("Hint 1").click();
  expect(await page.getByText("everything that flows into unit").isVisible()).toBe(true);
  await page.context().close();
});

test("on paper: no controls, notes in the margin, light", async () => {
  const page = await site.open(chapter, { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.locator("button:visible, .nav:visible, .folds:visible").count()).toBe(0);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    "rgb(255, 255, 255)",
  );
  const pdf = await page.pdf({ tagged: true, preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await page.context().close();
});

// Not a test that is skipped but one that is not there: nothing is missing without the pictures.
const shots = process.env.COURSE_SHOTS;
if (shots)
  test("pictures", async () => {
    const folder = shots;
    await mkdir(folder, { recursive: true });
    const tablet = { width: 900, height: 1100 };
    for (const [name, viewport] of Object.entries({ wide, tablet, phone })) {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await site.open(chapter, { viewport, colorScheme });
        await page.waitForLoadState("networkidle").catch(() => undefined);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
        await page.context().close();
      }
    }
  });
