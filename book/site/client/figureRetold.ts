/** @file The folded table under a figure follows what the figure shows. */

import { type PlotlyFigure, property } from "./figureModel.js";

/** Writes the numbers of the figure into its table, as far as both have the same places. */
export function retell(place: HTMLElement, { layout }: PlotlyFigure): void {
  const rows = property(property(property(layout, "meta"), "table"), "rows");
  const entries = Array.isArray(rows) ? (rows.flat() as unknown[]) : [];
  const cells = place.parentElement?.querySelectorAll("details.data tbody td") ?? [];
  if (entries.length !== cells.length) return;
  cells.forEach((cell, i) => {
    const entry = entries[i];
    if (typeof entry === "number") cell.textContent = String(entry).replace("-", "\u2212");
  });
}
