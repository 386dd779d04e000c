/** @file The compiled kernel in a real page. */

import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild-wasm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { trainedBits, trainedClassifierBits } from "../fast/sameBits.js";
import { launchBrowser } from "./browser.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await stop();
});

let script: string;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../fast/sameBits.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    globalName: "kernel",
    target: "es2022",
    write: false,
  });
  script = outputFiles[0]!.text;
});

test.each([
  ["a perceptron", "trainedBits", trainedBits],
  ["a classifier of texts", "trainedClassifierBits", trainedClassifierBits],
])("a training of %s gives the same bits in Chromium as in Node", async (_, name, inNode) => {
  const page = await browser.newPage();
  const found = (await page.evaluate(`${script}; kernel.${name}()`)) as number[];
  expect(found.length).toBeGreaterThan(500);
  expect(found).toEqual(inNode());
});

test("a training of a classifier of texts gives the same bits in a Worker of the page", async () => {
  const page = await browser.newPage();
  const found = await page.evaluate((source) => {
    const blob = new Blob([`${source}; postMessage(kernel.trainedClassifierBits())`]);
    const worker = new Worker(URL.createObjectURL(blob));
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    });
  }, script);
  expect(found).toEqual(trainedClassifierBits());
});
