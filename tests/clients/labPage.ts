/** @file What a page of JupyterLab shows, asked through its own application object and its DOM. */

import type { Locator, Page } from "playwright-core";

/** A code cell as the page holds it. */
export interface LabCell {
  readonly id: string;
  /** `null` while it has not run */
  readonly count: number | null;
  readonly outputs: number;
  readonly hasError: boolean;
  readonly hasFigure: boolean;
}

interface CellModel {
  id: string;
  type: string;
  toJSON(): { execution_count: number | null; outputs: { output_type: string; data?: object }[] };
}

interface LabWindow {
  jupyterapp: {
    commands: { execute(id: string, args?: object): Promise<unknown> };
    shell: {
      currentWidget: {
        sessionContext: {
          session: { kernel: { connectionStatus: string; status: string } | null } | null;
        };
        content: {
          widgets: { model: CellModel; node: HTMLElement }[];
          scrollToItem(index: number): Promise<void>;
        };
      };
    };
  };
  outputWrites?: OutputWrite[];
}

/** What an output area showed at one moment. */
export interface OutputWrite {
  readonly outputs: number;
  readonly text: string;
}

/**
 * Waits until the kernel is connected and idle.
 *
 * The indicator in the notebook's bar says "idle" before there is a kernel, and what is run then is
 * lost without a word.
 */
export async function kernelIsIdle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { currentWidget } = (window as unknown as LabWindow).jupyterapp.shell;
    const kernel = currentWidget.sessionContext.session?.kernel;
    return kernel?.connectionStatus === "connected" && kernel.status === "idle";
  });
}

/** The code cells of the open notebook. */
export function cellsOf(page: Page): Promise<LabCell[]> {
  return page.evaluate(() => {
    const { widgets } = (window as unknown as LabWindow).jupyterapp.shell.currentWidget.content;
    return widgets
      .filter(({ model }) => model.type === "code")
      .map(({ model }) => {
        const { execution_count: count, outputs } = model.toJSON();
        return {
          id: model.id,
          count,
          outputs: outputs.length,
          hasError: outputs.some(({ output_type }) => output_type === "error"),
          hasFigure: outputs.some(({ data = {} }) => "application/vnd.plotly.v1+json" in data),
        };
      });
  });
}

/** Brings a cell with a figure into view; resolves with the figure. */
export async function showCell(page: Page, id: string): Promise<Locator> {
  const index = await page.evaluate(async (wanted) => {
    const { content } = (window as unknown as LabWindow).jupyterapp.shell.currentWidget;
    const found = content.widgets.findIndex(({ model }) => model.id === wanted);
    await content.scrollToItem(found);
    return found;
  }, id);
  const figure = page
    .locator(`.jp-Cell[data-windowed-list-index="${index}"] .js-plotly-plot`)
    .first();
  await figure.waitFor({ state: "attached" });
  await figure.scrollIntoViewIfNeeded();
  return figure;
}

/** Changes the theme as the settings menu does, and waits until it is there. */
export async function changeTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(
    (name) =>
      (window as unknown as LabWindow).jupyterapp.commands.execute("apputils:change-theme", {
        theme: name,
      }),
    theme,
  );
  await page.waitForFunction((name) => document.body.dataset.jpThemeName === name, theme);
}

/** From now on keeps what the output area of the n-th code cell shows, at each change. */
export async function watchOutputs(page: Page, n: number): Promise<void> {
  await page.evaluate((index) => {
    const area = document.querySelectorAll(".jp-CodeCell .jp-Cell-outputWrapper")[index]!;
    const writes: OutputWrite[] = [];
    (window as unknown as LabWindow).outputWrites = writes;
    new MutationObserver(() => {
      const outputs = area.querySelectorAll(".jp-OutputArea-child .jp-RenderedText");
      writes.push({ outputs: outputs.length, text: (outputs[0]?.textContent ?? "").trim() });
    }).observe(area, { childList: true, subtree: true, characterData: true });
  }, n);
}

export function writesOf(page: Page): Promise<OutputWrite[]> {
  return page.evaluate(() => (window as unknown as LabWindow).outputWrites ?? []);
}

/**
 * The contrast of each tick's number against what lies behind it, by WCAG 2: (L₁ + 0.05) / (L₂ + 0.05).
 *
 * Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrastOf(figure: Locator): Promise<{ text: string; contrast: number }[]> {
  return figure.evaluate((plot) => {
    const parse = (colour: string): number[] => {
      const [r = 0, g = 0, b = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return colour === "transparent" ? [0, 0, 0, 0] : [r, g, b, alpha];
    };
    const over = ([r = 0, g = 0, b = 0, alpha = 0]: number[], below: number[]): number[] =>
      [r, g, b].map((value, k) => alpha * value + (1 - alpha) * below[k]!);
    const luminance = (colour: number[]): number => {
      const [r = 0, g = 0, b = 0] = colour.map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): number[] => {
      if (element === null) return [255, 255, 255];
      const own = parse(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own.slice(0, 3) : over(own, behind(element.parentElement));
    };
    const paper = behind(plot.querySelector("svg.main-svg"));
    return [...plot.querySelectorAll(".xtick text, .ytick text")].map((tick) => {
      const { fill, fillOpacity } = getComputedStyle(tick);
      const [r = 0, g = 0, b = 0, alpha = 1] = parse(fill);
      const ink = over([r, g, b, alpha * Number(fillOpacity)], paper);
      const [light = 0, dark = 0] = [luminance(ink), luminance(paper)].sort((a, b) => b - a);
      return { text: tick.textContent ?? "", contrast: (light + 0.05) / (dark + 0.05) };
    });
  });
}
