/** @file `book.json`: computed from the outputs, nothing entered twice. */

import { expect, test } from "vitest";
import { type BookJson, bookJson } from "../../../book/pages/bookJson.js";
import { readChapter } from "../../../book/pages/chapter.js";
import { Problems } from "../../../book/pages/problems.js";
import type { ChapterInput } from "../../../book/pages/types.js";
import { everyPart, small } from "./sample.js";

function json(...inputs: ChapterInput[]): BookJson {
  const chapters = inputs.map((input) => readChapter(input, new Problems()));
  const facts = { version: "1.2.3", backend: "native", mode: "full" } as const;
  const text = bookJson(chapters, facts);
  expect(text.endsWith("\n")).toBe(true);
  return JSON.parse(text);
}

test("a page has what its outputs record", () => {
  const [page] = json(everyPart()).pages;
  expect(page).toEqual({
    path: "en/06-back-propagation/",
    title: "Back-propagation",
    sources: ["A:4.2.2"],
    state: "done",
    cells: { total: 9, run: 9 },
    seconds: 38,
    checks: [
      {
        id: "eq:one-layer-back",
        passed: true,
        tolerance: 1e-12,
        largestError: 3.1e-15,
        rogues: { total: 3, rejected: 3 },
      },
    ],
    exercises: [
      {
        id: "ex:layer-gradient",
        starterOpen: true,
        solutionPasses: true,
        diagnoses: { total: 2, told: 2 },
      },
    ],
    errata: [{ id: "err:one-slope-too-many", cell: expect.stringMatching(/^code-/), proved: true }],
    claims: [
      {
        id: "claim:test-accuracy",
        estimate: 0.9709,
        interval: [0.962, 0.9798],
        seeds: 10,
        verdict: "reproduced",
      },
    ],
  });
});

test("the book is done when every chapter is, and failed when one of them is", () => {
  const done = small("01-a", "A", "done");
  const failed: ChapterInput = {
    ...small("02-b", "B", "failed"),
    error: { cell: "x", line: 3, message: "no" },
  };
  expect(json(done)).toMatchObject({
    format: 1,
    version: "1.2.3",
    backend: "native",
    mode: "full",
  });
  expect(json(done).state).toBe("done");
  expect(json(done, small("02-b", "B", "waiting")).state).toBe("running");
  expect(json(done, small("02-b", "B", "running")).state).toBe("running");
  expect(json(done, failed, small("03-c", "C", "waiting")).state).toBe("failed");
  expect(json(failed).pages[0]).toMatchObject({ error: { cell: "x", line: 3, message: "no" } });
});
