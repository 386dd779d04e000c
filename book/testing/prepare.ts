/** @file Makes ready what the tests need beyond npm packages, and says before what that costs. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { message } from "../message.js";
import { projectRoot } from "../paths.js";
import { findBrowser } from "../setup/browser.js";
import { nativeEnvironment } from "../setup/environment.js";
import { findPython } from "../setup/interpreter.js";
import { prepareNative } from "../setup/native.js";
import { placesOf } from "../setup/places.js";
import { ensureVenv } from "../setup/python.js";
import { realWorld } from "../setup/world.js";
import { installNodes } from "./nodes.js";

/** Prepares Python, native TensorFlow and a browser as far as this machine can; never throws. */
export async function prepareTests(): Promise<void> {
  const report = (line: string): void => console.log(line);
  if (!existsSync(join(projectRoot, ".venv")) && (await hasPython())) {
    report(
      "First run: downloads about 0.8 GB (TensorFlow for Python, Keras, JupyterLab, Node 22 and 24), 2.9 GB on disk, 3 to 6 minutes.",
    );
  }
  Object.assign(process.env, nativeEnvironment());
  await attempt("Python", () => ensureVenv({ projectRoot, packages: "test", report }));
  await attempt("native TensorFlow", () => prepareNative({ projectRoot, report }));
  await attempt("Node 22 and 24", () => installNodes(report));
  await attempt("browser", async () => {
    const browser = await findBrowser();
    report(browser ? `browser: ${browser.executablePath}` : "browser: none found");
  });
}

async function hasPython(): Promise<boolean> {
  const world = realWorld();
  return (
    (await findPython({ places: placesOf(projectRoot, world.env), world, signal: undefined })) !==
    null
  );
}

async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.log(`${what}: ${message(error)}. The tests that need it are skipped by name.`);
  }
}
