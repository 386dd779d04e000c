/** @file A page with sample figures that have pictures, and what tests ask of it. */

import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import type { PlotlyFigure } from "../../book/site/client/figureModel.js";
import { samples } from "../figures/samples.js";
import { type FigurePage, openFigures, type PageOptions } from "./figurePage.js";

// A picture of the right size that is easy to tell from what plotly draws.
const picture = (figure: PlotlyFigure, width: number): string => {
  const { height, meta } = figure.layout as { height: number; meta?: Record<string, never> };
  const name = { 856: "page", 616: "text", 350: "phone" }[width]!;
  const own = (meta?.[name] as unknown as { layout: { height?: number } } | undefined)?.layout
    .height;
  return `<svg viewBox="0 0 ${width} ${own ?? height}" width="${width}" height="${own ?? height}"><text y="20">drawn</text></svg>`;
};
const pictures = {
  get: (figure: unknown) => ({
    wide: picture(figure as PlotlyFigure, 856),
    text: picture(figure as PlotlyFigure, 616),
    phone: picture(figure as PlotlyFigure, 350),
  }),
};

/** Figures of a page, samples by their names; how it is opened; and what is done there. */
export type Shown = readonly [
  names: readonly (keyof typeof samples | PlotlyFigure)[],
  options: PageOptions,
  look: (page: Page, opened: FigurePage) => Promise<void>,
];

/** Opens a page with some samples, and says at the end that nothing went wrong on it. */
export async function onFigures(browser: Browser, ...[names, options, look]: Shown): Promise<void> {
  const figures = names.map((name, i) =>
    typeof name === "string"
      ? { name, figure: samples[name]! }
      : { name: `own${i}`, figure: name as PlotlyFigure },
  );
  const { context, ...opened } = await openFigures(browser, figures, { pictures, ...options });
  try {
    await look(opened.page, opened);
    expect(opened.faults).toEqual([]);
  } finally {
    await context.close();
  }
}

export const patient = { timeout: 20_000 };
/** Waits until plotly has drawn the figure. */
export const isLive = (page: Page, index = 0) =>
  page.locator(".drawing").nth(index).and(page.locator(".is-live")).waitFor({ timeout: 20_000 });
export const heights = (page: Page): Promise<number[]> =>
  page.$$eval("figure, body", (all) => all.map((one) => one.getBoundingClientRect().height));
/** The parts of plotly among what a page asked for. */
export const plotlyOf = (asked: readonly string[]): string[] =>
  asked.filter((path) => path.includes("plotly-"));
