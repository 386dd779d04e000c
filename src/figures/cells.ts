/** @file Cells in rows and columns, as heat map and confusion matrix share them. */

import { grey, onPlot } from "./annotations.js";
import type { Canvas } from "./figure.js";
import { textWidth } from "./labels.js";

/** What stands around the cells. */
export interface CellWords {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly rowTitle: string;
  readonly columnTitle: string;
  /** Turns the words of the columns upright where they do not fit; defaults to leaving some out. */
  readonly canTurn?: boolean;
}

/** Pixels of one cell, and of what stands around all of them. */
export interface CellFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly fontSize: number;
  /** true if the words of the columns stand upright */
  readonly isTurned: boolean;
}

/** The largest cells that fit; `widest` are the words that a cell must hold, if any. */
export function cellFrame(
  canvas: Canvas,
  { rows, columns, rowTitle, columnTitle, canTurn = false }: CellWords,
  { right = 0, largest }: { right?: number; largest: { width: number; height: number } },
): CellFrame {
  const words = [...rows, ...(columnTitle === "" ? [] : [rowTitle])];
  const left = Math.ceil(Math.max(0, ...words.map((word) => textWidth(word)))) + 12;
  const room = canvas.width - left - right;
  const width = Math.min(largest.width, Math.floor(room / columns.length));
  const tallest = canvas.name === "page" ? 640 : 560;
  const height = Math.max(2, Math.min(largest.height, width, Math.floor(tallest / rows.length)));
  const own = largest.width === largest.height ? height : width;
  const widest = widestOf(columns);
  const isTurned = canTurn && widest + 6 > own;
  return {
    width: own,
    height,
    left,
    top: (isTurned ? Math.ceil(widest) + 12 : 28) + (columnTitle === "" ? 0 : 22),
    fontSize: width < 40 ? 12 : 14,
    isTurned,
  };
}

/** Layout of a figure that holds cells, `below` pixels under them. */
export function cellLayout(
  canvas: Canvas,
  words: CellWords,
  frame: CellFrame,
  below: number,
): Record<string, unknown> {
  const width = frame.width * words.columns.length;
  const height = frame.height * words.rows.length;
  const labels = (list: readonly string[], pixels: number, widest: number): object => {
    const stride = Math.max(1, Math.ceil(widest / pixels));
    const shown = list.map((_, i) => i).filter((i) => i % stride === 0);
    return { tickvals: shown, ticktext: shown.map((i) => list[i]!) };
  };
  const axis = { showgrid: false, ticks: "", fixedrange: true, title: { text: "" } };
  const widestColumn = frame.isTurned ? 16 : widestOf(words.columns) + 6;
  return {
    width: canvas.width,
    height: frame.top + height + below,
    margin: { l: frame.left, r: canvas.width - frame.left - width, t: frame.top, b: below, pad: 0 },
    xaxis: {
      ...axis,
      side: "top",
      tickangle: frame.isTurned ? -90 : 0,
      range: [-0.5, words.columns.length - 0.5],
      ...labels(words.columns, frame.width, widestColumn),
    },
    yaxis: {
      ...axis,
      ticklabelposition: "outside",
      ticklabelstandoff: 6,
      range: [words.rows.length - 0.5, -0.5],
      ...labels(words.rows, frame.height, 16),
    },
    annotations: titles(words, frame),
  };
}

function widestOf(words: readonly string[]): number {
  return Math.max(...words.map((word) => textWidth(word)));
}

function titles({ rowTitle, columnTitle }: CellWords, frame: CellFrame): object[] {
  const style = { ...grey, ...onPlot, x: 0, y: 1, xanchor: "left", yanchor: "bottom" };
  return [
    { ...style, text: columnTitle, yshift: frame.top - 24 },
    { ...style, text: rowTitle, xshift: -frame.left, yshift: columnTitle === "" ? 26 : 4 },
  ].filter(({ text }) => text !== "");
}
