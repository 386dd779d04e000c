import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlotlyFigure } from "../../book/site/client/figureModel.js";
import { samples } from "../figures/samples.js";
import { axeFaults } from "./axe.js";
import { launchBrowser } from "./browser.js";
import { heights, isLive, onFigures, patient, plotlyOf, type Shown } from "./sampleFigures.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const on = (...shown: Shown): Promise<void> => onFigures(browser, ...shown);

describe("a figure with a picture", () => {
  test("loads nothing of plotly before it is pointed at, then takes the same place", () =>
    on(["lossCurves", "heatMap"], {}, async (page, { asked }) => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      expect(plotlyOf(asked)).toEqual([]);
      const before = await heights(page);
      await page.locator(".drawing").first().hover();
      await isLive(page);
      expect(await heights(page)).toEqual(before);
      expect(await page.locator(".drawing svg.only-wide").first().isVisible()).toBe(false);
      expect(await page.locator(".live .scatterlayer .js-line").count()).toBe(4);
      await page.locator(".drawing").nth(1).hover();
      await isLive(page, 1);
      expect(plotlyOf(asked)).toEqual(["client/plotly-cartesian.min.js"]);
    }));

  test("says the values under the pointer", () =>
    on(["lossCurves"], {}, async (page) => {
      await page.locator(".drawing").hover();
      await isLive(page);
      await page.locator(".drawing").hover({ position: { x: 300, y: 200 } });
      const label = page.locator(".live .hoverlayer .legendtext");
      await label.first().waitFor({ timeout: 10_000 });
      expect((await label.allTextContents()).join()).toMatch(/Adam : 0\.\d+ \(0\.\d+ to 0\.\d+\)/);
    }));

  test("is alive for a finger", () =>
    on(["lossCurves"], { touch: true, width: 390 }, async (page) => {
      await page.locator(".drawing").tap();
      await isLive(page);
      // A finger on it still moves the page.
      const action = (node: Element): string => getComputedStyle(node).touchAction;
      expect(await page.locator(".live .nsewdrag").first().evaluate(action)).toBe("pan-y");
    }));

  test("is alive for the keyboard, and says point by point what it shows", () =>
    on(["lossCurves"], {}, async (page) => {
      await page.keyboard.press("Tab");
      await isLive(page);
      const said = page.locator(".drawing [aria-live]");
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => said.textContent(), patient).toMatch(/^Adam 1: 1\.00/);
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => said.textContent(), patient).toMatch(/^Adam 2: 0\.50/);
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => said.textContent(), patient).toMatch(/^momentum 2: 1\.00/);
    }));

  test("is laid out for the width of the page, and anew when that changes", () =>
    on(["lossCurves"], { width: 390 }, async (page) => {
      await page.locator(".drawing").hover();
      await isLive(page);
      const width = (): Promise<string | null> =>
        page.locator(".live .main-svg").first().getAttribute("width");
      expect(await width()).toBe("350");
      await page.setViewportSize({ width: 1400, height: 900 });
      await expect.poll(width, patient).toBe("856");
      // Between text and full width the drawing is scaled to its place.
      await page.setViewportSize({ width: 900, height: 900 });
      const box = (): Promise<number> =>
        page.locator(".live").evaluate((node) => node.getBoundingClientRect().width);
      const place = (): Promise<number> =>
        page.locator(".drawing").evaluate((node) => node.clientWidth);
      const gap = async (): Promise<number> => Math.abs((await box()) - (await place()));

      await expect.poll(gap, patient).toBeLessThan(1);
    }));
});

test.each(["light", "dark"] as const)("a figure follows the theme, from %s", (theme) =>
  on(["lossCurves"], { theme }, async (page) => {
    await page.locator(".drawing").hover();
    await isLive(page);
    const colour = (): Promise<string> =>
      page
        .locator(".live .js-line")
        .first()
        .evaluate((line) => getComputedStyle(line).stroke);
    const [own, other] = ["rgb(11, 110, 153)", "rgb(108, 196, 232)"];
    expect(await colour()).toBe(theme === "light" ? own : other);
    await page.evaluate((dark) => {
      document.documentElement.dataset.theme = dark ? "light" : "dark";
    }, theme === "dark");
    await expect.poll(colour, patient).toBe(theme === "light" ? other : own);
  }),
);

describe("a figure without a picture", () => {
  const bare = { pictures: { get: () => undefined } };

  test("is drawn when it comes near, not before", () =>
    on(["lossCurves", "heatMap", "confusionMatrix"], bare, async (page) => {
      await isLive(page);
      expect(await page.locator(".drawing").last().getAttribute("class")).toBe("drawing");
      expect(await page.locator(".drawing .alt").last().textContent()).toBe(
        "what confusionMatrix shows",
      );
      await page.locator(".drawing").last().scrollIntoViewIfNeeded();
      await isLive(page, 2);
    }));

  test("needs no eval, flat or in space", () =>
    on(["surfaceInSpace", "surface"], bare, async (page, { asked }) => {
      await isLive(page);
      await page.locator(".drawing").last().scrollIntoViewIfNeeded();
      await isLive(page, 1);
      expect(await page.locator(".live canvas").count()).toBeGreaterThan(0);
      expect(await page.locator(".live .contourlayer path").count()).toBeGreaterThan(3);
      expect(plotlyOf(asked).sort()).toEqual([
        "client/plotly-cartesian.min.js",
        "client/plotly-gl3d.min.js",
      ]);
    }));
});

test("a decision boundary colours each place by the class that wins there", () =>
  on(["decisionBoundary"], {}, async (page) => {
    await page.locator(".drawing").hover();
    await isLive(page);
    // The sample predicts class 1, red, where x² < 2y.
    const fillsAt = (x: number, y: number): Promise<string[]> =>
      page.locator(".live").evaluate(
        (node, at) => {
          type Axis = { d2p(value: number): number };
          const { xaxis, yaxis } = (node as unknown as { _fullLayout: Record<string, Axis> })
            ._fullLayout;
          const point = new DOMPoint(xaxis!.d2p(at.x), yaxis!.d2p(at.y));
          const paths = [...node.querySelectorAll<SVGPathElement>(".contourfill path")];
          return paths.filter((path) => path.isPointInFill(point)).map((path) => path.style.fill);
        },
        { x, y },
      );
    const [blue, red] = ["rgba(11, 110, 153, 0.16)", "rgba(217, 38, 56, 0.16)"];
    expect(await fillsAt(0, 1)).toEqual([red]);
    expect(await fillsAt(1.5, 2)).toEqual([red]);
    expect(await fillsAt(0, -0.5)).toEqual([blue]);
    expect(await fillsAt(1.8, 0.5)).toEqual([blue]);
  }));

test("an untrusted figure stays words also when it is alive", async () => {
  const title = '<img src=x onerror="alert(1)"><a href="javascript:alert(2)">link</a>';
  const evil: PlotlyFigure = {
    data: [{ x: [1, 2], y: [3, 4], name: title, text: [title, title], mode: "lines+text" }],
    layout: { title: { text: title }, xaxis: { title: { text: title } }, height: 450 },
  };
  await on([evil], {}, async (page) => {
    await page.locator(".drawing").hover();
    await isLive(page);
    await page.waitForTimeout(300);
    expect(await page.locator(".live img").count()).toBe(0);
    const links = await page.$$eval(".live a", (all) =>
      all.map((one) => one.getAttribute("href") ?? one.getAttribute("xlink:href") ?? ""),
    );
    expect(links.filter((href) => href.startsWith("javascript"))).toEqual([]);
  });
});

test.each(["light", "dark"] as const)("axe finds nothing on figures in %s", (theme) =>
  on(
    ["lossCurves", "slider", "confusionMatrix", "network", "imageGrid"],
    { theme },
    async (page) => {
      for (const isAlive of [false, true]) {
        if (isAlive) {
          await page.locator(".drawing").nth(1).hover();
          await isLive(page, 1);
        }
        expect(await axeFaults(page)).toEqual([]);
      }
    },
  ),
);

describe("plotly knows every attribute of", () => {
  let page: Page;
  const root = fileURLToPath(new URL("../../node_modules/", import.meta.url));
  beforeAll(async () => {
    page = await browser.newPage();
  });
  afterAll(() => page?.close());

  test.each(Object.entries(samples))("%s", async (name, figure) => {
    const part = name === "surfaceInSpace" ? "gl3d" : "cartesian";
    await page.goto("about:blank");
    await page.addScriptTag({ path: `${root}plotly.js-${part}-dist-min/plotly-${part}.min.js` });
    const strange = await page.evaluate(({ data, layout }) => {
      type Fault = { code: string; msg: string };
      const { Plotly } = globalThis as unknown as {
        Plotly: { validate(data: object[], layout: object): Fault[] | undefined };
      };
      // It does not know packed numbers, nor that arguments of a step may be anything.
      const isOurs = ({ code, msg }: Fault): boolean =>
        code !== "unused" && !/key z must be linked|steps\[\d+\]\.args/.test(msg);
      const faults = Plotly.validate(data, layout) ?? [];
      return faults.filter(isOurs).map(({ msg }) => msg);
    }, figure);
    expect(strange).toEqual([]);
  });
});
