/** @file The folder of the served site: made ours, and cleared of what no page list knows. */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CourseError, unwritten } from "../message.js";
import { readList, siteList } from "./write.js";

/**
 * Makes the folder ours. What an earlier start listed stays, for the pages may still be true; what it
 * left beside that, half written or forgotten, goes.
 *
 * @throws CourseError if somebody else's files are there, or nothing can be written.
 */
export function claimSite(site: string): void {
  const list = join(site, siteList);
  try {
    mkdirSync(site, { recursive: true });
    const names = readdirSync(site);
    // COURSE_HOME may be a folder with a "site" of the reader's own.
    if (names.length > 0 && !names.includes(siteList)) {
      throw new CourseError(
        `${site} holds something else, and the pages would go there. Set COURSE_HOME to a folder of its own.`,
      );
    }
    if (names.length === 0) writeFileSync(list, "[]");
    clear(site, "", new Set([siteList, ...readList(readFileSync(list, "utf8"))]));
  } catch (error) {
    if (error instanceof CourseError) throw error;
    throw unwritten("The pages could not be written", site, error);
  }
}

/** Removes from a folder of the site what is not on the list. */
function clear(site: string, folder: string, listed: ReadonlySet<string>): void {
  for (const entry of readdirSync(join(site, folder), { withFileTypes: true })) {
    const path = folder + entry.name;
    const isFolder = entry.isDirectory();
    if (isFolder && [...listed].some((name) => name.startsWith(`${path}/`))) {
      clear(site, `${path}/`, listed);
    } else if (isFolder || !listed.has(path)) {
      rmSync(join(site, path), { recursive: true });
    }
  }
}
