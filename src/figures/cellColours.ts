/** @file The colours of cells, and the strip that explains them. */

import { readable } from "./numbers.js";
import { lightTokens, tint } from "./template.js";

/** With numbers in the cells the fullest colour is this pale, so that they stay legible. */
export const paleShare = 0.42;

/** From the palest to the fullest: blue above 0, red below; `fullest` is the share of the colour. */
export function colourScale(
  [low, high]: readonly [number, number],
  fullest: number,
): [number, string][] {
  const blue = tint(lightTokens.series[0]!, fullest);
  const red = tint(lightTokens.series[1]!, fullest);
  if (low >= 0)
    return [
      [0, lightTokens.paper],
      [1, blue],
    ];
  if (high <= 0)
    return [
      [0, red],
      [1, lightTokens.paper],
    ];
  return [
    [0, red],
    [-low / (high - low), lightTokens.paper],
    [1, blue],
  ];
}

/** A strip under the cells with the numbers of its ends. */
export function colourKey([low, high]: readonly [number, number]): object {
  const ticks = low < 0 && high > 0 ? [low, 0, high] : [low, high];
  return {
    orientation: "h",
    thickness: 8,
    lenmode: "pixels",
    len: 200,
    x: 0,
    xanchor: "left",
    xpad: 0,
    y: 0,
    yanchor: "top",
    ypad: 12,
    outlinewidth: 0,
    ticks: "",
    tickvals: ticks,
    ticktext: ticks.map((tick) => readable(tick)),
    tickfont: { color: lightTokens.ink3 },
  };
}
