/** @file A text whose tokens have a ground as full as their weight. */

import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { checkEqual, checkNumbers, decimals, round5 } from "./numbers.js";
import { sheetLayout } from "./sheet.js";
import { lightTokens } from "./template.js";
import { flow, ground, lineHeight } from "./tokenFlow.js";

export interface WeightedTokensOptions {
  /** What the weights are, above the text: "attention of the third token"; defaults to nothing. */
  readonly title?: string;
  /** How many of the largest weights stand as numbers under their tokens; defaults to 5. */
  readonly numbers?: number;
  /** The size with the fullest ground; defaults to the largest weight. */
  readonly most?: number;
}

/**
 * The tokens as running text, each on a ground as full as its weight: blue above 0, red below, and a
 * line under it that is as long as its share of the largest.
 *
 * @throws RangeError if tokens and weights differ in number, there are none, or one is not finite.
 */
export function weightedTokens(
  tokens: readonly string[],
  weights: ArrayLike<number>,
  options: WeightedTokensOptions = {},
): Figure {
  const where = "weightedTokens";
  checkEqual(where, "tokens and weights", tokens.length, weights.length);
  if (tokens.length === 0) throw new RangeError(`${where}: needs at least one token, got 0`);
  checkNumbers(where, "a weight", weights);
  const list = Array.from(weights);
  const { title = "", numbers = 5, most = Math.max(...list.map(Math.abs)) || 1 } = options;
  const order = list.map((_, i) => i).sort((a, b) => Math.abs(list[b]!) - Math.abs(list[a]!));
  const named = new Set(order.slice(0, numbers));
  const table = {
    columns: ["token", "weight"],
    rows: tokens.map((token, i) => [token, decimals(list[i]!)]),
  };
  return forEachCanvas({ table }, (canvas) =>
    lay(canvas, { tokens, weights: list, named, most, title }),
  );
}

interface Parts {
  readonly tokens: readonly string[];
  readonly weights: readonly number[];
  readonly named: ReadonlySet<number>;
  readonly most: number;
  readonly title: string;
}

function lay(
  canvas: Canvas,
  { tokens, weights, named, most, title }: Parts,
): { data: object[]; layout: object } {
  const top = title === "" ? 0 : 26;
  const places = flow(tokens, canvas.width);
  const height = top + (places.at(-1)!.line + 1) * lineHeight + 2;
  const middle = (i: number): number => top + places[i]!.line * lineHeight + 15;
  const words = (kept: readonly number[], text: (i: number) => string, style: object): object => ({
    type: "scatter",
    mode: "text",
    x: kept.map((i) => round5(places[i]!.x + places[i]!.width / 2)),
    y: kept.map((i) => middle(i) + ("size" in style ? 22 : 0)),
    text: kept.map(text),
    textfont: style,
    hoverinfo: "skip",
  });
  const all = tokens.map((_, i) => i);
  return {
    data: [
      words(all, (i) => tokens[i]!, { color: lightTokens.ink }),
      words(
        [...named].sort((a, b) => a - b),
        (i) => decimals(weights[i]!),
        { color: lightTokens.ink3, size: 12 },
      ),
    ],
    layout: {
      ...sheetLayout(canvas, height),
      shapes: all.flatMap((i) => ground(places[i]!, middle(i), weights[i]! / most)),
      annotations:
        title === ""
          ? []
          : [
              {
                text: title,
                showarrow: false,
                font: { color: lightTokens.ink3 },
                x: 0,
                y: 0,
                xanchor: "left",
                yanchor: "top",
              },
            ],
    },
  };
}
