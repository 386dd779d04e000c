/** @file Attention as lines between tokens: the wider and darker, the more weight. */

import { type AttentionMapOptions, type Masked, weightsOf } from "./attentionMap.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import type { Grid } from "./grid.js";
import { textWidth } from "./labels.js";
import { checkWhole, decimals, round5 } from "./numbers.js";
import { sheetLayout } from "./sheet.js";
import { faded, lightTokens } from "./template.js";

export interface AttentionLinesOptions
  extends Pick<AttentionMapOptions, "queries" | "keys" | "mask" | "queryTitle" | "keyTitle"> {
  /** Draws the lines of one query alone, with its weights as numbers; defaults to those of all. */
  readonly query?: number;
}

/** Weights below this leave no line: the eye would see only a haze. */
const least = 0.02;
/** Lines are drawn in so many grades. */
const grades = 8;
const rowHeight = 28;

/**
 * Queries at the left, keys at the right, and a line for each weight from 0.02 on.
 *
 * @param weights - shape `[T, S]`, each row a distribution
 * @throws RangeError if tokens, mask and weights differ in number, a weight is not finite, or there is
 * no such query.
 */
export function attentionLines(weights: Grid, options: AttentionLinesOptions): Figure {
  const where = "attentionLines";
  const { queries, keys, query } = options;
  const all = weightsOf(where, weights, options);
  if (query !== undefined) checkWhole(where, "query", query, [0, queries.length - 1]);
  const z = all.map((row, i) => (query === undefined || i === query ? row : row.map(() => null)));
  const { queryTitle = "query", keyTitle = "key" } = options;
  const rows = z.flatMap((row, i) =>
    row.flatMap((weight, j) =>
      weight !== null && weight >= least ? [[queries[i]!, keys[j]!, decimals(weight)]] : [],
    ),
  );
  const table = { columns: [queryTitle, keyTitle, "weight"], rows };
  return forEachCanvas({ table }, (canvas) => lay(canvas, z, { ...options, queryTitle, keyTitle }));
}

function lay(
  canvas: Canvas,
  z: Masked,
  options: AttentionLinesOptions & { queryTitle: string; keyTitle: string },
): { data: object[]; layout: object } {
  const { queries, keys, query, queryTitle, keyTitle } = options;
  const widest = (words: readonly string[]): number =>
    Math.ceil(Math.max(...words.map((word) => textWidth(word)))) + 10;
  const most = Math.max(queries.length, keys.length);
  const top = 30;
  const height = top + most * rowHeight + 6;
  const middle = Math.min(canvas.name === "phone" ? 150 : 260, canvas.width / 2);
  const left = widest([...queries, queryTitle]);
  const right = left + Math.min(middle, canvas.width - left - widest([...keys, keyTitle]) - 44);
  // The shorter side stands in the middle of the longer one.
  const row = (k: number, count: number): number =>
    top + (k + (most - count) / 2 + 0.5) * rowHeight;
  const words = (list: readonly string[], x: number, side: "left" | "right"): object => ({
    type: "scatter",
    mode: "text",
    x: list.map(() => x),
    y: list.map((_, k) => row(k, list.length)),
    text: list,
    textposition: `middle ${side}`,
    textfont: {
      color: list.map((_, k) =>
        side === "left" && query !== undefined && k !== query ? lightTokens.ink3 : lightTokens.ink,
      ),
    },
    hoverinfo: "skip",
  });
  const numbers = query === undefined ? [] : z[query]!;
  const head = (text: string, x: number, xanchor: string): object => ({
    text,
    showarrow: false,
    font: { color: lightTokens.ink3 },
    x,
    y: 2,
    xanchor,
    yanchor: "top",
  });
  return {
    data: [
      ...lines(z, { left: left + 6, right: right - 6, row }),
      words(queries, left, "left"),
      words(
        keys.map((key, j) => (numbers[j] == null ? key : `${key} <b>${decimals(numbers[j])}</b>`)),
        right,
        "right",
      ),
    ],
    layout: {
      ...sheetLayout(canvas, height),
      annotations: [head(queryTitle, left, "right"), head(keyTitle, right, "left")],
    },
  };
}

// One trace for each grade of weight, palest first.
function lines(
  z: Masked,
  { left, right, row }: { left: number; right: number; row: (k: number, count: number) => number },
): object[] {
  return Array.from({ length: grades }, (_, grade) => {
    const pairs = z.flatMap((weights, i) =>
      weights.flatMap((weight, j) => {
        if (weight === null || weight < least) return [];
        const own = Math.min(grades - 1, Math.floor(weight * grades));
        return own === grade ? [{ from: row(i, z.length), to: row(j, weights.length) }] : [];
      }),
    );
    const share = (grade + 0.5) / grades;
    return {
      type: "scatter",
      mode: "lines",
      // a gap where there is none: a trace must have something
      x: [...pairs.flatMap(() => [left, right, null]), null],
      y: [...pairs.flatMap(({ from, to }) => [round5(from), round5(to), null]), null],
      line: {
        color: faded(lightTokens.series[0]!, round5(0.2 + 0.8 * share)),
        width: round5(0.5 + 5 * share),
      },
      hoverinfo: "skip",
    };
  });
}
