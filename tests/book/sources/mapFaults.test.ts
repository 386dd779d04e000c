import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../../book/paths.js";
import { type Entry, mapFile, readMap } from "../../../book/sources/entry.js";
import { digestLines, linesFile, readLines } from "../../../book/sources/lines.js";
import { mapFaults } from "../../../book/sources/mapFaults.js";

// 1 heading, 2 empty, 3 two sentences, 4 marks, 5 heading again, 6 empty, 7 one sentence
const lines = readLines(digestLines("# 甲\n\n一。二。\n---\n# 甲\n\n三。\n"));

const entry = (id: string, range: [number, number], more: Partial<Entry> = {}): Entry => ({
  id,
  section: id.slice(0, -2),
  lines: range,
  kind: "statement",
  says: "-",
  cells: [],
  ...more,
});
const whole: Entry[] = [
  entry("A:1/1", [1, 1]),
  entry("A:1/2", [3, 3], { sentences: [1, 1] }),
  entry("A:1/3", [3, 3], { sentences: [2, 2] }),
  entry("C:1/1", [5, 5], { same: "A:1/1" }),
  entry("C:1/2", [7, 7]),
];
const faults = (entries: readonly Entry[]) =>
  mapFaults(entries, lines).map(({ file, message }) => {
    expect(file).toBe(mapFile);
    return message;
  });
const changed = (index: number, change: Partial<Entry>) =>
  whole.map((one, k) => (k === index ? { ...one, ...change } : one));

describe("the rules of a map", () => {
  test("are kept by a map that has every sentence", () => expect(faults(whole)).toEqual([]));

  test("a sentence that no entry has", () => {
    expect(faults(whole.toSpliced(2, 1))).toEqual(["no entry has sentence 2 of line 3"]);
    expect(faults(whole.slice(0, -1))).toEqual(["no entry has sentence 1 of line 7"]);
  });

  test("an entry of lines without words", () => {
    expect(faults(changed(3, { lines: [4, 4] }))).toEqual(["entry C:1/1: its lines have no words"]);
  });

  test("an entry beyond the last line", () => {
    expect(faults(changed(4, { lines: [7, 8] }))).toEqual([
      "entry C:1/2: the documents have 7 lines, got 8",
    ]);
  });

  test("sentences that are not there, or of more than one line", () => {
    expect(faults(changed(2, { sentences: [2, 3] }))).toEqual([
      "entry A:1/3: line 3 has 2 sentences",
    ]);
    expect(faults(changed(2, { lines: [3, 4], sentences: [2, 2] }))).toEqual([
      "entry A:1/3: sentences are of one line, got lines 3 to 4",
    ]);
  });

  test("another order than that of the documents", () => {
    expect(faults([whole[0]!, whole[2]!, whole[1]!, ...whole.slice(3)])).toEqual([
      "entry A:1/2 stands before A:1/3 in the documents",
    ]);
  });

  test('"the same" with other lines', () => {
    expect(faults(changed(4, { same: "A:1/1" }))).toEqual([
      "entry C:1/2 is not the same as A:1/1: their lines differ",
    ]);
  });
});

test("the map of the course has every sentence, and the third document repeats the second", () => {
  const read = (file: string) => readFileSync(join(projectRoot, file), "utf8");
  const entries = readMap(read(mapFile));
  expect(mapFaults(entries, readLines(read(linesFile)))).toEqual([]);
  // from its section 2 on, the third document says nothing of its own
  const own = entries.filter(({ id, same }) => id.startsWith("C:") && same === undefined);
  expect(new Set(own.map(({ section }) => section))).toEqual(
    new Set(["C:1", "C:1.a", "C:1.b", "C:1.c"]),
  );
  const second = entries.filter(({ id }) => /^B:([2-9]|10)/.test(id));
  const again = entries.flatMap(({ same }) => same ?? []);
  expect(again).toEqual(second.map(({ id }) => id));
});
