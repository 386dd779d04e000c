/** @file All heads of attention side by side, in one scale of colours. */

import {
  type AttentionMapOptions,
  known,
  type Masked,
  struck,
  weightCells,
  weightsOf,
} from "./attentionMap.js";
import { colourKey } from "./cellColours.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import type { Grid } from "./grid.js";
import { textWidth } from "./labels.js";
import { checkEqual, checkRange, decimals, extent, round5 } from "./numbers.js";
import { sheetLayout } from "./sheet.js";
import { lightTokens } from "./template.js";

export interface HeadGalleryOptions extends Pick<AttentionMapOptions, "queries" | "keys" | "mask"> {
  /** A word or two above each map; defaults to "head 1", "head 2" … */
  readonly names?: readonly string[];
  /** Maps in a row, fewer on a narrow page; defaults to 4. */
  readonly columns?: number;
  /** The weights with the palest and the fullest colour; defaults to 0 and the largest of all. */
  readonly range?: readonly [number, number];
}

/**
 * A small map for each head, as `attentionMap` draws it; tokens are named once, at the left and above.
 *
 * @param weights - one for each head, shape `[T, S]`
 * @throws RangeError if tokens, names, mask and weights differ in number, or a number is not finite.
 */
export function headGallery(weights: readonly Grid[], options: HeadGalleryOptions): Figure {
  const where = "headGallery";
  const { queries, keys, columns = 4 } = options;
  if (weights.length === 0) throw new RangeError(`${where}: needs at least one head, got 0`);
  const maps = weights.map((one) => weightsOf(where, one, options));
  const names = options.names ?? maps.map((_, i) => `head ${i + 1}`);
  checkEqual(where, "heads and names", maps.length, names.length);
  const range = options.range ?? [0, extent(maps.flat().map(known))[1] || 1];
  checkRange(where, "range", range);
  const rows = maps.flatMap((z, h) =>
    z.map((row, t) => [names[h]!, queries[t]!, ...mostOf(row, keys)]),
  );
  const table = { columns: ["head", "query", "looks most at", "weight"], rows };
  return forEachCanvas({ table }, (canvas) =>
    lay(canvas, { maps, queries, keys, names, columns, range }),
  );
}

function mostOf(row: Masked[number], keys: readonly string[]): [key: string, weight: string] {
  if (known(row).length === 0) return ["", "masked"];
  const most = Math.max(...known(row));
  return [keys[row.indexOf(most)]!, decimals(most)];
}

interface Parts {
  readonly maps: readonly Masked[];
  readonly queries: readonly string[];
  readonly keys: readonly string[];
  readonly names: readonly string[];
  readonly columns: number;
  readonly range: readonly [number, number];
}

/** The least pixels of a cell beside which a word can stand. */
const wordHeight = 13;
const gap = 18;
const title = 24;

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: object } {
  const { maps, queries, keys, names, range } = parts;
  const longest = (words: readonly string[]): number =>
    Math.ceil(Math.max(...words.map((word) => textWidth(word, 12)))) + 8;
  const most = canvas.name === "phone" ? 2 : canvas.name === "text" ? 4 : 6;
  const columns = Math.min(parts.columns, most, maps.length);
  const size = (left: number): number =>
    Math.min(
      28,
      Math.floor(((canvas.width - left + gap) / columns - gap) / keys.length),
      Math.floor(320 / queries.length),
    );
  const isNamed = size(longest(queries)) >= wordHeight;
  const left = isNamed ? longest(queries) : 0;
  const cell = Math.max(1, size(left));
  const above = isNamed ? longest(keys) : 0;
  const [width, height] = [cell * keys.length, cell * queries.length];
  const corner = (i: number): { x: number; y: number } => ({
    x: left + (i % columns) * (width + gap),
    y: title + above + Math.floor(i / columns) * (height + title + gap),
  });
  const total = corner(maps.length - 1).y + height + 48;
  const middle = (i: number) => (place: { i: number; j: number }) => ({
    x: corner(i).x + (place.j + 0.5) * cell,
    y: corner(i).y + (place.i + 0.5) * cell,
  });
  return {
    data: maps.flatMap((z, i) => [
      {
        ...weightCells(z, range, 1),
        name: names[i]!,
        x0: middle(i)({ i: 0, j: 0 }).x,
        dx: cell,
        y0: middle(i)({ i: 0, j: 0 }).y,
        dy: cell,
        xgap: cell > 9 ? 1 : 0,
        ygap: cell > 9 ? 1 : 0,
        text: z.map((row, t) => row.map((_, s) => `${queries[t]} → ${keys[s]}`)),
        texttemplate: "",
        hovertemplate: "%{text}: %{z:.2f}<extra></extra>",
        showscale: i === 0,
        colorbar: { ...colourKey(range), xpad: 6, y: 0, ypad: 8, yanchor: "bottom" },
      },
      struck(z, middle(i), { width: cell, height: cell }),
    ]),
    layout: {
      ...sheetLayout(canvas, total),
      annotations: [
        ...names.map((text, i) =>
          word(text, { x: corner(i).x, y: corner(i).y - (i < columns ? above : 0) - 4 }, "left", {
            font: { color: lightTokens.ink },
            yanchor: "bottom",
          }),
        ),
        ...(isNamed ? tokens(parts, { corner, cell, columns }) : []),
      ],
    },
  };
}

// Beside the first map of each row, and upright above those of the first.
function tokens(
  { maps, queries, keys }: Parts,
  {
    corner,
    cell,
    columns,
  }: { corner: (i: number) => { x: number; y: number }; cell: number; columns: number },
): object[] {
  const font = { font: { color: lightTokens.ink3, size: 12 } };
  return maps.flatMap((_, i) => {
    const { x, y } = corner(i);
    const beside = queries.map((text, t) =>
      word(text, { x: x - 6, y: y + (t + 0.5) * cell }, "right", { ...font, yanchor: "middle" }),
    );
    const over = keys.map((text, s) =>
      word(text, { x: x + (s + 0.5) * cell, y: y - 6 }, "center", {
        ...font,
        yanchor: "bottom",
        textangle: -90,
      }),
    );
    return [...(i % columns === 0 ? beside : []), ...(i < columns ? over : [])];
  });
}

function word(
  text: string,
  { x, y }: { x: number; y: number },
  xanchor: string,
  style: object,
): object {
  return { text, showarrow: false, x: round5(x), y: round5(y), xanchor, ...style };
}
