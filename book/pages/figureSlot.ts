/** @file A figure's place in the page: its caption and its words, wherever the picture comes from. */

import type { FigureRecord } from "../../src/lesson/records.js";
import { escapeHtml } from "./html.js";
import type { Drawings } from "./types.js";

export interface PlotlyFigure {
  data: unknown[];
  layout: object;
}

export function renderFigure(
  figure: PlotlyFigure,
  { id, caption, alt, page }: FigureRecord,
  number: string,
  drawings: Drawings,
): string {
  const drawn = drawings.get(figure);
  const picture = drawn
    ? `<div class="only-wide">${drawn.wide}</div><div class="only-narrow">${drawn.phone}</div>`
    : `<p class="alt">${escapeHtml(alt)}</p>`;
  const name = number === "" ? "Figure" : `Figure ${number}`;
  return `<figure${page ? ' class="page"' : ""} id="${escapeHtml(id)}">${picture}<figcaption><b>${name}</b>${escapeHtml(caption)}</figcaption></figure>
`;
}
