/** @file What the build says of notebooks, for tests. */

import type { Cell } from "../../../book/notebook/format.js";
import { BookError } from "../../../book/pages/problems.js";
import type { ChapterInput } from "../../../book/pages/types.js";
import { type BookOptions, renderBook } from "../../../book/site/renderBook.js";
import { chapter, notebook, opener } from "./cells.js";

const assets = { files: new Map(), styles: [], preload: [], script: "main.js", modules: [] };
export const options: BookOptions = { assets, version: "1", backend: "cpu", mode: "full" };

/** A chapter of an opener and these cells, whose ids are "a", "b", …. */
export function of(
  cells: Cell[],
  state: ChapterInput["state"] = "done",
  name = "05-x",
): ChapterInput {
  const named = cells.map((cell, k) => ({ ...cell, id: "abcdefg"[k]! }));
  const first = { ...opener("X", ["A:4.1"]), id: "opener" };
  return chapter(name, notebook("X", ["A:4.1"], [first, ...named]), state);
}

/** The whole message of the build; empty if it refuses nothing. */
export async function messages(...chapters: ChapterInput[]): Promise<string> {
  const { problems } = await renderBook(chapters, options);
  return problems.length === 0 ? "" : new BookError(problems).message;
}

/** The message of a single problem. */
export const one = (problem: string) => `1 problem in the notebooks:\n  ${problem}`;
