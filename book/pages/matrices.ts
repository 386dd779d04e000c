/** @file Matrices with drawn brackets and digits under digits. */

import type { MatricesRecord } from "../../src/lesson/records.js";
import { escapeHtml } from "./html.js";
import { minus } from "./words.js";

/** More rows or columns than this are shown as the first ones, dots, and the last. */
const most = 10;

export function matricesRow({ matrices }: MatricesRecord): string {
  const shown = matrices.map(({ name, shape: [rows, cols], data }) => {
    const format = numberFormat(data.slice(0, rows * cols));
    const lines = picked(rows).map((i) => {
      const entries = picked(cols).map((j) => {
        if (i === null) return j === null ? "⋱" : "⋮";
        return j === null ? "⋯" : format(data[i * cols + j]);
      });
      return `<tr>${entries.map((entry) => `<td>${entry}</td>`).join("")}</tr>`;
    });
    const size = rows > most || cols > most ? ` ${rows}×${cols}` : "";
    const label = escapeHtml(`${name}, ${rows} by ${cols}`);
    return `<div class="mx"><span class="mx-name">${escapeHtml(name)}${size}</span><table aria-label="${label}"><tbody>${lines.join("")}</tbody></table></div>`;
  });
  return `<div class="row" role="group" aria-label="Matrices">${shown.join("")}</div>`;
}

function picked(length: number): (number | null)[] {
  if (length <= most) return Array.from({ length }, (_, k) => k);
  return [...Array.from({ length: most - 3 }, (_, k) => k), null, length - 1];
}

/** One format for a whole matrix: four digits of its largest number, no zeros that all have at the end. */
export function numberFormat(data: readonly unknown[]): (value: unknown) => string {
  const numbers = data.filter((value): value is number => typeof value === "number");
  const largest = Math.max(0, ...numbers.map(Math.abs));
  const known = (print: (value: number) => string) => (value: unknown) =>
    typeof value === "number" ? minus(print(value)) : "NaN";
  if (numbers.every(Number.isInteger) && largest < 1e7) return known(String);
  if (largest < 1e-4 || largest >= 1e7) {
    return known((value) => value.toExponential(2).replace("e+", "e"));
  }
  const decimals = Math.max(0, 3 - Math.floor(Math.log10(largest)));
  const used = numbers.map((value) => value.toFixed(decimals).replace(/\.?0*$/, ""));
  const needed = Math.max(...used.map((text) => text.split(".")[1]?.length ?? 0));
  return known((value) => value.toFixed(needed).replace(/^-(?=[0.]*$)/, "")); // no minus zero
}
