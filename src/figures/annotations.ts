/** @file Words on a figure: plotly's annotations without their arrows. */

import { lightTokens } from "./template.js";

/** Words about the figure, less dark than its numbers. */
export const grey: { readonly showarrow: false; readonly font: { readonly color: string } } = {
  showarrow: false,
  font: { color: lightTokens.ink3 },
};

/** Places as shares of the plot, from its left and its lower edge. */
export const onPlot: { readonly xref: "paper"; readonly yref: "paper" } = {
  xref: "paper",
  yref: "paper",
};

/** The letters of the name of a curve or a class. */
export function nameFont(colour: string): object {
  return { color: colour, weight: 600 };
}

/** A place counted in pixels from the top of the plot: right and up. */
export interface FromTop {
  /** a share of the plot's width, from which `xshift` counts */
  readonly x: number;
  readonly xshift: number;
  readonly yshift: number;
}

/** Words with their middle at that height; they begin there, or have their centre there. */
export function wordsFromTop(
  text: string,
  font: object,
  { x, xshift, yshift }: FromTop,
  xanchor: "left" | "center" = "left",
): object {
  const place = { x, xanchor, xshift, y: 1, yanchor: "middle", yshift };
  return { text, font, showarrow: false, ...onPlot, ...place };
}
