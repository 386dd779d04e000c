/** @file Which class was taken for which. */

import { grey } from "./annotations.js";
import { cellFrame, cellLayout } from "./cells.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { type Grid, rowsOf } from "./grid.js";
import { textWidth } from "./labels.js";
import { checkEqual, round5 } from "./numbers.js";
import { lightTokens, template, tint } from "./template.js";

export interface ConfusionMatrixOptions {
  /** A word for each class; defaults to 0, 1, 2 … */
  readonly classes?: readonly string[];
}

/**
 * Row: the true class; column: the predicted one. Blue by the share of the row that is right, red by
 * the share of the worst mistake; the share that is right stands at the end of each row.
 *
 * @param counts - shape `[C, C]`, whole numbers of at least 0
 * @throws RangeError unless the matrix is square, its counts whole and not negative.
 */
export function confusionMatrix(counts: Grid, options: ConfusionMatrixOptions = {}): Figure {
  const where = "confusionMatrix";
  const rows = rowsOf(where, "the counts", counts);
  checkEqual(where, "rows and columns", rows.length, rows[0]!.length);
  const wrong = rows.flat().find((count) => !Number.isInteger(count) || count < 0);
  if (wrong !== undefined) {
    throw new RangeError(`${where}: counts must be whole and not negative, got ${wrong}`);
  }
  const { classes = rows.map((_, i) => String(i)) } = options;
  checkEqual(where, "rows and classes", rows.length, classes.length);
  return forEachCanvas({ x: "predicted", y: "true" }, (canvas) => lay(canvas, rows, classes));
}

function lay(
  canvas: Canvas,
  counts: number[][],
  classes: readonly string[],
): { data: object[]; layout: object } {
  const words = { rows: classes, columns: classes, rowTitle: "true", columnTitle: "predicted" };
  const widest = Math.max(44, ...counts.flat().map((count) => textWidth(String(count)) + 14));
  const right = canvas.name === "phone" ? 0 : 64;
  const frame = cellFrame(canvas, words, { right, largest: { width: widest, height: 36 } });
  const layout = cellLayout(canvas, words, frame, 8);
  const sums = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const shares = counts.map((row, i) => row.map((count) => (sums[i] === 0 ? 0 : count / sums[i]!)));
  return {
    data: [
      cells(counts, shares, frame.fontSize, { right: true }),
      cells(counts, shares, frame.fontSize, { right: false }),
    ],
    layout: {
      template,
      ...layout,
      annotations: [
        ...(layout.annotations as object[]),
        ...(right > 0 ? recalls(shares, sums) : []),
      ],
    },
  };
}

function cells(
  counts: number[][],
  shares: number[][],
  fontSize: number,
  { right }: { right: boolean },
): object {
  const mine = (i: number, j: number): boolean => (i === j) === right;
  const shown = shares.map((row, i) => row.map((share, j) => (mine(i, j) ? round5(share) : null)));
  const most = Math.max(...shown.flat().map((share) => share ?? 0)) || 1;
  const colour = tint(lightTokens.series[right ? 0 : 1]!, 0.42);
  return {
    type: "heatmap",
    name: right ? "right" : "wrong",
    z: shown,
    zmin: 0,
    zmax: right ? 1 : most,
    colorscale: [
      [0, lightTokens.paper],
      [1, colour],
    ],
    xgap: 1,
    ygap: 1,
    text: counts.map((row, i) =>
      row.map((count, j) => (mine(i, j) && count > 0 ? String(count) : "")),
    ),
    texttemplate: "%{text}",
    textfont: { color: lightTokens.ink, size: fontSize },
    hovertemplate: "true %{y}, predicted %{x}: %{text} (%{z:.2%} of the row)<extra></extra>",
    hoverongaps: false,
    showscale: false,
  };
}

function recalls(shares: number[][], sums: number[]): object[] {
  const style = { ...grey, xref: "paper", x: 1, xanchor: "left", xshift: 12 };
  return [
    { ...style, text: "right", yref: "paper", y: 1, yanchor: "bottom", yshift: 4 },
    ...shares.map((row, i) => ({
      ...style,
      text: sums[i] === 0 ? "–" : row[i]!.toFixed(3),
      y: i,
      yanchor: "middle",
    })),
  ];
}
