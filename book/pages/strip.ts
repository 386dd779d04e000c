/** @file The drawing of a claim, in units of the page's pixels: drawn twice, never scaled. */

import type { ClaimRecord } from "../../src/lesson/records.js";
import { escapeHtml } from "./html.js";
import { minus } from "./words.js";

const edge = 8;
const letter = 6.9; // mean width of a letter of the labels, in pixels

/** One axis with all seeds, the interval and the printed value. */
export function strip(record: ClaimRecord, width: number, className: string): string {
  const { values, interval, printed } = record;
  const all = [...values, ...(interval ?? []), ...(printed === null ? [] : [printed])];
  const axis = niceAxis(Math.min(...all), Math.max(...all), width < 500 ? 3 : 4);
  const at = (value: number) => round(edge + (width - 2 * edge) * axis.place(value));

  const printedText = printed === null ? "" : `printed ${axis.exact(printed)}`;
  const intervalText = width < 500 ? "95 % interval" : "95 % prediction interval for one run";
  const low = interval ? at(interval[0]) : 0;
  const x = printed === null ? 0 : at(printed);
  // the label stands left of its line unless that leaves the drawing
  const isLeft = x - 8 - printedText.length * letter > 0;
  const start = isLeft ? x - 8 - printedText.length * letter : x + 8;
  const end = start + printedText.length * letter;
  const intervalWidth = intervalText.length * letter;
  const wanted = Math.max(0, Math.min(low, width - intervalWidth));
  const meet =
    interval !== null && printed !== null && start < wanted + intervalWidth + 8 && end > wanted - 8;
  // one line lower the line of the printed value would pass through the label: it gives way
  const isCrossed = meet && wanted - 8 < x && x < wanted + intervalWidth;
  const behind = x + 8 + intervalWidth <= width ? x + 8 : Math.max(0, x - 8 - intervalWidth);
  const intervalX = isCrossed ? behind : wanted;
  const down = meet ? 22.5 : 0; // one small line more when the labels would meet
  const height = 112.5 + down;

  const ticks = axis.ticks
    .map(
      (value) =>
        `<path class="tickmark" d="M${at(value)} ${86 + down}v5"/><text class="tick" x="${at(value)}" y="${108 + down}" text-anchor="${anchor(at(value), width)}">${axis.label(value)}</text>`,
    )
    .join("");
  const y = 58 + down;
  const bracket = interval
    ? `<path class="pi" d="M${low} ${y}H${at(interval[1])}M${low} ${y - 7}v14M${at(interval[1])} ${y - 7}v14"/><text class="an" x="${round(intervalX)}" y="${34 + down}">${intervalText}</text>`
    : "";
  const seeds = values
    .map((v) => `<circle class="seed" cx="${at(v)}" cy="${y}" r="5.5"/>`)
    .join("");
  const line =
    printed === null
      ? ""
      : `<path class="printed" d="M${x} 24V${86 + down}"/><text class="lab ink" x="${isLeft ? x - 8 : x + 8}" y="34" text-anchor="${isLeft ? "end" : "start"}">${printedText}</text>`;
  return `<svg class="${className}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(inWords(record, axis.exact))}"><path class="grid" d="M${edge} ${86 + down}H${width - edge}"/>${ticks}${bracket}${seeds}${line}</svg>`;
}

function inWords({ values, interval, printed }: ClaimRecord, exact: (value: number) => string) {
  const seeds = `${values.length} seeds between ${exact(Math.min(...values))} and ${exact(Math.max(...values))}`;
  const range = interval
    ? `; 95 % prediction interval ${exact(interval[0])} to ${exact(interval[1])}`
    : "";
  if (printed === null) return `${seeds}${range}.`;
  if (!interval) return `${seeds}; printed ${exact(printed)}.`;
  const lies = printed >= interval[0] && printed <= interval[1] ? "inside" : "outside";
  return `${seeds}${range}; the printed ${exact(printed)} lies ${lies}.`;
}

function anchor(x: number, width: number): string {
  if (x < 24) return "start";
  return x > width - 24 ? "end" : "middle";
}

/** An axis with at least so many ticks, 1, 2 or 5 times a power of ten apart. */
export function niceAxis(low: number, high: number, ticks: number) {
  const size = Math.max(Math.abs(low), Math.abs(high));
  // equal values stand in the middle of a narrow axis, whose ticks can be read
  const spread = high > low ? Math.max(high - low, 1e-6 * size) : size / 5 || 1;
  const from = low - 0.08 * spread;
  const to = high + 0.08 * spread;
  const power = Math.floor(Math.log10(to - from));
  // the widest step that leaves enough ticks
  const steps = [1, 0, -1, -2].flatMap((k) => [5, 2, 1].map((digit) => digit * 10 ** (power + k)));
  const countOf = (s: number) => Math.floor(to / s) - Math.ceil(from / s) + 1;
  const step = steps.find((s) => countOf(s) >= ticks)!;
  const decimals = Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const first = Math.ceil(from / step);
  const label = (value: number) => minus(value.toFixed(decimals));
  return {
    ticks: Array.from({ length: countOf(step) }, (_, k) => (first + k) * step),
    /** 0 at the left end, 1 at the right */
    place: (value: number) => (value - from) / (to - from),
    label,
    /** with all its digits if there are few, else two more than the ticks */
    exact: (value: number) =>
      String(value).length <= 8 ? minus(String(value)) : minus(value.toFixed(decimals + 2)),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
