/** @file The words of a mail on grounds as full as their weights. */

import type { ReadWord } from "./mailReader.js";

/** What a word of the mail weighs; `null` where there is nothing to compare with. */
type Weights = readonly (number | null)[];

/**
 * The mail as HTML: each word that was read on its ground, unknown ones dotted, the rest as it is.
 *
 * Blue above 0, red below; the share of the largest is a variable, so that the style has the colours.
 */
export function coloured(text: string, words: readonly ReadWord[], weights: Weights): string {
  const most = Math.max(...weights.map((weight) => Math.abs(weight ?? 0)), 1e-9);
  let at = 0;
  const parts = words.map(({ start, end, isKnown }, k) => {
    const before = escaped(text.slice(at, start));
    at = end;
    const weight = weights[k] ?? 0;
    const share = (Math.abs(weight) / most).toFixed(2);
    const kinds = [isKnown ? "" : "unknown", weight < 0 ? "below" : ""].filter(Boolean).join(" ");
    return `${before}<span${kinds && ` class="${kinds}"`} style="--share:${share}">${escaped(text.slice(start, end))}</span>`;
  });
  const rest = text.slice(at);
  return `${parts.join("")}${rest && `<span class="unread">${escaped(rest)}</span>`}`;
}

/** The five words with the largest weights, in words: "“free” 0.12, “now” 0.08". */
export function largest(
  text: string,
  words: readonly ReadWord[],
  weights: Weights,
  digits: number,
): string {
  const order = weights.map((_, k) => k).filter((k) => weights[k] !== null);
  order.sort((a, b) => Math.abs(weights[b]!) - Math.abs(weights[a]!));
  const named = order.slice(0, 5).map((k) => {
    const { start, end } = words[k]!;
    return `“${text.slice(start, end)}” ${signed(weights[k]!, digits)}`;
  });
  return named.join(", ") || "there is no other word";
}

/** A number with so many decimals and a true minus; what rounds to zero has no sign. */
export function signed(x: number, digits: number): string {
  return (Number(x.toFixed(digits)) + 0).toFixed(digits).replace("-", "−");
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
