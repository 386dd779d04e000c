/** @file `npm run build -- --out DIR`: the executed site in a folder; any fault fails the build. */

import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "../cli.js";
import { openBook } from "../course/open.js";
import { CourseError } from "../message.js";
import { courseHome, projectRoot } from "../paths.js";

export const command: Command = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: "string" }, quick: { type: "boolean", default: false } },
  });
  const site = resolve(values.out ?? join(courseHome, "build"));
  mkdirSync(site, { recursive: true });
  if (resolve(site) === resolve(projectRoot)) {
    throw new CourseError("--out must be a folder of its own, not the project itself");
  }
  const isForeign = readdirSync(site).length > 0 && !readdirSync(site).includes("book.json");
  if (isForeign) {
    throw new CourseError(`--out: ${site} holds something else; choose an empty or a new folder`);
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => stop.abort(new Error(signal)));
  }
  const start = performance.now();
  const book = await openBook({
    site,
    quick: values.quick,
    live: false,
    report: (line) => console.error(line),
    onPage: () => undefined,
    signal: stop.signal,
  });
  try {
    const done = await book.run();
    stop.signal.throwIfAborted();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (done) console.log(`${site}: ${book.course.chapters.length} chapters in ${seconds} s`);
    else console.error("The book is not complete: what failed is named above.");
    return done ? 0 : 1;
  } finally {
    await book.close();
  }
};
