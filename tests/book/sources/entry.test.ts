import { expect, test } from "vitest";
import { NotebookError } from "../../../book/notebook/error.js";
import { readMap, sectionOf } from "../../../book/sources/entry.js";

const delta = {
  id: "A:4.2.2/1",
  lines: [74, 76],
  kind: "formula",
  says: "δ",
  cells: ["06-back-propagation/delta-text"],
};
const map = (...entries: object[]) => JSON.stringify(entries);

test("an entry of the file, with the section that its id names", () => {
  expect(readMap(map(delta))).toEqual([{ ...delta, section: "A:4.2.2" }]);
  expect(sectionOf("B:1.a/12")).toBe("B:1.a");
  expect(sectionOf("B:1.a")).toBe("B:1.a");
});

test("what is printed again says what the other says, and is answered where it is", () => {
  const again = { id: "C:4.2.2/1", lines: [341, 343], same: "A:4.2.2/1" };
  const { kind, says, cells } = delta;
  expect(readMap(map(delta, again))[1]).toEqual({
    ...again,
    section: "C:4.2.2",
    kind,
    says,
    cells,
  });
});

test("an entry may await its chapter, and lie in one sentence of a line", () => {
  const { cells, ...rest } = delta;
  const awaiting = { ...rest, lines: [13, 13], sentences: [2, 3], awaits: "01" };
  expect(readMap(map(awaiting))).toEqual([{ ...awaiting, section: "A:4.2.2", cells: [] }]);
});

test.each([
  ["no list", "{}", "must be a list of entries"],
  ["a number", "[1]", "entry undefined: must be an object"],
  ["a bad id", map({ ...delta, id: "A4" }), 'entry A4: the id is like "A:4.2.2/1"'],
  ["the same id twice", map(delta, delta), "entry A:4.2.2/1: an earlier entry has the same id"],
  [
    "lines backwards",
    map({ ...delta, lines: [7, 5] }),
    "entry A:4.2.2/1: lines are [first, last], from 1",
  ],
  [
    "a sentence 0",
    map({ ...delta, sentences: [0, 1] }),
    "entry A:4.2.2/1: sentences are [first, last], from 1",
  ],
  [
    "an unknown kind",
    map({ ...delta, kind: "claim" }),
    "entry A:4.2.2/1: kind is one of heading, statement, question, formula, figure, program, number, recommendation, reference, got claim",
  ],
  ["no words", map({ ...delta, says: " " }), "entry A:4.2.2/1: says must tell what stands there"],
  [
    "neither cells nor a chapter that is awaited",
    map({ ...delta, cells: undefined }),
    'entry A:4.2.2/1: has either cells, or the chapter that it awaits: "awaits": "15"',
  ],
  [
    "both",
    map({ ...delta, awaits: "06" }),
    'entry A:4.2.2/1: has either cells, or the chapter that it awaits: "awaits": "15"',
  ],
  [
    "no cell in its list",
    map({ ...delta, cells: [] }),
    'entry A:4.2.2/1: cells are a list such as ["06-back-propagation/delta-text"]',
  ],
  [
    "a cell without its notebook",
    map({ ...delta, cells: ["delta-text"] }),
    'entry A:4.2.2/1: cells are a list such as ["06-back-propagation/delta-text"]',
  ],
  [
    "a repetition of nothing",
    map(delta, { id: "C:1/1", lines: [1, 1], same: "B:1/1" }),
    "entry C:1/1: same names no earlier entry: B:1/1",
  ],
  [
    "a repetition with words of its own",
    map(delta, { id: "C:1/1", lines: [1, 1], same: "A:4.2.2/1", says: "δ" }),
    "entry C:1/1: A:4.2.2/1 says, and answers, what it does: leave it out",
  ],
])("refuses %s", (_, text, reason) => {
  const error = new NotebookError({ file: "m.json" }, reason);
  expect(() => readMap(text, "m.json")).toThrow(error);
});
