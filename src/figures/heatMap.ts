/** @file A matrix as coloured cells with their numbers. */

import { colourKey, colourScale, paleShare } from "./cellColours.js";
import { type CellWords, cellFrame, cellLayout } from "./cells.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { type Grid, rowsOf } from "./grid.js";
import { textWidth } from "./labels.js";
import { checkEqual, checkRange, extent, readable, round5 } from "./numbers.js";
import { lightTokens, template } from "./template.js";

export interface HeatMapOptions {
  /** A word for each row; defaults to 0, 1, 2 … */
  readonly rows?: readonly string[];
  /** A word for each column; defaults to 0, 1, 2 … */
  readonly columns?: readonly string[];
  /** What the rows are; defaults to nothing. */
  readonly rowTitle?: string;
  /** What the columns are; defaults to nothing. */
  readonly columnTitle?: string;
  /** The values with the palest and the fullest colour; defaults to those of the matrix, and to
   * equal ends round 0 if one is negative. */
  readonly range?: readonly [number, number];
  /** Significant digits in the cells; defaults to 3. */
  readonly digits?: number;
  /** Prints the numbers into the cells where they fit; defaults to true. */
  readonly numbers?: boolean;
}

/**
 * Row `i`, column `j` of the matrix as one cell; blue above 0, red below.
 *
 * @param matrix - shape `[R, C]`
 * @throws RangeError if words and matrix differ in number, or a number is not finite.
 */
export function heatMap(matrix: Grid, options: HeatMapOptions = {}): Figure {
  const where = "heatMap";
  const z = rowsOf(where, "the matrix", matrix);
  const count = (n: number): string[] => Array.from({ length: n }, (_, i) => String(i));
  const { rows = count(z.length), columns = count(z[0]!.length), digits = 3 } = options;
  const { rowTitle = "", columnTitle = "", numbers = true } = options;
  checkEqual(where, "rows of the matrix and their words", z.length, rows.length);
  checkEqual(where, "columns of the matrix and their words", z[0]!.length, columns.length);
  const range = options.range ?? defaultRange(z);
  checkRange(where, "range", range);
  const words = { rows, columns, rowTitle, columnTitle };
  const text = z.map((row) => row.map((value) => readable(value, digits)));
  return forEachCanvas({ x: columnTitle, y: rowTitle }, (canvas) =>
    lay(canvas, { z, text, words, range, numbers }),
  );
}

interface Parts {
  readonly z: number[][];
  readonly text: string[][];
  readonly words: CellWords;
  readonly range: readonly [number, number];
  readonly numbers: boolean;
}

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: object } {
  const { z, text, words, range, numbers } = parts;
  const widest = Math.max(...text.flat().map((word) => textWidth(word))) + 12;
  const wanted = numbers ? Math.max(40, Math.ceil(widest)) : 40;
  const frame = cellFrame(canvas, words, { largest: { width: wanted, height: 40 } });
  const printed =
    numbers && frame.width >= (widest * frame.fontSize) / 14 - 8 && frame.height >= 18;
  const below = printed ? 8 : 52;
  return {
    data: [
      {
        type: "heatmap",
        z: z.map((row) => row.map(round5)),
        zmin: range[0],
        zmax: range[1],
        colorscale: colourScale(range, printed ? paleShare : 1),
        xgap: frame.width > 12 ? 1 : 0,
        ygap: frame.height > 12 ? 1 : 0,
        text,
        texttemplate: printed ? "%{text}" : "",
        textfont: { color: lightTokens.ink, size: frame.fontSize },
        hovertemplate: "%{y}, %{x}: %{text}<extra></extra>",
        showscale: !printed,
        colorbar: colourKey(range),
      },
    ],
    layout: { template, ...cellLayout(canvas, words, frame, below) },
  };
}

function defaultRange(z: number[][]): [number, number] {
  const [low, high] = extent(z);
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return low < 0 ? [-largest, largest] : [0, largest];
}
