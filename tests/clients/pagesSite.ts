/** @file The sample book, served to a browser that listens for everything a page should not do. */

import { rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContextOptions, Page } from "playwright-core";
import { loadAssets } from "../../book/site/assets.js";
import { renderBook } from "../../book/site/renderBook.js";
import type { Entry } from "../../book/sources/entry.js";
import { sampleBibliography, sampleBook } from "../book/pages/sample.js";
import { compileClient, projectRoot } from "../book/site/client.js";
import { launchBrowser } from "./browser.js";

/** The page that has every part. */
export const chapter = "en/06-back-propagation/index.html";
export const wide = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export interface SampleSite {
  readonly address: string;
  /** A page in a browser of its own, with its fonts. */
  open(path: string, settings?: BrowserContextOptions): Promise<Page>;
  /** Renders the sample anew. */
  render(state: "running" | "done"): Promise<void>;
  /** From now on each font comes only after so many milliseconds. */
  delayFonts(milliseconds: number): void;
  /** How many pages wait to hear of their outputs. */
  listening(): number;
  /** Says that the outputs of a page have come. */
  tell(path: string): void;
  /** What pages said or asked for that they should not have, since the last call. */
  complaints(): string[];
  close(): Promise<void>;
}

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css",
  js: "text/javascript",
  json: "application/json",
  woff2: "font/woff2",
};

/**
 * @param book - the chapters; defaults to the sample that has every part
 * @param entries - the map of the documents; without one the site has no page of them
 */
export async function openSampleSite(
  book: typeof sampleBook = sampleBook,
  entries?: Entry[],
): Promise<SampleSite> {
  const client = await compileClient();
  const assets = await loadAssets(projectRoot, client);
  const render = async (state: "running" | "done") => {
    const facts = { version: "0.1.0", backend: "native", mode: "full" } as const;
    const options = {
      ...facts,
      assets,
      bibliography: sampleBibliography,
      isLive: true,
      ...(entries && { entries }),
    };
    return (await renderBook(book(state), options)).files;
  };
  let files = await render("done");
  let complaints: string[] = [];
  let fontDelay = 0;
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? "/").slice(1));
    if (path === "events") {
      response.writeHead(200, { "Content-Type": "text/event-stream" }).write("\n");
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
      return;
    }
    const content = files.get(path);
    const type = types[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    const answer = () => {
      response.writeHead(content === undefined ? 404 : 200, { "Content-Type": type });
      response.end(content);
    };
    if (path.endsWith(".woff2")) setTimeout(answer, fontDelay);
    else answer();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await launchBrowser();

  return {
    address,
    async open(path, settings = {}) {
      const context = await browser.newContext({ viewport: wide, ...settings });
      const page = await context.newPage();
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", ({ message }) => complaints.push(message));
      page.on("request", (request) => {
        if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) {
          complaints.push(request.url());
        }
      });
      await page.goto(address + path);
      await page.evaluate(() => document.fonts.ready);
      return page;
    },
    async render(state) {
      files = await render(state);
    },
    delayFonts(milliseconds) {
      fontDelay = milliseconds;
    },
    listening: () => listeners.size,
    tell(path) {
      for (const listener of listeners) listener.write(`data: ${JSON.stringify({ path })}\n\n`);
    },
    complaints() {
      const all = complaints;
      complaints = [];
      return all;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await rm(client, { recursive: true, force: true });
    },
  };
}
