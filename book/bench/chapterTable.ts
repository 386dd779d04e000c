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
  "keras-forward-10": "Keras, 32 × 10 tokens, forward",
  "native-forward-10": "the course, the same",
  "keras-both-10": "Keras, 32 × 10 tokens, forward and back",
  "native-both-10": "the course, the same",
  "keras-forward-512": "Keras, 2 × 512 tokens, forward",
  "native-forward-512": "the course, the same",
  "keras-both-512": "Keras, 2 × 512 tokens, forward and back",
  "native-both-512": "the course, the same",
  "keras-product": "TensorFlow in Python, a product of 1024 × 1024",
  "native-product": "TensorFlow.js, the same",
};

/** Rows, and under them what they were measured on. */
export function chapterTable({ device, rounds, rows, versions, date }: Bench): string {
  const isCounted = rows.some(({ gflopPerSecond }) => gflopPerSecond !== undefined);
  const lines = rows.map((row) => {
    const { name, msPerStep, timesFasterThanKeras, loss, reason } = row;
    const last = isCounted
      ? [row.gflopPerSecond?.toFixed(1), row.shareOfPeak && `${percent(row.shareOfPeak)} %`]
      : [loss?.toFixed(3)];
    return [
      words[name] ?? name,
      msPerStep?.toFixed(2) ?? `– (${reason})`,
      timesFasterThanKeras?.toFixed(1) ?? "–",
      ...last.map((cell) => cell || "–"),
    ];
  });
  const header = isCounted
    ? ["layer", "ms a call", "times as fast as Keras", "GFLOP/s", "of the peak"]
    : ["program", "ms a step", "times as fast as Keras", "loss of the epoch"];
  const { keras = "?", tensorflow = "?", node = "?" } = versions;
  const turns = rounds === 1 ? "One round" : `Medians of ${rounds} rounds`;
  return [
    `| ${header.join(" | ")} |`,
    `|---|${header
      .slice(1)
      .map(() => "--:")
      .join("|")}|`,
    ...lines.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `${turns}, ${device}, ${date}: Keras ${keras} on TensorFlow ${tensorflow}, Node ${node.replace("v", "")}.`,
  ].join("\n");
}

function percent(share: number): string {
  return (100 * share).toFixed(0);
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
