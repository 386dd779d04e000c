/** @file The table of `npm run bench` as a chapter shows it: a Markdown cell, written by `--save`. */

import { parseNotebook, serialiseNotebook } from "../notebook/format.js";
import type { Bench } from "./result.js";

/** The cell of the chapter that holds the table and nothing else. */
export const tableCell = "bench-table";

const words: Readonly<Record<string, string>> = {
  "keras-fit": "Keras, `model.fit`",
  "keras-fit-1-thread": "the same, one thread",
  "numpy-hand": "by hand in NumPy, one thread",
  "hand-readable": "by hand, readable",
  "hand-fast": "by hand, compiled",
  "tensorflow-native": "TensorFlow.js, native",
  "tensorflow-wasm": "TensorFlow.js, WebAssembly",
};

/** Rows, and under them what they were measured on. */
export function chapterTable({ device, rounds, rows, versions, date }: Bench): string {
  const lines = rows.map(({ name, msPerStep, timesFasterThanKeras, loss, reason }) => {
    const cells = [
      words[name] ?? name,
      msPerStep?.toFixed(2) ?? `– (${reason})`,
      timesFasterThanKeras?.toFixed(1) ?? "–",
      loss?.toFixed(3) ?? "–",
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const { keras = "?", tensorflow = "?", node = "?" } = versions;
  return [
    "| program | ms a step | times as fast as Keras | loss of the epoch |",
    "|---|--:|--:|--:|",
    ...lines,
    "",
    `Medians of ${rounds} rounds, ${device}, ${date}: Keras ${keras} on TensorFlow ${tensorflow}, Node ${node.replace("v", "")}.`,
  ].join("\n");
}

/**
 * The notebook with this table in its cell.
 *
 * @param text - the file of the notebook
 * @throws NotebookError if it is no clean notebook; Error if it has no such cell.
 */
export function withTable(text: string, file: string, bench: Bench): string {
  const notebook = parseNotebook(text, file);
  if (!notebook.cells.some(({ id }) => id === tableCell)) {
    throw new Error(`withTable: ${file} must have a cell "${tableCell}", got none`);
  }
  const cells = notebook.cells.map((cell) =>
    cell.id === tableCell ? { ...cell, source: chapterTable(bench) } : cell,
  );
  return serialiseNotebook({ ...notebook, cells });
}
