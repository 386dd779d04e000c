/** @file The browser of the tests: the one that the book draws with, through playwright. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { findBrowser } from "../../book/setup/browser.js";

/**
 * Starts a Chromium without a window; its temporary folder is removed when it is closed.
 *
 * @param args - arguments beside those that a page of the book needs
 * @throws Error if this machine has none.
 */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const found = await findBrowser();
  if (!found) throw new Error("launchBrowser: no Chromium was found, and none could be unpacked");
  const temporary = await mkdtemp(join(tmpdir(), "course-browser-"));
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: [...found.args, ...args],
    env: {
      ...(process.env as Record<string, string>),
      ...found.env,
      TMPDIR: temporary,
    },
  });
  browser.on("disconnected", () => void rm(temporary, { recursive: true, force: true }));
  return browser;
}
