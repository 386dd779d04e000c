/** @file Rectangles drawn to one scale, whose areas can be compared. */

import { grey } from "./annotations.js";
import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { textWidth } from "./labels.js";
import { readable, round5 } from "./numbers.js";
import { withTable } from "./table.js";
import { faded, seriesStyles, template } from "./template.js";

/** An area with its name. */
export interface Rectangle {
  readonly name: string;
  /** words under the name: what the area is; defaults to `width · height` */
  readonly note?: string;
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

/** Pixels between two rectangles, and of the two lines of words under each. */
const gap = 20;
const words = 44;

/**
 * One row under the other; every row has the colour of its place.
 *
 * @throws RangeError unless there are one to six rows, none is empty, and all sizes are finite and
 * above 0.
 */
export function rectangles(
  rows: readonly (readonly Rectangle[])[],
  options: RectanglesOptions,
): Figure {
  const where = "rectangles";
  const styles = seriesStyles(where, rows.length);
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
  const colours = styles.map(({ colour }) => colour);
  const figure = forEachCanvas({}, (canvas) => lay(canvas, { rows, options, colours }));
  const cells = all.map(({ name, width, height }) => [
    name.replace(/<[^>]*>/g, ""),
    width * height,
  ]);
  return withTable(figure, { columns: ["rectangle", options.unit], rows: cells });
}

interface Parts {
  readonly rows: readonly (readonly Rectangle[])[];
  readonly options: RectanglesOptions;
  readonly colours: readonly string[];
}

const noteOf = ({ note, width, height }: Rectangle): string => note ?? readable(width * height);

function lay(
  canvas: Canvas,
  { rows, options, colours }: Parts,
): { data: object[]; layout: object } {
  const { largest, square = true } = options;
  const sizeOf = ({ width, height }: Rectangle): readonly [number, number] =>
    largest ?? [width, height];
  const total = (row: readonly Rectangle[]): number =>
    row.reduce((sum, one) => sum + sizeOf(one)[0], 0);
  const tallest = (row: readonly Rectangle[]): number =>
    Math.max(...row.map((one) => sizeOf(one)[1]));
  const room = (row: readonly Rectangle[]): number => canvas.width - gap * (row.length - 1);
  const fitX = Math.min(...rows.map((row) => room(row) / total(row)));
  const heights = rows.reduce((sum, row) => sum + tallest(row), 0);
  const fitY = (canvas.height - words * rows.length) / heights;
  const [scaleX, scaleY] = square ? [Math.min(fitX, fitY), Math.min(fitX, fitY)] : [fitX, fitY];
  const data: object[] = [];
  const annotations: object[] = [];
  let foot = 0;
  rows.forEach((row, r) => {
    foot += tallest(row) * scaleY;
    let left = 0;
    for (const one of row) {
      const [width, height] = [one.width * scaleX, one.height * scaleY];
      data.push(shape([left, foot - height, left + width, foot], one, colours[r]!));
      const style = { ...grey, x: round5(left), xanchor: "left", yanchor: "top", align: "left" };
      annotations.push(
        {
          ...style,
          y: round5(foot),
          yshift: -3,
          text: one.name,
          font: { color: colours[r]!, weight: 600 },
        },
        { ...style, y: round5(foot), yshift: -21, text: noteOf(one) },
      );
      const widest = Math.max(textWidth(one.name), textWidth(noteOf(one)));
      left += Math.max(sizeOf(one)[0] * scaleX, widest) + gap;
    }
    foot += words;
  });
  const axis = { visible: false, fixedrange: true };
  return {
    data,
    layout: {
      template,
      width: canvas.width,
      height: Math.ceil(foot),
      margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
      xaxis: { ...axis, range: [0, canvas.width] },
      yaxis: { ...axis, range: [Math.ceil(foot), 0] },
      annotations,
    },
  };
}

function shape([left, top, right, bottom]: number[], one: Rectangle, colour: string): object {
  return {
    type: "scatter",
    mode: "lines",
    x: [left, right, right, left, left].map((x) => round5(x!)),
    y: [top, top, bottom, bottom, top].map((y) => round5(y!)),
    fill: "toself",
    fillcolor: faded(colour, 0.16),
    line: { color: colour, width: 1 },
    hoveron: "fills",
    hoverinfo: "text",
    text: `${one.name}: ${noteOf(one)}`,
    cliponaxis: false,
  };
}
