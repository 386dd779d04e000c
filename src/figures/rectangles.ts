/** @file Rectangles drawn to one scale, whose areas can be compared. */

import { grey, nameFont } from "./annotations.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { textWidth } from "./labels.js";
import { readable, round5 } from "./numbers.js";
import { sheetLayout } from "./sheet.js";
import { withTable } from "./table.js";
import { faded, seriesStyles } from "./template.js";

/** An area with its name. */
export interface Rectangle {
  readonly name: string;
  /** words under the name: what the area is; defaults to `width · height` */
  readonly note?: string;
  /** whose colour it has, counted from 0; defaults to the place of its row */
  readonly series?: number;
  /** in one unit for all */
  readonly width: number;
  /** in one unit for all, not always that of the width */
  readonly height: number;
}

export interface RectanglesOptions {
  /** What an area counts, for the folded table: "parameters". */
  readonly unit: string;
  /** The place kept for each rectangle; give it where a slider changes them; defaults to their sizes. */
  readonly largest?: readonly [width: number, height: number];
  /** True if width and height have one unit, so that a square is drawn as one; defaults to true. */
  readonly square?: boolean;
}

/** Pixels between two rectangles, of the two lines of words under each, and before the next row. */
const gap = 20;
const words = 44;
const betweenRows = 16;
/** Half of an outline would else be cut off. */
const edge = 1;

/**
 * One row under the other; a row has the colour of its place, unless a rectangle says otherwise.
 *
 * @throws RangeError unless there are one to six series, no row is empty, and all sizes are finite
 * and above 0.
 */
export function rectangles(
  rows: readonly (readonly Rectangle[])[],
  options: RectanglesOptions,
): Figure {
  const where = "rectangles";
  const all = rows.flat();
  if (all.length === 0 || rows.some((row) => row.length === 0)) {
    throw new RangeError(`${where}: every row needs a rectangle, got an empty one`);
  }
  for (const { name, width, height } of all) {
    if (!(width > 0 && height > 0 && Number.isFinite(width * height))) {
      const must = `sizes of ${name} must be finite and above 0`;
      throw new RangeError(`${where}: ${must}, got ${width} and ${height}`);
    }
  }
  const series = rows.flatMap((row, r) => row.map((one) => one.series ?? r));
  const colours = seriesStyles(where, Math.max(...series) + 1).map(({ colour }) => colour);
  const figure = forEachCanvas({}, (canvas) => {
    const { placed, foot } = place(canvas, rows, options);
    const data = placed.map((one, n) => outline(one, colours[series[n]!]!));
    const annotations = placed.flatMap((one, n) => wordsOf(one, colours[series[n]!]!));
    return { data, layout: { ...sheetLayout(canvas, foot), annotations } };
  });
  const cells = all.map(({ name, width, height }) => [
    name.replace(/<[^>]*>/g, ""),
    width * height,
  ]);
  return withTable(figure, { columns: ["rectangle", options.unit], rows: cells });
}

/** A rectangle and where it stands, in pixels from the left and from the top. */
interface Placed {
  readonly name: string;
  readonly note: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
}

function place(
  canvas: Canvas,
  rows: readonly (readonly Rectangle[])[],
  { largest, square = true }: RectanglesOptions,
): { placed: Placed[]; foot: number } {
  const sizeOf = ({ width, height }: Rectangle) => largest ?? ([width, height] as const);
  const widths = rows.map((row) => row.reduce((sum, one) => sum + sizeOf(one)[0], 0));
  const heights = rows.map((row) => Math.max(...row.map((one) => sizeOf(one)[1])));
  const fitX = Math.min(
    ...rows.map((row, r) => (canvas.width - 2 * edge - gap * (row.length - 1)) / widths[r]!),
  );
  const fitY =
    (canvas.height - (words + betweenRows) * rows.length) / heights.reduce((a, b) => a + b);
  const [scaleX, scaleY] = square ? [Math.min(fitX, fitY), Math.min(fitX, fitY)] : [fitX, fitY];
  const placed: Placed[] = [];
  let foot = edge;
  for (const [r, row] of rows.entries()) {
    foot += heights[r]! * scaleY + (r > 0 ? betweenRows : 0);
    let left = edge;
    for (const one of row) {
      const { name, width, height, note = readable(width * height) } = one;
      const sides = { left, right: left + width * scaleX, top: foot - height * scaleY, foot };
      placed.push({ name, note, ...sides });
      const widest = Math.max(textWidth(name), textWidth(note));
      left += Math.max(sizeOf(one)[0] * scaleX, widest) + gap;
    }
    foot += words;
  }
  return { placed, foot: Math.ceil(foot) };
}

function wordsOf({ name, note, left, foot }: Placed, colour: string): object[] {
  const place = { x: round5(left), y: round5(foot), xanchor: "left", yanchor: "top" };
  return [
    { ...grey, ...place, yshift: -3, text: name, font: nameFont(colour) },
    { ...grey, ...place, yshift: -21, text: note },
  ];
}

function outline({ name, note, left, right, top, foot }: Placed, colour: string): object {
  return {
    type: "scatter",
    mode: "lines",
    x: [left, right, right, left, left].map(round5),
    y: [top, top, foot, foot, top].map(round5),
    fill: "toself",
    fillcolor: faded(colour, 0.16),
    line: { color: colour, width: 1 },
    hoveron: "fills",
    hoverinfo: "text",
    text: `${name}: ${note}`,
    cliponaxis: false,
  };
}
