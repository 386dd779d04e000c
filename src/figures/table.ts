/** @file A figure's folded table in place of the one that its traces would give. */

import type { Figure, FigureWords } from "./figure.js";

/** The figure with this table under it. */
export function withTable(figure: Figure, table: NonNullable<FigureWords["table"]>): Figure {
  const { meta, ...layout } = figure.layout as { meta?: object };
  return { ...figure, layout: { ...layout, meta: { ...meta, table } } };
}
