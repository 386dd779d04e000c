/** @file Tokens as running text, on grounds as full as their weights. */

import { paleShare } from "./cellColours.js";
import { textWidth } from "./labels.js";
import { round5 } from "./numbers.js";
import { lightTokens, tint } from "./template.js";

/** Pixels from one line of tokens to the next: letters, ground, and a number under them. */
export const lineHeight = 46;

/** Where a token stands: in which line, from which pixel on. */
export interface Place {
  readonly line: number;
  readonly x: number;
  readonly width: number;
}

/** One token after the other, as many as a line holds. */
export function flow(tokens: readonly string[], room: number): Place[] {
  let [line, x] = [0, 0];
  return tokens.map((token) => {
    const width = Math.min(room, Math.ceil(textWidth(token)) + 8);
    if (x > 0 && x + width > room) [line, x] = [line + 1, 0];
    const place = { line, x, width };
    x += width + 2;
    return place;
  });
}

/**
 * The ground of a token and the line under it; a share below 0.03 leaves the paper as it is.
 *
 * @param y - the middle of its letters
 * @param share - of the fullest ground, blue above 0, red below
 */
export function ground({ x, width }: Place, y: number, share: number): object[] {
  const size = Math.min(1, Math.abs(share));
  if (size < 0.03) return [];
  const colour = lightTokens.series[share > 0 ? 0 : 1]!;
  const style = { type: "rect", layer: "below", line: { width: 0 } };
  return [
    {
      ...style,
      x0: x,
      x1: x + width,
      y0: y - 12,
      y1: y + 11,
      fillcolor: tint(colour, paleShare * size),
    },
    { ...style, x0: x, x1: round5(x + width * size), y0: y + 11, y1: y + 13, fillcolor: colour },
  ];
}
