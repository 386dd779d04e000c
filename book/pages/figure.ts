/** @file A figure of the page: its pictures, caption, numbers in a table, and what makes it live. */

import type { FigureRecord } from "../../src/lesson/records.js";
import {
  bundleOf,
  type CanvasName,
  onCanvas,
  type PlotlyFigure,
} from "../site/client/figureModel.js";
import { numberHtml } from "../site/client/numberHtml.js";
import { renderControls } from "./controls.js";
import { tableOf } from "./figureTable.js";
import { escapeHtml } from "./html.js";
import { chevron } from "./icons.js";
import type { LiveText, Scripted } from "./live.js";

export type { PlotlyFigure } from "../site/client/figureModel.js";

/** Where the pictures of figures come from. */
export interface FigurePictures {
  get(figure: unknown): { wide: string; text?: string; phone: string } | undefined;
  /** why plotly could not draw it */
  fault?(figure: unknown): string | undefined;
}

/**
 * A figure with both its pictures; without pictures, its place is kept for the page to draw in.
 *
 * @param number - "6.2"; empty for a figure without a label
 * @param caption - the caption as HTML; defaults to the words as they are
 * @param live - what makes it move by hand, or the script that takes its place
 */
export function renderFigure(
  figure: PlotlyFigure,
  words: FigureRecord,
  number: string,
  pictures: FigurePictures,
  caption: string = escapeHtml(words.caption),
  live?: LiveText | Scripted,
): string {
  const { id, alt, page } = words;
  const name = number === "" ? "Figure" : `Figure ${number}`;
  const own = id === "" ? "" : ` id="${escapeHtml(id)}"`;
  const script = live && "path" in live ? live : undefined;
  const hand = live && "hint" in live ? live : undefined;
  const start = script
    ? ` data-live="${escapeHtml(script.kind)}" data-state="${escapeHtml(script.path)}"`
    : "";
  const numbers = [
    ...(script ? [] : [`<script type="application/json" class="plotly">${json(figure)}</script>`]),
    ...(hand ? [`<script type="application/json" class="by-hand">${json(hand)}</script>`] : []),
  ];
  return `<figure${page ? ' class="page"' : ""}${own}${start}>
<div class="drawing" style="${places(figure, page)}">${drawings(figure, words, pictures, alt)}</div>
${hand ? byHand(hand) : ""}<figcaption><b>${name}</b>${caption}</figcaption>
${folded(figure)}${numbers.join("")}
</figure>
`;
}

// What can be done, and the way back; only where scripts run.
function byHand({ hint, controls }: LiveText): string {
  return `${renderControls(controls)}<p class="by-hand"><span>${escapeHtml(hint)}</span><button type="button" hidden>Back to the book’s numbers</button></p>\n`;
}

/** Why a figure cannot be shown; `null` if nothing is wrong with it. */
export function figureFault(figure: PlotlyFigure, pictures: FigurePictures): string | null {
  try {
    bundleOf(figure);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return pictures.fault?.(figure) ?? null;
}

function drawings(
  figure: PlotlyFigure,
  { page }: FigureRecord,
  pictures: FigurePictures,
  alt: string,
): string {
  const drawn = pictures.get(figure);
  if (!drawn) return `<p class="alt">${escapeHtml(alt)}</p>`;
  const image = (svg: string, name: string): string => {
    const attributes = `class="${name}" role="img" aria-label="${escapeHtml(alt)}"`;
    return svg.replace(/^<svg/, () => `<svg ${attributes}`);
  };
  const wide = page ? drawn.wide : (drawn.text ?? drawn.wide);
  return `${image(wide, "only-wide")}${image(drawn.phone, "only-narrow")}`;
}

// The size of the picture that is not there yet, so that the page does not jump when it comes.
function places(figure: PlotlyFigure, page: boolean): string {
  const tall = (name: CanvasName): number => onCanvas(figure, name).layout.height;
  return `--tall:${tall(page ? "page" : "text")}px;--tall-phone:${tall("phone")}px`;
}

function folded(figure: PlotlyFigure): string {
  const table = tableOf(figure);
  if (!table) return "";
  const { columns, rows, total } = table;
  const some = rows.length < total ? `, ${rows.length} of ${total} rows` : "";
  const isNumber = (j: number): boolean => rows.every((row) => typeof row[j] === "number");
  const align = columns.map((_, j) => (isNumber(j) ? ' class="r"' : ""));
  // A column without a name has no header: an empty one would be announced as nothing.
  const headOf = (word: string, j: number): string =>
    word === "" ? "<td></td>" : `<th scope="col"${align[j]}>${marked(word)}</th>`;
  const head = columns.map(headOf).join("");
  const body = rows
    .map(
      (row) => `<tr>${row.map((entry, j) => `<td${align[j]}>${shown(entry)}</td>`).join("")}</tr>`,
    )
    .join("\n");
  return `<details class="data"><summary>${chevron} The same as a table${some}</summary><div class="wide-table" tabindex="0" role="group" aria-label="The same as a table"><table><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div></details>
`;
}

function shown(entry: string | number): string {
  return typeof entry === "string" ? marked(entry) : numberHtml(entry);
}

// Plotly's own markup and nothing else.
function marked(text: string): string {
  return escapeHtml(text).replace(/&lt;(\/?(?:i|b|sub|sup))&gt;/g, "<$1>");
}

// No text of the figure can end the element it stands in.
function json(content: object): string {
  return JSON.stringify(content).replace(/</g, "\\u003c");
}
