/**
 * @file Pages that were made before and are still true: beside the site lies what each was made of.
 *
 * A page is left as it is only if its key is the same and each of its files has the digest that was
 * noted when it was made. So a killed writing, a damaged file or note, and another version of the code
 * all end in the same way: the page is made anew.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestOf } from "../digest.js";
import type { Chapter } from "../pages/chapter.js";
import type { Face } from "../pages/face.js";
import type { BookOptions } from "./renderBook.js";

/** Lies in the folder of the site; the server does not show what begins with a dot. */
export const madeFile = ".course-pages.json";

/** A page that was made, with the files beside it. */
export interface Made {
  /** digest of all that went in */
  readonly key: string;
  /** a figure of it has no picture, because nothing could draw one */
  readonly isBare: boolean;
  /** digests of its files, by their paths from the root of the site */
  readonly files: Readonly<Record<string, string>>;
}

/** The pages in a folder of which every file is whole, by the folders of their chapters. */
export async function readMade(site: string): Promise<Map<string, Made>> {
  const noted = parseMade(await readFile(join(site, madeFile), "utf8").catch(() => "{}"));
  const isWhole = async ([path, digest]: [string, string]): Promise<boolean> => {
    const content = await readFile(join(site, path)).catch(() => undefined);
    return content !== undefined && digestOf(content) === digest;
  };
  const found = await Promise.all(
    noted.map(async (page) => {
      const whole = await Promise.all(Object.entries(page[1].files).map(isWhole));
      return whole.every(Boolean) ? [page] : [];
    }),
  );
  return new Map(found.flat());
}

function parseMade(text: string): [string, Made][] {
  try {
    return Object.entries(JSON.parse(text) as Record<string, Made>).filter(
      ([, made]) =>
        typeof made?.key === "string" &&
        typeof made.isBare === "boolean" &&
        Object.values(made.files).every((digest) => typeof digest === "string"),
    );
  } catch {
    return [];
  }
}

/** The note for `madeFile`. */
export function madeText(pages: ReadonlyMap<string, Made>): string {
  const sorted = [...pages].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`;
}

/** The note of a page that has just been made. */
export function madeOf(
  key: string,
  isBare: boolean,
  files: ReadonlyMap<string, string | Uint8Array>,
): Made {
  const digests = [...files].map(([path, content]) => [path, digestOf(content)] as const);
  return { key, isBare, files: Object.fromEntries(digests) };
}

/**
 * What decides a page, as one digest: the code, what all pages share, the faces of all chapters, and
 * the chapter with its outputs. Pictures of figures follow from the outputs and the code.
 *
 * @param code - tells one build of the book from another
 */
export function pageKeys(
  code: string,
  faces: readonly Face[],
  options: BookOptions,
): (chapter: Chapter) => string {
  const { version, backend, mode, isLive = false, entries = null, assets } = options;
  const { styles, preload, script, modules } = assets;
  const facts = [code, version, backend, mode, isLive, entries, styles, preload, script, modules];
  const shared = digestOf(JSON.stringify([...facts, faces]));
  return ({ input, lists }) => digestOf(JSON.stringify([shared, input, lists]));
}
