/** @file The folded table under a figure follows what the figure shows. */

import { type PlotlyFigure, property } from "./figureModel.js";
import { numberHtml } from "./numberHtml.js";

/** Writes the entries of the figure into its table, as far as both have the same places. */
export function retell(place: HTMLElement, { layout }: PlotlyFigure): void {
  const rows = property(property(property(layout, "meta"), "table"), "rows");
  const entries = Array.isArray(rows) ? (rows.flat() as unknown[]) : [];
  const cells = place.parentElement?.querySelectorAll("details.data tbody td") ?? [];
  if (entries.length !== cells.length) return;
  cells.forEach((cell, i) => {
    const entry = entries[i];
    if (typeof entry === "number") cell.innerHTML = numberHtml(entry);
    // Words with markup are names, which stay.
    else if (typeof entry === "string" && !entry.includes("<")) cell.textContent = entry;
  });
}
