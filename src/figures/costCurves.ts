/**
 * @file What one layer of a Transformer computes at each length: where attention begins to cost more.
 *
 * Letters: `n` length, `d` width, `d_ff` width within the feed-forward. Counted are the products of
 * matrices, forward, 2 FLOP a multiply-add; softmax, norms, biases and activations are left out.
 *
 * Told in `notebooks/en/12-feed-forward.ipynb`.
 */

import type { Figure } from "./figure.js";
import { lineChart } from "./lineChart.js";
import { checkWhole } from "./numbers.js";
import { withTable } from "./table.js";

/** A layer and the length of what it reads. */
export interface CostCurves {
  /** tokens that it reads, `n`, 1 to 16,384 */
  readonly length: number;
  /** numbers of a token, `d`, 64 to 4,096 */
  readonly width: number;
  /** how many times wider the feed-forward is, `d_ff / d`, 1 to 8 */
  readonly expansion: number;
}

/** FLOP of the parts of a layer, forward. */
export interface LayerCost {
  /** query, key, value and output: four products `[n, d] · [d, d]` */
  readonly projections: number;
  /** scores `[n, d] · [d, n]` and weighted values `[n, n] · [n, d]`, all heads together */
  readonly attention: number;
  /** `[n, d] · [d, d_ff]` and `[n, d_ff] · [d_ff, d]` */
  readonly feedForward: number;
}

/** `8 n d²`, `4 n² d` and `4 n d d_ff`. */
export function layerCost({ length, width, expansion }: CostCurves): LayerCost {
  return {
    projections: 8 * length * width ** 2,
    attention: 4 * length ** 2 * width,
    feedForward: 4 * length * width * (expansion * width),
  };
}

/** Lengths that the curves go through. */
export const costLengths: readonly number[] = [
  ...[1, 2, 3, 4, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768],
  ...[1024, 1536, 2048, 3072, 4096, 6144, 8192, 12_288, 16_384],
];

const curves = [
  { key: "projections", name: "projections", note: "8<i>nd</i>²" },
  { key: "attention", name: "scores and values", note: "4<i>n</i>²<i>d</i>" },
  { key: "feedForward", name: "feed-forward", note: "4<i>n d d</i><sub>ff</sub>" },
] as const;

/**
 * FLOP of the projections, of scores and weighted values, and of the feed-forward against the length;
 * marked are the present length and where attention costs as much as the feed-forward, `n = d_ff`.
 *
 * @throws RangeError unless length, width and expansion are whole numbers in their ranges.
 */
export function costCurves(layer: CostCurves): Figure {
  const where = "costCurves";
  const { length, width, expansion } = layer;
  checkWhole(where, "length", length, [1, 16_384]);
  checkWhole(where, "width", width, [64, 4096]);
  checkWhole(where, "expansion", expansion, [1, 8]);
  const at = (t: number): LayerCost => layerCost({ ...layer, length: t });
  const hidden = expansion * width;
  const crossing = { x: hidden, y: at(hidden).attention, text: `<i>n</i> = ${hidden}`, series: 1 };
  const figure = lineChart({
    series: curves.map(({ key, name, note }) => ({
      name,
      note,
      x: costLengths,
      y: costLengths.map((t) => at(t)[key]),
    })),
    x: { title: "length <i>n</i> (tokens)", log: true, range: [1, 16_384] },
    // the same for every width, so that the curves are seen to move
    y: { title: "FLOP of one layer, forward", log: true, range: [100, 1e13] },
    marks: [
      { x: length, text: `${length} tokens`, side: length > 100 ? "left" : "right" },
      ...(hidden <= 16_384 ? [crossing] : []),
    ],
  });
  const now = at(length);
  const sum = curves.reduce((total, { key }) => total + now[key], 0);
  const rows = curves.map(({ key, name }) => [
    name,
    now[key],
    Number(((100 * now[key]) / sum).toPrecision(3)),
  ]);
  return withTable(figure, { columns: ["part", "FLOP", "% of the three"], rows });
}
