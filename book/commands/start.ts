/**
 * @file `npm start`: the book at once, then native TensorFlow, then the chapters, page by page.
 *
 * Progress goes to stderr. The last line of the start-up, alone on stdout, is the address.
 */

import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Command } from "../cli.js";
import { type ServerLock, takeServerLock } from "../course/lock.js";
import { openBook } from "../course/open.js";
import { portOf } from "../course/port.js";
import { type BookServer, serveBook } from "../course/serve.js";
import { watchSources } from "../course/watch.js";
import { message } from "../message.js";
import { courseHome } from "../paths.js";
import { watchParent } from "../setup/parent.mjs";
import { claimSite } from "../site/claim.js";

export const command: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: { port: { type: "string" } } });
  const port = values.port === undefined ? undefined : portOf(values.port);
  const lock = await lockOrAddress();
  if (typeof lock === "string") {
    console.log(lock);
    return 0;
  }

  const stop = new AbortController();
  const unwatchParent = watchParent(() => stop.abort(new Error("the parent process ended")));
  let server: BookServer | undefined;
  try {
    const site = join(courseHome, "site");
    claimSite(site);
    const book = await openBook({
      site,
      quick: false,
      live: true,
      report,
      onPage: (path) => server?.changed(path),
      signal: stop.signal,
    });
    // Until here the signals end the process as they are: a busy one would not hear of them.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => stop.abort(new Error(signal)));
    }
    server = await serveBook(site, port);
    lock.publish(server.address);
    const seconds = process.uptime().toFixed(1);
    report(`The book is served after ${seconds} s; its chapters run now. Ctrl-C ends it.`);
    console.log(server.address);
    const unwatch = watchSources(book, report, stop.signal);
    await untilStopped(book.run(), stop.signal);
    await unwatch();
    await book.close();
  } finally {
    unwatchParent();
    await server?.close();
    lock.release();
  }
  return 0;
};

function report(line: string): void {
  console.error(line);
}

// A chapter's failure stands on its page and was told; the book is served on.
async function untilStopped(running: Promise<unknown>, signal: AbortSignal): Promise<void> {
  running.catch((error: unknown) => {
    if (!signal.aborted) report(message(error));
  });
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
}

// Whoever holds the lock has an address in a moment, or is gone and leaves the lock to us.
async function lockOrAddress(): Promise<ServerLock | string> {
  for (;;) {
    const lock = takeServerLock(courseHome);
    if ("publish" in lock) return lock;
    if (lock.address !== null) {
      report(`The book is served already, by process ${lock.pid}:`);
      return lock.address;
    }
    await setTimeout(200);
  }
}
