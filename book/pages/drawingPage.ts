/** @file The page in which plotly draws: one browser, one page for each part of plotly, no network. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "../setup/browser.js";
import {
  channelsOf,
  inDark,
  mixtureOf,
  type PlotlyFigure,
  palette,
} from "../site/client/figureModel.js";
import { type Order, scripts } from "./drawInPage.js";

/** The few parts of playwright-core that are used; it comes with the tools of `npm test`. */
interface Playwright {
  chromium: { launch(options: object): Promise<RunningBrowser> };
}

interface RunningBrowser {
  newContext(options: object): Promise<{ newPage(): Promise<Page> }>;
  close(): Promise<void>;
}

interface Page {
  route(url: string, handler: (route: Route) => Promise<void>): Promise<void>;
  goto(url: string): Promise<unknown>;
  evaluate<T>(script: string): Promise<T>;
}

interface Route {
  request(): { url(): string };
  fulfill(answer: { contentType: string; body: string | Buffer }): Promise<void>;
  abort(): Promise<void>;
}

/** Draws figures until it is closed. */
export interface DrawingPage {
  /** A figure that has its size already, as one SVG. */
  draw(
    bundle: "cartesian" | "gl3d",
    figure: PlotlyFigure,
    options: { prefix: string; mayBeBlank: boolean },
  ): Promise<string>;
  close(): Promise<void>;
}

/** What the page runs: the functions of `drawInPage` and what they need. */
export const drawingScript: string = [
  `globalThis.tokens = ${JSON.stringify(palette)};`,
  ...[mixtureOf, channelsOf, ...scripts].map((run) => `globalThis.${run.name} = ${run};`),
].join("\n");

const origin = "http://figures.invalid/";
const limitSeconds = 30;

/** Starts the browser; `undefined` if the tools to start it are absent. */
export async function openDrawingPage(
  projectRoot: string,
  browser: Browser,
): Promise<DrawingPage | undefined> {
  const entry = join(projectRoot, "tests/node_modules/playwright-core/index.mjs");
  const playwright = await import(pathToFileURL(entry).href).then(
    (module) => module as Playwright,
    () => undefined,
  );
  if (!playwright) return undefined;
  const { executablePath, args, env } = browser;
  const running = await playwright.chromium.launch({
    // Whoever asked for drawings ends the browser; playwright would end the whole process, with 130.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    executablePath,
    args,
    env: { ...process.env, ...env },
  });
  const pages = new Map<string, Promise<Page>>();
  const pageFor = (bundle: "cartesian" | "gl3d"): Promise<Page> => {
    if (!pages.has(bundle)) pages.set(bundle, open(running, bundle, projectRoot));
    return pages.get(bundle)!;
  };
  return {
    async draw(bundle, { data, layout }, options) {
      const page = await pageFor(bundle);
      const order = { data, layout, ...options } as Order;
      return bundle === "cartesian"
        ? call<string>(page, "drawFlat", order)
        : inBothThemes(page, order);
    },
    close: () => running.close(),
  };
}

async function open(browser: RunningBrowser, bundle: string, projectRoot: string): Promise<Page> {
  const context = await browser.newContext({});
  const page = await context.newPage();
  const modules = join(projectRoot, "node_modules");
  const files: Record<string, [type: string, path: string]> = {
    "plotly.js": ["text/javascript", `plotly.js-${bundle}-dist-min/plotly-${bundle}.min.js`],
    "purify.js": ["text/javascript", "dompurify/dist/purify.min.js"],
  };
  for (const [name, file] of fontFiles) files[name] = ["font/woff2", file];
  // Nothing but these files is ever answered: a figure cannot reach the network.
  await page.route("**/*", async (route) => {
    const name = route.request().url().slice(origin.length);
    const file = files[name];
    if (name === "") await route.fulfill({ contentType: "text/html", body: document });
    else if (file)
      await route.fulfill({ contentType: file[0], body: await readFile(join(modules, file[1])) });
    else await route.abort();
  });
  await page.goto(origin);
  await page.evaluate(drawingScript);
  await page.evaluate("Promise.all([...document.fonts].map((font) => font.load())).then(() => 0)");
  return page;
}

async function call<T>(page: Page, name: string, order: Order): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`drawing took longer than ${limitSeconds} s`)),
      limitSeconds * 1000,
    );
  });
  try {
    return await Promise.race([page.evaluate<T>(`${name}(${JSON.stringify(order)})`), late]);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new Error(`plotly: ${text.replace(/^page\.evaluate: (Error: )?/, "").split("\n")[0]}`);
  } finally {
    clearTimeout(timer);
  }
}

// A surface cannot be drawn in lines, so each theme has its own picture of it under the words.
async function inBothThemes(page: Page, order: Order): Promise<string> {
  type Drawn = { words: string; picture: string };
  const { width, height } = order.layout;
  const light = await call<Drawn>(page, "drawInSpace", order);
  const dark = await call<Drawn>(page, "drawInSpace", { ...inDark(order), mayBeBlank: true });
  const image = (theme: string, source: string): string =>
    `<image class="in-${theme}" width="${width}" height="${height}" href="${source}"/>`;
  const images = image("light", light.picture) + image("dark", dark.picture);
  return light.words.replace(/^<svg[^>]*>/, (start) => start + images);
}

const sans = "@fontsource-variable/source-sans-3/files/source-sans-3";
const serif = "@fontsource-variable/source-serif-4/files/source-serif-4";
const greek = "unicode-range:U+370-3FF";
const fontFiles: readonly (readonly [name: string, file: string, css: string])[] = [
  ["sans.woff2", `${sans}-latin-wght-normal.woff2`, "font-family:'Book Sans'"],
  ["sans-greek.woff2", `${sans}-greek-wght-normal.woff2`, `font-family:'Book Sans';${greek}`],
  ["italic.woff2", `${serif}-latin-opsz-italic.woff2`, "font-family:Italic;font-style:italic"],
  [
    "italic-greek.woff2",
    `${serif}-greek-wght-italic.woff2`,
    `font-family:Italic;font-style:italic;${greek}`,
  ],
];
const faces = fontFiles
  .map(([name, , css]) => `@font-face{${css};src:url(${name});font-weight:200 900}`)
  .join("");
// Letters of formulas are set in the serif of the page.
const style = `${faces}tspan[style*="italic"]{font-family:Italic,serif}`;
const document = `<!doctype html><meta charset="utf-8"><style>${style}</style><body><script src="purify.js"></script><script src="plotly.js"></script>`;
