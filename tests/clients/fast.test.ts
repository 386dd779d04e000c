/** @file The compiled kernel in a real page. */

import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild-wasm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { trainedBits } from "../fast/sameBits.js";
import { launchBrowser } from "./browser.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await stop();
});

test("a training gives the same bits in Chromium as in Node", async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../fast/sameBits.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    globalName: "kernel",
    target: "es2022",
    write: false,
  });
  const page = await browser.newPage();
  const expression = `${outputFiles[0]!.text}; kernel.trainedBits()`;
  const found = (await page.evaluate(expression)) as number[];
  expect(found.length).toBeGreaterThan(500);
  expect(found).toEqual(trainedBits());
});
