/**
 * @file The prose of this course, paragraph by paragraph, as data to search in and to learn from.
 *
 * Source: the Markdown cells of `notebooks/en`, chapters 1 to 14, 17, 18 and 20, as they stood on
 * 29 November 2026; CC BY 4.0, as all prose of the course. It is kept as it was on that day, so that what
 * is measured on it stays true while the chapters are still being improved; a test says when they have
 * gone too far from it. Made by `tests/data/packCourseText.ts`.
 */

import { readPacked } from "../readPacked.js";

/** A paragraph, or the whole answer to a question. */
export interface Passage {
  /** the number of its chapter */
  readonly chapter: number;
  /** the id of its cell */
  readonly cell: string;
  /** plain text: formulas are left out if displayed, and spelt out if they stand in a line */
  readonly text: string;
}

/** A question that a chapter answers at its end. */
export interface ReaderQuestion {
  readonly chapter: number;
  readonly text: string;
  /** the place of its answer among the passages */
  readonly answer: number;
}

export interface CourseText {
  /** in the order of the course */
  readonly passages: readonly Passage[];
  readonly questions: readonly ReaderQuestion[];
}

/** What `courseText.gz` holds, as JSON. */
export interface PackedCourseText {
  readonly passages: readonly (readonly [chapter: number, cell: string, text: string])[];
  readonly questions: readonly (readonly [chapter: number, text: string, answer: number])[];
}

const FILE = {
  path: "src/data/courseText/courseText.gz",
  sha256: "3d378cab88cf0df7d7f00d10aa5065c45250e0732f70a61de8b8e84ddcf9dfb5",
};

/**
 * The prose, read from the file that comes with this library and checked byte for byte.
 *
 * No passage holds the question that it answers. In a page the file is asked for under
 * `packages/large-models/`.
 *
 * @throws Error if the file is missing or damaged; it names the file and the cure.
 */
export async function loadCourseText(): Promise<CourseText> {
  const { passages, questions } = await readPacked<PackedCourseText>("loadCourseText", FILE);
  return {
    passages: passages.map(([chapter, cell, text]) => ({ chapter, cell, text })),
    questions: questions.map(([chapter, text, answer]) => ({ chapter, text, answer })),
  };
}
