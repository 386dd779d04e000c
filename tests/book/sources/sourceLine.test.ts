import { expect, test } from "vitest";
import type { Entry } from "../../../book/sources/entry.js";
import { sourceLine } from "../../../book/sources/sourceLine.js";

let line = 0;
const entry = (id: string, cells: string[] = [], more: Partial<Entry> = {}): Entry => ({
  id,
  section: id.replace(/\/.*/, ""),
  lines: [++line, line],
  kind: "formula",
  says: "-",
  cells,
  ...more,
});
const entries = [
  entry("A:4/1", ["05-a/opener"], { kind: "heading" }),
  entry("A:4.1/1", ["05-a/one", "06-b/two"]),
  entry("A:4.2.1/1", ["05-a/two"]),
  entry("A:4.2.2/1", ["06-b/one"]),
  entry("B:4.1/1", [], { awaits: "07" }),
  entry("B:10/1", ["06-b/one"]),
  entry("C:10/1", ["06-b/one"], { same: "B:10/1" }),
];

test("the sections that its cells answer, in the order of the documents", () => {
  expect(sourceLine(entries, "06-b", [])).toEqual(["A:4.1", "A:4.2.2", "B:10"]);
  expect(sourceLine(entries, "06-b", ["B:10", "A:4.2.2"])).toEqual(["A:4.1", "A:4.2.2", "B:10"]);
});

test("a heading is answered with the sections under it", () => {
  expect(sourceLine(entries, "05-a", [])).toEqual(["A:4.1", "A:4.2.1"]);
});

test("a section that is listed whole stands for its parts, not for its namesakes", () => {
  expect(sourceLine(entries, "05-a", ["A:4.1", "A:4.2"])).toEqual(["A:4.1", "A:4.2"]);
  expect(sourceLine(entries, "06-b", ["A:4", "B:1"])).toEqual(["A:4", "B:10"]);
});

test("what no cell answers is not listed", () => {
  expect(sourceLine(entries, "07-c", ["B:4.1"])).toEqual([]);
});
