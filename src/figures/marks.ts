/** @file What the text points at in a chart: a point, a level, or words alone. */

import { onAxis, type Scale } from "./axes.js";
import { round5 } from "./numbers.js";
import { lightTokens, type SeriesStyle } from "./template.js";

/**
 * With `x` and `y` a ringed point, with `y` alone a level, with `x` alone an upright line; its
 * words stand beside it.
 */
export interface Mark {
  readonly text: string;
  readonly x?: number;
  readonly y?: number;
  /** The curve it belongs to, counted from 0, whose colour it takes; defaults to none, grey. */
  readonly series?: number;
  /** Draws the ring of a point; defaults to true, false leaves the words alone. */
  readonly ring?: boolean;
  /** Where the words stand; defaults to "above" for a point. */
  readonly side?: "above" | "below" | "left" | "right";
}

interface MarkContext {
  readonly scaleX: Scale;
  readonly scaleY: Scale;
  readonly styles: readonly SeriesStyle[];
}

const beside = {
  above: { xanchor: "center", yanchor: "bottom", xshift: 0, yshift: 7 },
  below: { xanchor: "center", yanchor: "top", xshift: 0, yshift: -7 },
  left: { xanchor: "right", yanchor: "middle", xshift: -10, yshift: 0 },
  right: { xanchor: "left", yanchor: "middle", xshift: 10, yshift: 0 },
} as const;

/** The traces, shapes and annotations that draw the marks. */
export function markParts(
  marks: readonly Mark[],
  context: MarkContext,
): { traces: object[]; shapes: object[]; annotations: object[] } {
  const points = marks.filter(
    ({ x, y, ring = true }) => x !== undefined && y !== undefined && ring,
  );
  return {
    traces: points.map((mark) => point(mark, context)),
    shapes: marks.flatMap((mark) => line(mark)),
    annotations: marks.map((mark) => words(mark, context)),
  };
}

function colourOf({ series }: Mark, { styles }: MarkContext): string {
  return series === undefined ? lightTokens.ink3 : (styles[series]?.colour ?? lightTokens.ink3);
}

function point(mark: Mark, context: MarkContext): object {
  return {
    type: "scatter",
    mode: "markers",
    x: [round5(mark.x!)],
    y: [round5(mark.y!)],
    marker: {
      symbol: "circle",
      size: 9,
      color: lightTokens.paper,
      line: { color: colourOf(mark, context), width: 2 },
      opacity: 1,
    },
    cliponaxis: false,
    hoverinfo: "skip",
  };
}

function line({ x, y }: Mark): object[] {
  if ((x === undefined) === (y === undefined)) return [];
  const style = {
    type: "line",
    line: { color: lightTokens.ink3, width: 1, dash: "1px,4px" },
    layer: "below",
  };
  return x === undefined
    ? [{ ...style, xref: "paper", x0: 0, x1: 1, yref: "y", y0: y, y1: y }]
    : [{ ...style, xref: "x", x0: x, x1: x, yref: "paper", y0: 0, y1: 1 }];
}

function words(mark: Mark, context: MarkContext): object {
  const { text, x, y, side = "above" } = mark;
  const base = { text, showarrow: false, font: { color: colourOf(mark, context) } };
  const { scaleX, scaleY } = context;
  if (x !== undefined && y !== undefined) {
    return { ...base, x: onAxis(scaleX, x), y: onAxis(scaleY, y), ...beside[side] };
  }
  if (y !== undefined) {
    const at = { xref: "paper", x: 1, xanchor: "right", xshift: -2 };
    return { ...base, ...at, y: onAxis(scaleY, y), yanchor: side === "below" ? "top" : "bottom" };
  }
  const onLeft = side === "left";
  const at = {
    yref: "paper",
    y: 1,
    yanchor: "top",
    xanchor: onLeft ? "right" : "left",
    xshift: onLeft ? -6 : 6,
  };
  return { ...base, ...at, x: onAxis(scaleX, x!) };
}
