/** @file What the book is made from: chapters with their state, and pictures of their figures. */

import type { Notebook } from "../notebook/format.js";

export type ChapterState = "waiting" | "running" | "done" | "failed";

/** Why a chapter stopped; `cell` is an id, `line` counts from 1 within the cell. */
export interface ChapterError {
  cell: string;
  line: number;
  message: string;
}

export interface ChapterInput {
  /** "05-forward-pass": the file name without its ending */
  name: string;
  language: "en";
  /** with the outputs that have arrived so far */
  notebook: Notebook;
  state: ChapterState;
  error?: ChapterError | undefined;
  /** how long its run took so far */
  seconds: number;
  cells: { total: number; run: number };
}
