/** @file What the text points at in a chart: a point, a level, or words alone. */

import { grey } from "./annotations.js";
import { onAxis } from "./axes.js";
import { type Box, boxOf, trouble } from "./labels.js";
import { round5 } from "./numbers.js";
import { type Pixel, type Plot, pixelOf } from "./plot.js";
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
  /** Where the words of a point stand; defaults to the side that covers no curve. */
  readonly side?: "above" | "below" | "left" | "right";
}

/** What the marks are drawn into. */
export interface MarkContext {
  readonly plot: Plot;
  readonly curves: readonly (readonly Pixel[])[];
  readonly styles: readonly SeriesStyle[];
}

interface PointMark extends Mark {
  readonly x: number;
  readonly y: number;
}

/** The marks that are levels, whose words stand with the names of the curves. */
export function levelsOf(marks: readonly Mark[]): { text: string; y: number }[] {
  return marks.flatMap(({ text, x, y }) =>
    x === undefined && y !== undefined ? [{ text, y }] : [],
  );
}

/** Where the marks that are upright lines stand. */
export function uprightsOf(marks: readonly Mark[]): number[] {
  return marks.flatMap(({ x, y }) => (x !== undefined && y === undefined ? [x] : []));
}

/** Rings, lines and words of the marks, and where the words stand. */
export function markParts(
  marks: readonly Mark[],
  context: MarkContext,
): { traces: object[]; shapes: object[]; annotations: object[]; boxes: Box[] } {
  const points = marks.filter(
    (mark): mark is PointMark => mark.x !== undefined && mark.y !== undefined,
  );
  const uprights = uprightWords(marks, context);
  const taken = uprights.map(({ box }) => box);
  const ringed = points.filter(({ ring = true }) => ring);
  const places = new Map<PointMark, Box>();
  // First the words whose side is given: the others make way for them, and for every other ring.
  for (const mark of [...points].sort((a, b) => Number(!a.side) - Number(!b.side))) {
    const others = ringed.filter((other) => other !== mark);
    const rings = others.map((other) => ringBox(other, context));
    places.set(mark, wordsOf(mark, [...taken, ...rings, ...places.values()], context));
  }
  return {
    traces: ringed.map((mark) => ringOf(mark, context)),
    shapes: marks.flatMap((mark) => lineOf(mark, context)),
    annotations: [
      ...points.map((mark) => annotation(mark, places.get(mark)!, context)),
      ...uprights.map(({ words }) => words),
    ],
    boxes: [...taken, ...places.values()],
  };
}

function colourOf({ series }: Mark, { styles }: MarkContext): string {
  return series === undefined ? lightTokens.ink3 : (styles[series]?.colour ?? lightTokens.ink3);
}

function ringBox(mark: PointMark, { plot }: MarkContext): Box {
  const [x, y] = pixelOf(plot, mark.x, mark.y);
  return { x, y, halfWidth: 6, halfHeight: 6 };
}

function wordsOf(mark: PointMark, taken: readonly Box[], { plot, curves }: MarkContext): Box {
  const [x, y] = pixelOf(plot, mark.x, mark.y);
  const { halfWidth } = boxOf(mark.text, [0, 0]);
  // Words alone stand on their point, or next to it where they would cover something.
  const alone = mark.ring === false ? [boxOf(mark.text, [x, y])] : [];
  const aside = halfWidth + 8;
  const sides = {
    above: boxOf(mark.text, [x, y - 17]),
    below: boxOf(mark.text, [x, y + 17]),
    right: boxOf(mark.text, [x + aside, y]),
    left: boxOf(mark.text, [x - aside, y]),
  };
  if (mark.side) return sides[mark.side];
  const corners = [-1, 1].flatMap((down) =>
    [1, -1].map((right) => boxOf(mark.text, [x + right * (halfWidth + 3), y + down * 14])),
  );
  const { width, height, pad: left } = plot;
  const around = { left, width, height, curves, taken, halo: 0 };
  return [...alone, ...Object.values(sides), ...corners].reduce((best, box) =>
    trouble(box, around) < trouble(best, around) ? box : best,
  );
}

function annotation(mark: PointMark, { x, y }: Box, context: MarkContext): object {
  const { plot } = context;
  const [px, py] = pixelOf(plot, mark.x, mark.y);
  return {
    text: mark.text,
    showarrow: false,
    font: { color: colourOf(mark, context) },
    x: round5(onAxis(plot.scaleX, mark.x)),
    y: round5(onAxis(plot.scaleY, mark.y)),
    xanchor: "center",
    yanchor: "middle",
    xshift: Math.round(x - px),
    yshift: Math.round(py - y),
  };
}

function ringOf(mark: PointMark, context: MarkContext): object {
  return {
    type: "scatter",
    mode: "markers",
    x: [round5(mark.x)],
    y: [round5(mark.y)],
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

// A level begins right of the words on the grid lines, which it would cross out.
function lineOf({ x, y }: Mark, { plot }: MarkContext): object[] {
  if ((x === undefined) === (y === undefined)) return [];
  const line = { color: lightTokens.ink3, width: 1, dash: "1px,4px" };
  const style = { type: "line", line, layer: "below" };
  const left = round5(plot.pad / plot.width);
  return x === undefined
    ? [{ ...style, xref: "paper", x0: left, x1: 1, yref: "y", y0: y, y1: y }]
    : [{ ...style, xref: "x", x0: x, x1: x, yref: "paper", y0: 0, y1: 1 }];
}

// The words of upright lines stand at their tops, one below the other where they would meet.
function uprightWords(
  marks: readonly Mark[],
  { plot }: MarkContext,
): { words: object; box: Box }[] {
  const placed: { words: object; box: Box }[] = [];
  for (const { text, x, y, side = "right" } of marks) {
    if (x === undefined || y !== undefined) continue;
    const [px] = pixelOf(plot, x, plot.scaleY.high);
    const direction = side === "left" ? -1 : 1;
    const { halfWidth } = boxOf(text, [0, 0]);
    let box = boxOf(text, [px + direction * (halfWidth + 4), 9]);
    const meets = (other: { box: Box }): boolean =>
      Math.abs(other.box.x - box.x) < other.box.halfWidth + box.halfWidth &&
      Math.abs(other.box.y - box.y) < 18;
    while (placed.some(meets)) box = { ...box, y: box.y + 18 };
    const words = {
      ...grey,
      text,
      x: round5(onAxis(plot.scaleX, x)),
      xanchor: direction < 0 ? "right" : "left",
      xshift: 6 * direction,
      yref: "paper",
      y: 1,
      yanchor: "middle",
      yshift: 0 - box.y,
    };
    placed.push({ words, box });
  }
  return placed;
}
