/** @file Makes ready what the tests need beyond npm packages, and says before what that costs. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { message } from "../message.js";
import { projectRoot } from "../paths.js";
import { findBrowser } from "../setup/browser.js";
import { nativeEnvironment } from "../setup/environment.js";
import { prepareNative } from "../setup/native.js";
import { ensureVenv } from "../setup/python.js";

/** Prepares Python, native TensorFlow and a browser as far as this machine can; never throws. */
export async function prepareTests(): Promise<void> {
  const report = (line: string): void => console.log(line);
  if (!existsSync(join(projectRoot, ".venv"))) {
    report(
      "First run: downloads about 0.7 GB (TensorFlow for Python, Keras, JupyterLab), 2.5 GB on disk, 3 to 6 minutes.",
    );
  }
  Object.assign(process.env, nativeEnvironment());
  await attempt("Python", () => ensureVenv({ projectRoot, packages: "test", report }));
  await attempt("native TensorFlow", () => prepareNative({ projectRoot, report }));
  const browser = await findBrowser();
  report(browser ? `browser: ${browser.executablePath}` : "browser: none found");
}

async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.log(`${what}: ${message(error)}. The tests that need it are skipped by name.`);
  }
}
