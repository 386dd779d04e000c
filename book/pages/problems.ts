/** @file Everything that is wrong with the book, collected and said at once. */

import { formatPlace, type NotebookPlace } from "../notebook/error.js";

export interface Problem {
  place: NotebookPlace;
  /** what is wrong and the cure */
  reason: string;
}

/** The book cannot be built as it stands; `message` lists every problem by file, cell and line. */
export class BookError extends Error {
  override readonly name = "BookError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
    const list = problems.map(({ place, reason }) => `\n  ${formatPlace(place)}: ${reason}`);
    super(`${count} in the notebooks:${list.join("")}`);
    this.problems = problems;
  }
}

/** A list that problems are added to; the same problem at the same place is kept once. */
export class Problems {
  readonly #list: Problem[] = [];
  readonly #seen = new Set<string>();

  add(place: NotebookPlace, reason: string): void {
    const key = `${formatPlace(place)}: ${reason}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#list.push({ place, reason });
  }

  get all(): readonly Problem[] {
    return this.#list;
  }

  /** Those of one notebook. */
  in(file: string): readonly Problem[] {
    return this.#list.filter(({ place }) => place.file === file);
  }
}
