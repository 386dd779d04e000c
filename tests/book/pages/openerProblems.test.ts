/** @file What the build refuses of openers, each with its whole message. */

import { expect, test } from "vitest";
import { chapter, notebook, text } from "./cells.js";
import { messages, one } from "./messages.js";

const shape =
  "the first cell is # title, *question*, a lead, three numbered outcomes, and Documents A:….";

test.each([
  ["no opener", "Text.", `line 1: ${shape}`],
  [
    "a question in roman",
    "# X\n\nWhy?\n\nLead\n\n1. a\n2. b\n3. c\n\nDocuments A:4.1.",
    `line 3: ${shape}; the question is not in italics`,
  ],
  [
    "two outcomes",
    "# X\n\n*Why?*\n\nLead\n\n1. a\n2. b\n\nDocuments A:4.1.",
    `line 7: ${shape}; got 2 outcomes`,
  ],
  [
    "no documents",
    "# X\n\n*Why?*\n\nLead\n\n1. a\n2. b\n3. c\n\nSources.",
    `line 11: ${shape}; "Documents A:…." is missing`,
  ],
  [
    "another title than the metadata",
    "# Y\n\n*Why?*\n\nLead\n\n1. a\n2. b\n3. c\n\nDocuments A:4.1.",
    'line 1: the title is "Y", in the metadata "X"',
  ],
  [
    "other documents than the metadata",
    "# X\n\n*Why?*\n\nLead\n\n1. a\n2. b\n3. c\n\nDocuments A:4.2.",
    'line 1: the documents are "A:4.2", in the metadata "A:4.1"',
  ],
])("an opener with %s", async (_, source, problem) => {
  const cells = [{ ...text(source), id: "opener" }];
  const input = chapter("05-x", notebook("X", ["A:4.1"], cells));
  expect(await messages(input)).toBe(one(`05-x.ipynb, cell opener, ${problem}`));
});

test("a name without a number, and an empty notebook", async () => {
  const input = chapter("preface", notebook("X", [], []));
  expect(await messages(input)).toBe(
    `2 problems in the notebooks:
  preface.ipynb: the name of a notebook is a number and words: "05-forward-pass"
  preface.ipynb: the first cell is Markdown: the opener`,
  );
});
