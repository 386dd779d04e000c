/** @file Figures with a slider, as the page moves them. */

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlotlyFigure } from "../../book/site/client/figureModel.js";
import { withSlider } from "../../src/figures/index.js";
import { descentMap } from "../figures/samples.js";
import { launchBrowser } from "./browser.js";
import { heights, isLive, onFigures, patient, plotlyOf, type Shown } from "./sampleFigures.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const on = (...shown: Shown): Promise<void> => onFigures(browser, ...shown);

describe("a figure with a slider", () => {
  test("has it as a control that keys move, with its value in words", () =>
    on(["slider"], {}, async (page, { asked }) => {
      const range = page.getByRole("slider");
      expect(await range.getAttribute("aria-valuetext")).toBe("0.2");
      expect(plotlyOf(asked)).toEqual([]);
      const before = await heights(page);
      await range.focus();
      await page.keyboard.press("ArrowRight");
      await isLive(page);
      expect(await range.getAttribute("aria-valuetext")).toBe("0.28");
      const name = page.locator(".live .annotation-text", { hasText: "rate 0.28" });
      await name.waitFor({ timeout: 10_000 });
      expect(await heights(page)).toEqual(before);
      // The state stays when the theme changes.
      await page.evaluate(() => {
        document.documentElement.dataset.theme = "dark";
      });
      await page.waitForTimeout(500);
      await name.waitFor({ timeout: 10_000 });
    }));

  // Of more than ten frames plotly counts ten before two.
  test("of a dozen steps follows the theme in every one", () => {
    const rates = Array.from({ length: 12 }, (_, k) => (k + 1) / 40);
    const dozen = withSlider(rates.map(descentMap), { label: "rate ", values: rates });
    return on([dozen as PlotlyFigure], {}, async (page) => {
      const range = page.getByRole("slider");
      await range.focus();
      await isLive(page);
      const inks = { light: "rgb(11, 110, 153)", dark: "rgb(108, 196, 232)" };
      for (const theme of ["dark", "light", "dark"] as const) {
        await page.evaluate((name) => {
          document.documentElement.dataset.theme = name;
        }, theme);
        for (const [key, rate] of [
          ["End", rates.at(-1)],
          ["Home", rates[0]],
        ] as const) {
          await page.keyboard.press(key);
          const name = page.locator(".live .annotation-text", { hasText: `rate ${rate}` });
          await name.waitFor({ timeout: 10_000 });
          const ink = () => name.evaluate((words) => getComputedStyle(words).fill);
          await expect.poll(ink, patient).toBe(inks[theme]);
        }
      }
      const frames = await page.$eval(".js-plotly-plot", (node) => {
        const { _transitionData: kept } = node as unknown as { _transitionData: { _frames: [] } };
        return kept._frames.length;
      });
      expect(frames).toBe(rates.length);
    });
  });

  test("moves the path and leaves the map alone", () =>
    on(["slider"], {}, async (page) => {
      const range = page.getByRole("slider");
      const path = (): Promise<string | null> =>
        page.locator(".live .scatterlayer .js-line").first().getAttribute("d");
      await range.focus();
      await isLive(page);
      const first = await path();
      await page.keyboard.press("Home");
      await expect.poll(path, patient).not.toBe(first);
      await page.keyboard.press("ArrowRight");
      await expect.poll(path, patient).toBe(first);
    }));
});
