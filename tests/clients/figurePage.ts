/** @file A page with figures as the book has it, answered to the browser without a server. */

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { type FigurePictures, renderFigure } from "../../book/pages/figure.js";
import { pageFigureOf } from "../../book/pages/live.js";
import type { PlotlyFigure } from "../../book/site/client/figureModel.js";
import { libraryModules } from "../../book/site/library.js";
import { policy } from "../../book/site/policy.js";
import type { LiveRecord } from "../../src/lesson/records.js";
import { RECORD_MIME } from "../../src/lesson/records.js";
import { compileScript } from "../book/site/client.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface ShownFigure {
  readonly name: string;
  readonly figure: PlotlyFigure;
  readonly page?: boolean;
  /** what its record says of being live */
  readonly live?: LiveRecord;
}

export interface FigurePage {
  readonly page: Page;
  /** what the browser asked for, by path */
  readonly asked: string[];
  /** errors, violations of the policy and dialogs */
  readonly faults: string[];
}

export interface PageOptions {
  readonly pictures?: FigurePictures;
  readonly width?: number;
  readonly theme?: "light" | "dark";
  /** a finger instead of a mouse */
  readonly touch?: boolean;
  /** defaults to true */
  readonly scripts?: boolean;
}

const origin = "http://book.test/";
const fonts: Record<string, string> = {
  "serif-italic": "source-serif-4/files/source-serif-4-latin-opsz-italic",
  "serif-more": "source-serif-4/files/source-serif-4-latin-ext-opsz-normal",
  sans: "source-sans-3/files/source-sans-3-latin-wght-normal",
  serif: "source-serif-4/files/source-serif-4-latin-opsz-normal",
};

/** Opens a page with these figures; the caller closes its context. */
export async function openFigures(
  browser: Browser,
  figures: readonly ShownFigure[],
  {
    pictures = { get: () => undefined },
    width = 1400,
    theme = "light",
    touch,
    scripts = true,
  }: PageOptions = {},
): Promise<FigurePage & { context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    hasTouch: touch ?? false,
    javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  const asked: string[] = [];
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  const files = await siteFiles(html(figures, pictures, scripts));
  await page.route("**/*", async (route) => {
    const path = route.request().url().slice(origin.length);
    asked.push(path);
    const file = files.get(path);
    if (!file) return route.abort();
    const [contentType, body] = file;
    const headers = { "content-security-policy": policy };
    return route.fulfill({
      contentType,
      body: typeof body === "string" ? body : await body(),
      headers,
    });
  });
  await page.goto(origin);
  if (scripts) {
    await page.waitForFunction(() => document.documentElement.dataset.started === "yes");
  }
  return { page, asked, faults, context };
}

type File = readonly [type: string, body: string | (() => Promise<Buffer>)];

async function siteFiles(document: string): Promise<Map<string, File>> {
  const styles = `${root}book/site/style/`;
  const order = [
    "tokens",
    "frame",
    "contents",
    "text",
    "figures",
    "plots",
    "controls",
    "screens",
    "print",
  ];
  const css = await Promise.all(order.map((name) => readFile(`${styles}${name}.css`, "utf8")));
  const files = new Map<string, File>([
    ["", ["text/html", document]],
    ["book.css", ["text/css", css.join("\n")]],
    ["client/start.js", ["text/javascript", start]],
  ]);
  for (const [name, path] of Object.entries(fonts)) {
    const file = `${root}node_modules/@fontsource-variable/${path}.woff2`;
    files.set(`fonts/${name}.woff2`, ["font/woff2", () => readFile(file)]);
  }
  for (const part of ["cartesian", "gl3d"]) {
    const name = `plotly-${part}.min.js`;
    const file = `${root}node_modules/plotly.js-${part}-dist-min/${name}`;
    files.set(`client/${name}`, ["text/javascript", () => readFile(file)]);
  }
  for (const [path, script] of await libraryModules(`${root}dist`)) {
    files.set(`client/library/${path}`, ["text/javascript", String(script)]);
  }
  for (const name of await readdir(`${root}book/site/client`)) {
    const script = await compileScript(`${root}book/site/client/${name}`);
    files.set(`client/${name.replace(/ts$/, "js")}`, ["text/javascript", script]);
  }
  return files;
}

const start = `import { startFigures } from "./figures.js";
startFigures();
document.documentElement.dataset.started = "yes";`;

function html(figures: readonly ShownFigure[], pictures: FigurePictures, scripts: boolean): string {
  const shown = figures.map(({ name, figure: given, page = true, live }, i) => {
    const words = { id: `fig:${name}`, caption: `The ${name}.`, alt: `what ${name} shows`, page };
    const record = { kind: "figure" as const, ...words, ...(live ? { live } : {}) };
    const bundle = { "application/vnd.plotly.v1+json": given, [RECORD_MIME]: record };
    const { figure, live: byHand } = pageFigureOf(bundle)!;
    return renderFigure(figure, record, `1.${i + 1}`, pictures, undefined, byHand);
  });
  return `<!doctype html>
<html lang="en"${scripts ? ' class="js"' : ""}><head><meta charset="utf-8"><title>Figures</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="book.css"><script type="module" src="client/start.js"></script></head>
<body><div class="frame"><main><h1>Figures</h1>${shown.join("<p>Between.</p>")}</main></div></body></html>`;
}
