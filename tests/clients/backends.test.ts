/**
 * @file The layers of `large-models/tensorflow` in a page, on each backend that a page has: the built modules,
 * through an import map, with TensorFlow.js from its own bundles.
 *
 * Graphics are drawn by SwiftShader, whose numbers have 32 bits as those of plain JavaScript, which
 * is the reference: numbers below 1 must be equal to 1e-5, larger ones relatively, as against Keras.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { compileScript } from "../book/site/client.js";
import type { Answers } from "./backendCases.js";
import { launchBrowser } from "./browser.js";

const TOLERANCE = 1e-5;
const root = fileURLToPath(new URL("../../", import.meta.url));
const origin = "http://localhost/"; // WebGPU is for secure pages, as those of this machine are
const scripts: Record<string, string> = {
  "tf.js": "node_modules/@tensorflow/tfjs/dist/tf.min.js",
  "wasm.js": "node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
  "webgpu.js": "tests/node_modules/@tensorflow/tfjs-backend-webgpu/dist/tf-backend-webgpu.min.js",
};
const shim = "data:text/javascript,export default tf";
const imports = {
  "#platform": `${origin}src/data/platform/browser.js`,
  "@tensorflow/tfjs": shim,
  "@tensorflow/tfjs-backend-wasm": shim,
};
const html = `<!doctype html><meta charset="utf-8"><title>Backends</title>
<script type="importmap">${JSON.stringify({ imports })}</script>
${Object.keys(scripts)
  .map((name) => `<script src="${name}"></script>`)
  .join("\n")}
<script type="module" src="tests/clients/backendCases.js"></script>`;

let browser: Browser;
let page: Page;
let cpu: Answers;
beforeAll(async () => {
  browser = await launchBrowser(["--enable-unsafe-webgpu"]);
  page = await browser.newPage();
  await page.route("**/*", async (route) => {
    const path = route.request().url().slice(origin.length);
    const file = await fileOf(path).catch(() => null);
    await (file ? route.fulfill(file) : route.abort());
  });
  await page.goto(origin);
  cpu = (await answersOf("cpu"))!;
});
afterAll(async () => {
  await browser.close();
});

async function fileOf(path: string): Promise<{ contentType: string; body: string | Buffer }> {
  const javascript = { contentType: "text/javascript" };
  if (path === "") return { contentType: "text/html", body: html };
  if (path.endsWith(".wasm")) {
    const folder = `${root}node_modules/@tensorflow/tfjs-backend-wasm/dist/`;
    return { contentType: "application/wasm", body: await readFile(folder + path) };
  }
  if (path.startsWith("tests/")) {
    return { ...javascript, body: await compileScript(`${root}${path.replace(/js$/, "ts")}`) };
  }
  // What the tests import from `src` is what tsc has built of it.
  const file = scripts[path] ?? path.replace(/^src\//, "dist/");
  return { ...javascript, body: await readFile(root + file) };
}

async function answersOf(backend: string): Promise<Answers | null> {
  const expression = `answersOf(${JSON.stringify(backend)})`;
  return (await page.evaluate(expression)) as Answers | null;
}

/** The largest difference of two lists, relatively where numbers are above 1; NaN if there is one. */
function distance(one: readonly number[], other: readonly number[]): number {
  expect(one.length).toBe(other.length);
  return Math.max(...one.map((a, k) => Math.abs(a - other[k]!) / Math.max(1, Math.abs(other[k]!))));
}

function numbersOf(losses: readonly number[] | string): readonly number[] {
  if (typeof losses === "string") throw new Error(losses);
  return losses;
}

test("a page is not told that it lacks TensorFlow's own library", () => {
  expect(cpu.description).toMatch(/^TensorFlow\.js \d+\.\d+\.\d+ in WebAssembly$/);
});

describe.each(["wasm", "webgl", "webgpu"])("our layers on %s in Chromium", (backend) => {
  let found: Answers | null = null;
  beforeAll(async () => {
    found = await answersOf(backend);
  });
  beforeEach(({ skip }) => {
    // The Chromium that npm ships has all three; another may lack a driver for the last.
    skip(backend === "webgpu" && found === null, "this Chromium has no adapter for WebGPU");
  });

  test("each gives what it gives on cpu, and has its gradients", () => {
    const { backend: ran, layers } = found!;
    expect(ran).toBe(backend);
    const distances = Object.entries(cpu.layers).flatMap(([layer, answers]) =>
      Object.entries(answers).map(
        ([name, numbers]) =>
          [`${layer}: ${name}`, distance(layers[layer]![name]!, numbers)] as const,
      ),
    );
    expect(distances.length).toBeGreaterThan(100);
    expect(distances.filter(([, far]) => !(far <= TOLERANCE))).toEqual([]);
  });

  test("a model of them learns by fit as on cpu, without a leak", () => {
    const { losses, batchLosses, tensors, leaked } = found!;
    expect(losses.at(-1)!).toBeLessThan(0.5 * losses[0]!);
    expect(distance(losses, cpu.losses)).toBeLessThan(TOLERANCE);
    if (backend === "webgpu") {
      const must = "fit: the backend must give its numbers at once";
      expect(batchLosses).toBe(`RangeError: ${must}, got "webgpu"; there, train by model.fit`);
    } else {
      expect(distance(numbersOf(batchLosses), numbersOf(cpu.batchLosses))).toBeLessThan(TOLERANCE);
    }
    // TensorFlow.js keeps the loss of each epoch until the end.
    const steps = tensors.length / losses.length;
    expect(tensors).toEqual(tensors.map((_, k) => tensors[0]! + Math.floor(k / steps)));
    expect(leaked).toBe(0);
  });

  test("it says the same when it is packed and unpacked, or rebuilt from its JSON", () => {
    const { trained, unpacked, rebuilt } = found!.predictions;
    expect(distance(trained, cpu.predictions.trained)).toBeLessThan(TOLERANCE);
    expect(unpacked).toEqual(trained);
    expect(rebuilt).toEqual(trained);
  });
});
