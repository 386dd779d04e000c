/**
 * @file Figures as pictures: plotly draws each in a browser without a window, wide and for a phone.
 *
 * Pictures are kept under the hash of their figure, so a figure is drawn once. Where there is no
 * browser, the page draws its figures itself when they are seen.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "../digest.js";
import { message } from "../message.js";
import { type Browser, findBrowser } from "../setup/browser.js";
import { readJson, writeWhole } from "../setup/files.js";
import {
  bundleOf,
  type CanvasName,
  onCanvas,
  type PlotlyFigure,
  type SizedFigure,
} from "../site/client/figureModel.js";
import { type DrawingPage, drawingScript, openDrawingPage } from "./drawingPage.js";

/** One figure as SVG that follows the theme of the page, for the three widths it may have. */
export interface Drawing {
  /** text and notes together */
  readonly wide: string;
  /** the width of the text */
  readonly text: string;
  readonly phone: string;
}

/** Pictures by their figures. */
export interface DrawnFigures {
  /** `undefined` for a figure that could not be drawn. */
  get(figure: unknown): Drawing | undefined;
  /** Why a figure cannot be drawn by plotly at all; `undefined` if nothing is wrong with it. */
  fault(figure: unknown): string | undefined;
}

export interface DrawOptions {
  readonly projectRoot: string;
  readonly cacheFolder: string;
  /** One line for whoever waits. */
  readonly report: (line: string) => void;
  /** Draws the figures; `null` goes without; defaults to the browser of this machine. */
  readonly browser?: Browser | null;
}

/** Draws figures, one call after the other, and keeps its browser for the next. */
export interface Artist {
  draw(figures: readonly unknown[], signal?: AbortSignal): Promise<DrawnFigures>;
  /** The pictures that lie in the cache, at once: none is drawn. */
  recall(figures: readonly unknown[]): Promise<DrawnFigures>;
  /** Whether there is a browser, even one that fails to start: drawing says why. */
  canDraw(): Promise<boolean>;
  close(): Promise<void>;
}

/** An artist whose browser starts with the first figure that is not in the cache. */
export function drawFigures(options: DrawOptions): Artist {
  const { projectRoot, cacheFolder, report } = options;
  const drawings = new Map<string, Drawing>();
  const faults = new Map<string, string>();
  const tools = toolVersions(projectRoot);
  tools.catch(() => undefined);
  let studio: Promise<DrawingPage | undefined> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const fileOf = async (identity: string): Promise<string> =>
    join(cacheFolder, `${digestOf(`${identity} ${await tools}`)}.json`);

  async function openStudio(): Promise<DrawingPage | undefined> {
    const browser = options.browser === undefined ? await findBrowser() : options.browser;
    const page = browser ? await openDrawingPage(projectRoot, browser) : undefined;
    if (!page) report("figures: no browser to draw with, so each page draws its own when seen");
    return page;
  }

  function theStudio(): Promise<DrawingPage | undefined> {
    studio ??= openStudio();
    return studio;
  }

  async function drawOne(figure: PlotlyFigure, identity: string): Promise<void> {
    const bundle = bundleOf(figure);
    const page = await theStudio();
    if (!page) return;
    const on = (name: CanvasName): Promise<string> =>
      page.draw(bundle, still(onCanvas(figure, name)), {
        prefix: `f${identity.slice(0, 8)}-${name}`,
        mayBeBlank: name !== "page" || figure.data.length === 0,
      });
    const drawing = { wide: await on("page"), text: await on("text"), phone: await on("phone") };
    drawings.set(identity, drawing);
    await writeWhole(await fileOf(identity), JSON.stringify(drawing));
  }

  async function isRecalled(identity: string): Promise<boolean> {
    if (drawings.has(identity)) return true;
    const cached = await readJson<Drawing>(await fileOf(identity));
    if (!isDrawing(cached)) return false;
    drawings.set(identity, cached);
    return true;
  }

  const drawn: DrawnFigures = {
    get: (figure) => drawings.get(identityOf(figure)),
    fault: (figure) => faults.get(identityOf(figure)),
  };

  async function drawAll(figures: readonly unknown[], signal?: AbortSignal): Promise<DrawnFigures> {
    for (const figure of figures) {
      const identity = identityOf(figure);
      if (signal?.aborted || faults.has(identity) || (await isRecalled(identity))) continue;
      try {
        if (!isFigure(figure)) throw new TypeError("a plotly figure has data and a layout");
        await drawOne(figure, identity);
      } catch (error) {
        faults.set(identity, message(error));
        report(`figures: ${message(error)}`);
      }
    }
    return drawn;
  }

  return {
    draw(figures, signal) {
      const done = queue.then(() => drawAll(figures, signal));
      queue = done.catch(() => undefined);
      return done;
    },
    async recall(figures) {
      for (const figure of figures) await isRecalled(identityOf(figure));
      return drawn;
    },
    async canDraw() {
      return theStudio().then(
        (page) => page !== undefined,
        () => true,
      );
    },
    async close() {
      await queue;
      await (await studio)?.close();
      studio = undefined;
    },
  };
}

function isFigure(value: unknown): value is PlotlyFigure {
  if (typeof value !== "object" || value === null) return false;
  const { data, layout } = value as Partial<PlotlyFigure>;
  return Array.isArray(data) && typeof layout === "object" && layout !== null;
}

function isDrawing(value: Partial<Drawing>): value is Drawing {
  return [value.wide, value.text, value.phone].every((svg) => typeof svg === "string");
}

function identityOf(figure: unknown): string {
  return digestOf(JSON.stringify(figure) ?? "");
}

// Whatever makes the pictures is part of their names, so a change of it draws them all anew.
async function toolVersions(projectRoot: string): Promise<string> {
  const names = ["plotly.js-cartesian-dist-min", "plotly.js-gl3d-dist-min", "dompurify"];
  const versions = names.map(async (name) => {
    const file = join(projectRoot, "node_modules", name, "package.json");
    return `${name}@${JSON.parse(await readFile(file, "utf8")).version}`;
  });
  return [...(await Promise.all(versions)), digestOf(drawingScript)].join(" ");
}

// The page puts a control of its own under the picture; a drawn one could not be moved.
function still(figure: SizedFigure): SizedFigure {
  return { ...figure, layout: { ...figure.layout, sliders: [] } as SizedFigure["layout"] };
}
