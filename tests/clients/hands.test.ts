/** The figure that is dragged, in a browser: by mouse, finger and keys. */

import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FigurePictures } from "../../book/pages/figure.js";
import { type NeuronPlane, neuronPlane, turningNeuron } from "../../src/figures/index.js";
import { axeFaults } from "./axe.js";
import { launchBrowser } from "./browser.js";
import { drawOnce } from "./drawn.js";
import { type FigurePage, openFigures, type PageOptions } from "./figurePage.js";

const neuron: NeuronPlane = {
  weight: [-0.3, 0.4],
  bias: 0.1,
  inputs: [
    [2, -0.5],
    [-1, 1],
    [0.5, 2],
  ],
};
const live = { kind: "neuron-plane", state: neuron };
const start = "weight −0.30, 0.40; bias 0.10; 2 of 3 inputs live";
const patient = { timeout: 20_000 };

let browser: Browser;
let pictures: FigurePictures;
beforeAll(async () => {
  browser = await launchBrowser();
  pictures = await drawOnce([neuronPlane(neuron)]);
});
afterAll(() => browser?.close());

interface Opened extends FigurePage {
  readonly tip: Locator;
  readonly border: Locator;
  readonly back: Locator;
  /** what the figure says in words */
  readonly said: () => Promise<string | null>;
}

/** Opens the page, and says at the end that nothing went wrong on it. */
async function on(options: PageOptions, look: (opened: Opened) => Promise<void>): Promise<void> {
  const figures = [{ name: "half-plane", figure: turningNeuron(neuron), page: false, live }];
  const { context, ...opened } = await openFigures(browser, figures, { pictures, ...options });
  const { page } = opened;
  const tip = page.getByRole("slider", { name: "weight vector" });
  try {
    await look({
      ...opened,
      tip,
      border: page.getByRole("slider", { name: "border" }),
      back: page.getByRole("button", { name: "Back to the book’s numbers" }),
      said: () => tip.getAttribute("aria-valuetext"),
    });
    expect(opened.faults).toEqual([]);
  } finally {
    await context.close();
  }
}

const centre = async (handle: Locator): Promise<[number, number]> => {
  const { x, y, width, height } = (await handle.boundingBox())!;
  return [x + width / 2, y + height / 2];
};
const drag = async (page: Page, from: [number, number], by: [number, number]): Promise<void> => {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(from[0] + by[0] / 2, from[1] + by[1] / 2);
  await page.mouse.move(from[0] + by[0], from[1] + by[1]);
  await page.mouse.up();
};
/** The words that plotly has drawn. */
const drawn = (page: Page): Promise<string> =>
  page
    .locator(".live")
    .evaluate((node) =>
      (node.querySelector(".scatterlayer")?.textContent ?? "").replace(/\u200b/g, ""),
    );
const loaded = (asked: readonly string[]): string[] =>
  asked.filter((path) => /plotly-|\/library\//.test(path));
/** Pixels of one unit on the width of the text, and on a phone. */
const [unit, phoneUnit] = [76.8, 53.2];

describe("with a mouse", () => {
  test("loads nothing before it is pointed at, and stays in its place", () =>
    on({}, async ({ page, asked, tip, back, said }) => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      expect(loaded(asked)).toEqual([]);
      expect(await said()).toBe(start);
      expect(await back.isVisible()).toBe(false);
      const height = () => page.$eval("figure", (one) => one.getBoundingClientRect().height);
      const before = await height();
      await tip.hover();
      await page.locator(".is-live").waitFor(patient);
      await expect
        .poll(() => loaded(asked), patient)
        .toContain("client/library/figures/neuronPlane.js");
      expect(await height()).toBe(before);
      expect(await page.locator("svg.only-wide").isVisible()).toBe(false);
    }));

  test("the tip of the arrow turns the half-plane, and the figure says its new numbers", () =>
    on({}, async ({ page, tip, back, said }) => {
      // From (−0.6, 0.8) by 1.6 units to the right and 0.8 down: to (1, 0), so w = (0.5, 0).
      await drag(page, await centre(tip), [1.6 * unit, 0.8 * unit]);
      await expect.poll(said, patient).toMatch(/^weight 0\.(49|50|51), (−0\.01|0\.0[01]);/);
      const [, w1] = /weight (0\.\d\d)/.exec((await said())!)!;
      await expect.poll(() => drawn(page), patient).toContain(`z = ${w1} x1`);
      // For (2, −0.5) it is live now; 2 · 0.5 + 0.1.
      expect(await drawn(page)).toMatch(/1\.(0[89]|1[012])/);
      expect(await page.locator(".live").getAttribute("aria-label")).toBe(await said());
      expect(await back.isVisible()).toBe(true);
      // The folded table tells the same.
      expect(await page.locator("details.data tbody td").nth(3).textContent()).toMatch(/^1\.[01]/);
    }));

  test("the border sets the bias, taken hold of anywhere", () =>
    on({}, async ({ page, border, said }) => {
      const [x, y] = await centre(border);
      // Along the border, away from its handle; then by 1.2 and −1.6 quarters, 0.5 along w.
      const far: [number, number] = [x + 0.8 * unit, y - 0.6 * unit];
      await drag(page, far, [-0.3 * unit, -0.4 * unit]);
      // The border moved 0.5 along w, so b fell by 0.5 · 0.5 to −0.15.
      await expect.poll(said, patient).toMatch(/^weight −0\.30, 0\.40; bias −0\.1[456];/);
    }));

  test("a border that is led out of the plot by its line comes back in the same grip", () =>
    on({}, async ({ page, border, said }) => {
      const [x, y] = await centre(border);
      const far: [number, number] = [x + 0.8 * unit, y - 0.6 * unit];
      await page.mouse.move(...far);
      await page.mouse.down();
      // By 4 units along w: out of sight; then back to where only a quarter of that is left.
      await page.mouse.move(far[0] - 2.4 * unit, far[1] - 3.2 * unit);
      await expect.poll(said, patient).toMatch(/bias −1\.(89|90|91);/);
      await page.mouse.move(far[0] - 0.6 * unit, far[1] - 0.8 * unit);
      await expect.poll(said, patient).toMatch(/bias −0\.(39|40|41);/);
      await page.mouse.up();
    }));

  test("Back brings the book's numbers, and the keyboard is not lost", () =>
    on({}, async ({ page, tip, back, said }) => {
      await drag(page, await centre(tip), [40, 90]);
      await expect.poll(said, patient).not.toBe(start);
      await back.click();
      await expect.poll(said, patient).toBe(start);
      await expect.poll(() => drawn(page), patient).toContain("z = −0.30 x1 + 0.40 x2 + 0.10");
      expect(await back.isVisible()).toBe(false);
      expect(await tip.evaluate((node) => node === document.activeElement)).toBe(true);
    }));

  test("a vector of no length has no border, and nothing breaks", () =>
    on({}, async ({ page, tip, border, said }) => {
      await drag(page, await centre(tip), [0.6 * unit, 0.8 * unit]);
      await expect
        .poll(said, patient)
        .toBe("weight 0.00, 0.00; bias 0.10; no border; 3 of 3 inputs live");
      await expect.poll(() => drawn(page), patient).toContain("no border");
      expect(await border.isVisible()).toBe(false);
      await page.keyboard.press("ArrowRight");
      await expect.poll(said, patient).toMatch(/^weight 0\.05, 0\.00; bias/);
    }));
});

test("with the keyboard every handle is reached, named and moved", () =>
  on({}, async ({ page, tip, border, said }) => {
    await page.keyboard.press("Tab");
    expect(await tip.evaluate((node) => node === document.activeElement)).toBe(true);
    const outline = await tip.evaluate((node) => getComputedStyle(node).outlineStyle);
    expect(outline).toBe("solid");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(said, patient).toBe("weight −0.25, 0.70; bias 0.10; 2 of 3 inputs live");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await expect.poll(said, patient).toMatch(/bias 0\.05/);
    expect(await border.getAttribute("aria-valuenow")).toBe("0.05");
    await expect.poll(() => drawn(page), patient).toContain("z = −0.25 x1 + 0.70 x2 + 0.05");
  }));

test("with a finger on a phone it is dragged, and the page stays", () =>
  on({ touch: true, width: 390 }, async ({ page, tip, said }) => {
    const { width, height } = (await tip.boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    const action = (node: Element): string => getComputedStyle(node).touchAction;
    expect(await tip.evaluate(action)).toBe("none");
    expect(await page.locator(".hands").evaluate(action)).toBe("auto");
    const [x, y] = await centre(tip);
    const session = await page.context().newCDPSession(page);
    const touch = (type: string, points: { x: number; y: number }[]) =>
      session.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints: points });
    await touch("touchStart", [{ x, y }]);
    for (const share of [0.3, 0.7, 1]) {
      await touch("touchMove", [{ x: x + share * phoneUnit, y: y + share * phoneUnit }]);
    }
    await touch("touchEnd", []);
    // By one unit right and down: w = (−0.3 + 0.5, 0.4 − 0.5).
    await expect.poll(said, patient).toMatch(/^weight 0\.(19|20|21), −0\.(09|10|11);/);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    const drawing = page.locator(".live .main-svg").first();
    await expect.poll(() => drawing.getAttribute("width"), patient).toBe("350");
  }));

test("keeps its state when theme and width change, and prints the book's numbers", () =>
  on({ theme: "dark" }, async ({ page, tip, border, said }) => {
    await tip.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => drawn(page), patient).toContain("z = −0.25 x1");
    const colour = (): Promise<string> =>
      page
        .locator(".live .js-line")
        .last()
        .evaluate((path) => getComputedStyle(path).stroke);
    expect(await colour()).toBe("rgb(217, 215, 209)");
    await page.evaluate(() => {
      document.documentElement.dataset.theme = "light";
    });
    await expect.poll(colour, patient).toBe("rgb(28, 31, 36)");
    await page.setViewportSize({ width: 390, height: 900 });
    const right = async (): Promise<number> => (await centre(border))[0];
    await expect.poll(right, patient).toBeLessThan(390);
    expect(await said()).toMatch(/^weight −0\.25/);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".live").isVisible()).toBe(false);
    expect(await page.locator("svg.only-wide").textContent()).toContain("z = −0.30");
    expect(await page.locator("svg.only-wide").isVisible()).toBe(true);
    for (const part of [".hand", "p.by-hand"]) {
      expect(await page.locator(part).first().isVisible()).toBe(false);
    }
  }));

test("without scripts it is its picture, with its words", () =>
  on({ scripts: false }, async ({ page, tip, back }) => {
    expect(await page.getByRole("img", { name: "what half-plane shows" }).isVisible()).toBe(true);
    expect(await page.locator("svg.only-wide").textContent()).toContain("z = −0.30");
    expect(await tip.count()).toBe(0);
    expect(await back.isVisible()).toBe(false);
  }));

test("without a picture it is drawn when it is near, and can be moved", () =>
  on({ pictures: { get: () => undefined } }, async ({ page, tip, said }) => {
    await page.locator(".is-live").waitFor(patient);
    await drag(page, await centre(tip), [unit, 0]);
    await expect.poll(said, patient).toMatch(/^weight 0\.(19|20|21), 0\.40;/);
  }));

test.each(["light", "dark"] as const)("axe finds nothing in %s, at rest and moved", (theme) =>
  on({ theme }, async ({ page, tip, said }) => {
    expect(await axeFaults(page)).toEqual([]);
    await tip.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(said, patient).not.toBe(start);
    await page.locator(".is-live").waitFor(patient);
    expect(await axeFaults(page)).toEqual([]);
  }),
);
