import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { benchmarks } from "../../../book/bench/benchmark.js";
import { chapterTable, tableCell, withTable } from "../../../book/bench/chapterTable.js";
import type { Bench } from "../../../book/bench/result.js";
import { parseNotebook } from "../../../book/notebook/format.js";
import { projectRoot } from "../../../book/paths.js";

const chapter = "notebooks/en/09-mnist.ipynb";
const read = (file: string): string => readFileSync(join(projectRoot, file), "utf8");

const measured: Bench = {
  name: "program1",
  device: "some processor, 3 cores",
  rounds: 7,
  rows: [
    { name: "keras-fit", msPerStep: 2.345, timesFasterThanKeras: 1, loss: 0.28117 },
    { name: "hand-fast", msPerStep: 0.4, timesFasterThanKeras: 5.86, loss: 0.2777 },
    {
      name: "tensorflow-native",
      msPerStep: null,
      timesFasterThanKeras: null,
      loss: null,
      reason: "no addon",
    },
  ],
  versions: { keras: "3.1", tensorflow: "2.2", node: "v20.3" },
  date: "2026-11-25",
};

test("the table has a row a program, and says on what it was measured", () => {
  expect(chapterTable(measured).split("\n")).toEqual([
    "| program | ms a step | times as fast as Keras | loss of the epoch |",
    "|---|--:|--:|--:|",
    "| Keras, `model.fit` | 2.35 | 1.0 | 0.281 |",
    "| by hand, compiled | 0.40 | 5.9 | 0.278 |",
    "| TensorFlow.js, native | – (no addon) | – | – |",
    "",
    "Medians of 7 rounds, some processor, 3 cores, 2026-11-25: Keras 3.1 on TensorFlow 2.2, Node 20.3.",
  ]);
});

test("where FLOP are counted the table shows them in place of the loss", () => {
  const name = "keras-forward-10";
  const keras = { name, msPerStep: 7, timesFasterThanKeras: 1, loss: 0.02 };
  const rows = [
    { ...keras, gflopPerSecond: 96.8, shareOfPeak: 0.884 },
    { ...keras, name: "a layer", gflopPerSecond: 3 },
  ];
  expect(chapterTable({ ...measured, rounds: 1, rows }).split("\n")).toEqual([
    "| layer | ms a call | times as fast as Keras | GFLOP/s | of the peak |",
    "|---|--:|--:|--:|--:|",
    "| Keras, 32 × 10 tokens, forward | 7.00 | 1.0 | 96.8 | 88 % |",
    "| a layer | 7.00 | 1.0 | 3.0 | – |",
    "",
    "One round, some processor, 3 cores, 2026-11-25: Keras 3.1 on TensorFlow 2.2, Node 20.3.",
  ]);
});

const committed = readdirSync(join(projectRoot, "book/bench")).filter((file) =>
  file.endsWith(".json"),
);

test.each(committed)("the measurement in %s stands in its chapter, digit for digit", (file) => {
  const bench = JSON.parse(read(join("book/bench", file))) as Bench;
  const { chapter } = benchmarks.find(({ name }) => name === bench.name)!;
  const cell = parseNotebook(read(chapter), chapter).cells.find(({ id }) => id === tableCell);
  expect(cell?.source).toBe(chapterTable(bench));
});

test("the chapter of every benchmark has a cell for its table", () => {
  for (const { name, chapter } of benchmarks) {
    expect(withTable(read(chapter), chapter, measured), name).toContain("some processor, 3 cores");
  }
});

describe("chapter 09", () => {
  test("gets a new table in its cell, and nothing else changes", () => {
    const changed = withTable(read(chapter), chapter, measured);
    expect(changed).not.toBe(read(chapter));
    const back = JSON.parse(read("book/bench/program1.json")) as Bench;
    expect(withTable(changed, chapter, back)).toBe(read(chapter));
  });

  test("must have the cell", () => {
    const without = read(chapter).replace(`"id": "${tableCell}"`, '"id": "other"');
    expect(() => withTable(without, chapter, measured)).toThrow(
      `withTable: ${chapter} must have a cell "bench-table", got none`,
    );
  });
});
