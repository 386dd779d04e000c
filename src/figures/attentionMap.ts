/** @file The weights of attention as cells: each row a query, each column a key. */

import { colourKey, colourScale, paleShare } from "./cellColours.js";
import { type CellWords, cellFrame, cellLayout } from "./cells.js";
import { type Canvas, type Figure, type FigureWords, forEachCanvas } from "./figure.js";
import { type Grid, rowsOf } from "./grid.js";
import { checkEqual, checkRange, decimals, extent, round5 } from "./numbers.js";
import { lightTokens, template, tint } from "./template.js";

export interface AttentionMapOptions {
  /** the token of each row, `T` of them */
  readonly queries: readonly string[];
  /** the token of each column, `S` of them */
  readonly keys: readonly string[];
  /** Shape `[T, S]`, 1 where a query may look; defaults to 1 everywhere. */
  readonly mask?: Grid;
  /** What the rows are; defaults to "query". */
  readonly queryTitle?: string;
  /** What the columns are; defaults to "key". */
  readonly keyTitle?: string;
  /** The weights with the palest and the fullest colour; defaults to 0 and the largest weight. */
  readonly range?: readonly [number, number];
  /** Prints the weights into the cells where they fit; defaults to true. */
  readonly numbers?: boolean;
}

/** A weight of 0 is still a cell; what is masked is none. */
const leastShare = 0.05;
/** Pixels of a weight such as 0.42, with room. */
const wordWidth = 34;

/**
 * Weight of query `i` for key `j` as one cell; where the mask is 0 there is no cell but a slanted line.
 *
 * @param weights - shape `[T, S]`, each row a distribution
 * @throws RangeError if tokens, mask and weights differ in number, or a number is not finite.
 */
export function attentionMap(weights: Grid, options: AttentionMapOptions): Figure {
  const where = "attentionMap";
  const { queries, keys, queryTitle = "query", keyTitle = "key", numbers = true } = options;
  const z = weightsOf(where, weights, options);
  const range = options.range ?? [0, extent(z.map(known))[1] || 1];
  checkRange(where, "range", range);
  const words = {
    rows: queries,
    columns: keys,
    rowTitle: queryTitle,
    columnTitle: keyTitle,
    canTurn: true,
  };
  const table = tableOf(z, words);
  return forEachCanvas({ x: keyTitle, y: queryTitle, ...(table ? { table } : {}) }, (canvas) =>
    lay(canvas, { z, words, range, numbers }),
  );
}

/** Rows of weights, `null` where the mask is 0. */
export type Masked = (number | null)[][];

/** @throws RangeError if tokens, mask and weights differ in number, or a number is not finite. */
export function weightsOf(
  where: string,
  weights: Grid,
  { queries, keys, mask }: Pick<AttentionMapOptions, "queries" | "keys" | "mask">,
): Masked {
  const rows = rowsOf(where, "the weights", weights);
  checkEqual(where, "rows of the weights and queries", rows.length, queries.length);
  checkEqual(where, "columns of the weights and keys", rows[0]!.length, keys.length);
  if (!mask) return rows;
  const allowed = rowsOf(where, "the mask", mask);
  checkEqual(where, "rows of the mask and queries", allowed.length, queries.length);
  checkEqual(where, "columns of the mask and keys", allowed[0]!.length, keys.length);
  return rows.map((row, i) => row.map((weight, j) => (allowed[i]![j] === 0 ? null : weight)));
}

/** The weights of a row that are not masked. */
export function known(row: Masked[number]): number[] {
  return row.filter((weight) => weight !== null);
}

interface Parts {
  readonly z: Masked;
  readonly words: CellWords;
  readonly range: readonly [number, number];
  readonly numbers: boolean;
}

function lay(
  canvas: Canvas,
  { z, words, range, numbers }: Parts,
): { data: object[]; layout: object } {
  const frame = cellFrame(canvas, words, { largest: { width: 44, height: 36 } });
  const printed = numbers && frame.width >= wordWidth && frame.height >= 18;
  return {
    data: [
      {
        ...weightCells(z, range, printed ? paleShare : 1),
        xgap: frame.width > 12 ? 1 : 0,
        ygap: frame.height > 12 ? 1 : 0,
        text: z.map((row) => row.map((weight) => (weight === null ? "" : decimals(weight)))),
        texttemplate: printed ? "%{text}" : "",
        textfont: { color: lightTokens.ink, size: frame.fontSize },
        hovertemplate: "%{y} → %{x}: %{text}<extra></extra>",
        showscale: !printed,
        colorbar: colourKey(range),
      },
      struck(z, ({ i, j }) => ({ x: j, y: i }), { width: 1, height: 1 }),
    ],
    layout: { template, ...cellLayout(canvas, words, frame, printed ? 8 : 52) },
  };
}

/** The cells alone, from the palest colour to the fullest. */
export function weightCells(z: Masked, range: readonly [number, number], fullest: number): object {
  const [, ...fuller] = colourScale(range, fullest);
  return {
    type: "heatmap",
    z: z.map((row) => row.map((weight) => (weight === null ? null : round5(weight)))),
    zmin: range[0],
    zmax: range[1],
    colorscale: [[0, tint(lightTokens.series[0]!, leastShare)], ...fuller],
    hoverongaps: false,
  };
}

/** A slanted line through each masked place: `middle` of a cell, in units of the axes, y downward. */
export function struck(
  z: Masked,
  middle: (cell: { i: number; j: number }) => { x: number; y: number },
  { width, height }: { width: number; height: number },
): object {
  const masked = z.flatMap((row, i) =>
    row.flatMap((weight, j) => (weight === null ? [middle({ i, j })] : [])),
  );
  const [dx, dy] = [0.3 * width, 0.3 * height];
  return {
    type: "scatter",
    mode: "lines",
    x: masked.flatMap(({ x }) => [round5(x - dx), round5(x + dx), null]),
    y: masked.flatMap(({ y }) => [round5(y + dy), round5(y - dy), null]),
    line: { color: tint(lightTokens.ink3, 0.5), width: 1 },
    hoverinfo: "skip",
  };
}

// More columns than the page has room for have no table.
function tableOf(
  z: Masked,
  { rows, columns, rowTitle, columnTitle }: CellWords,
): FigureWords["table"] {
  if (columns.length > 15) return undefined;
  return {
    columns: [`${rowTitle} \\ ${columnTitle}`, ...columns],
    rows: z.map((row, i) => [
      rows[i]!,
      ...row.map((weight) => (weight === null ? "masked" : decimals(weight))),
    ]),
  };
}
