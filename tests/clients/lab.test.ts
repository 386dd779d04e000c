/** @file What a student does in JupyterLab: runs a chapter, looks at figures, asks for help. */

import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Cell,
  kernelMetadata,
  parseNotebook,
  serialiseNotebook,
} from "../../book/notebook/format.js";
import { projectRoot } from "../../book/paths.js";
import { findBrowser } from "../../book/setup/browser.js";
import { launchBrowser } from "./browser.js";
import { whyNoModules } from "./jupyter.js";
import { type Lab, type LabPage, startLab } from "./lab.js";
import { cellsOf, changeTheme, contrastOf, showCell, watchOutputs, writesOf } from "./labPage.js";

const reason =
  whyNoModules("jupyterlab", "plotly") ?? ((await findBrowser()) ? null : "there is no browser");
const name = "JupyterLab in Chromium";
const chapter = "05-forward-pass.ipynb";

const sources = {
  progress: `import { progress } from "large-models";
const bar = progress("training", 30);
for (let step = 1; step <= 30; ++step) {
  await new Promise<void>((resolve) => setTimeout(resolve, 100));
  bar.update(step);
}
bar.done();`,
  help: `import { matrix, softmax } from "large-models";
const shares = softmax(matrix([[1, 2]]));`,
  completion: `import { softm } from "large-models";`,
};

describe.skipIf(reason !== null)(reason === null ? name : `${name} (${reason})`, () => {
  let lab: Lab;
  let browser: Browser;
  const outside: string[] = [];

  beforeAll(async () => {
    [lab, browser] = await Promise.all([startLab(), launchBrowser()]);
    await copyFile(join(projectRoot, "notebooks/en", chapter), join(lab.work, chapter));
    const cells = Object.entries(sources).map(
      ([id, source]): Cell => ({ cell_type: "code", id, metadata: {}, source }),
    );
    const metadata = { course: { title: "Try", sources: [] }, ...kernelMetadata };
    const notebook = serialiseNotebook({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
    await writeFile(join(lab.work, "try.ipynb"), notebook);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    expect(await lab?.end()).toEqual([]);
  }, 120_000);

  async function open(notebook: string): Promise<LabPage["page"]> {
    const opened = await lab.open(browser, notebook);
    opened.page.on("close", () => outside.push(...opened.outside));
    return opened.page;
  }

  describe("a chapter", () => {
    let page: Page;
    beforeAll(async () => {
      page = await open(chapter);
    }, 300_000);
    afterAll(async () => {
      await page?.close();
      expect(outside).toEqual([]);
    });

    test("runs whole by Run All Cells, and is saved with its outputs", async () => {
      await page.getByRole("menuitem", { name: "Run", exact: true }).click();
      await page.getByRole("menuitem", { name: "Run All Cells", exact: true }).click();
      const hasRun = async () => {
        const cells = await cellsOf(page);
        if (cells.some(({ hasError }) => hasError)) return cells;
        return cells.every(({ count }) => count !== null) ? cells : null;
      };
      await expect.poll(hasRun, { timeout: 280_000, interval: 500 }).not.toBeNull();
      const cells = await cellsOf(page);
      expect(cells.filter(({ hasError }) => hasError)).toEqual([]);
      expect(cells.map(({ count }) => count)).toEqual(cells.map((_, k) => k + 1));

      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+s");
      const saved = async () => {
        const text = await readFile(join(lab.work, chapter), "utf8");
        return parseNotebook(text, chapter).cells.filter(({ outputs = [] }) => outputs.length > 0)
          .length;
      };
      const withOutputs = cells.filter(({ outputs }) => outputs > 0).length;
      expect(withOutputs).toBeGreaterThan(0);
      await expect.poll(saved, { timeout: 60_000 }).toBe(withOutputs);
    });

    test.each(["JupyterLab Light", "JupyterLab Dark"])(
      "draws its figures, legible under %s",
      async (theme) => {
        await changeTheme(page, theme);
        const figures = (await cellsOf(page)).filter(({ hasFigure }) => hasFigure);
        expect(figures.length).toBeGreaterThan(0);
        let ticks = 0;
        for (const { id } of figures.slice(0, 4)) {
          const figure = await showCell(page, id);
          const traces = figure.locator(".trace path, .plot image, .shapelayer path, .hm image");
          await expect.poll(() => traces.count(), { timeout: 60_000 }).toBeGreaterThan(0);
          for (const { text, contrast } of await contrastOf(figure)) {
            ticks += 1;
            expect(contrast, `${id}: "${text}"`).toBeGreaterThanOrEqual(4.5);
          }
        }
        expect(ticks).toBeGreaterThan(0);
      },
    );
  });

  describe("a cell", () => {
    let page: Page;
    beforeAll(async () => {
      page = await open("try.ipynb");
    }, 300_000);
    afterAll(async () => {
      await page?.close();
      expect(outside).toEqual([]);
    });
    const editor = (index: number) => page.locator(".jp-CodeCell .cm-content").nth(index);

    test("shows progress in one place, moving", async () => {
      await watchOutputs(page, 0);
      await editor(0).click();
      await page.keyboard.press("Control+Enter");
      await expect
        .poll(async () => (await writesOf(page)).at(-1)?.text, { timeout: 120_000 })
        .toMatch(/training █{20} 100 %/);
      const seen = (await writesOf(page)).filter(({ outputs }) => outputs > 0);
      expect(new Set(seen.map(({ outputs }) => outputs))).toEqual(new Set([1]));
      const texts = [...new Set(seen.map(({ text }) => text))];
      expect(texts.length).toBeGreaterThanOrEqual(4);
      const percents = texts.map((text) => Number(/(\d+) %/.exec(text)?.[1]));
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
    });

    test("shows the doc comment of what is under the cursor", async () => {
      await editor(1).click();
      await page.keyboard.press("Control+Enter");
      const count = async () => (await cellsOf(page))[1]!.count;
      await expect.poll(count, { timeout: 60_000 }).toBe(2);
      await editor(1).click();
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("ArrowDown");
      for (let k = 0; k < "const shares = sof".length; ++k) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Shift+Tab");
      const tooltip = page.locator(".jp-Tooltip");
      await tooltip.waitFor();
      const words = await tooltip.textContent();
      expect(words).toContain("softmax(logits: Matrix): Matrix");
      expect(words).toContain("every row becomes positive and sums to 1");
      await page.keyboard.press("Escape");
    });

    test("completes names of the library in an import", async () => {
      await editor(2).click();
      await page.keyboard.press("Control+Home");
      for (let k = 0; k < "import { softm".length; ++k) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Tab");
      const items = page.locator(".jp-Completer .jp-Completer-item");
      await items.first().waitFor();
      const names = await items.allInnerTexts();
      for (const name of ["softmax", "softmaxBackward", "softmaxCrossEntropy"]) {
        expect(names.some((item) => item.trim().split(/\s/).includes(name))).toBe(true);
      }
    });
  });
});
