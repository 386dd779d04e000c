/**
 * @file The parts of a model and what flows between them, in one column or in several, inputs at the foot.
 *
 * Told in `notebooks/en/13-transformer.ipynb`.
 */

import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { textWidth } from "./labels.js";
import { sheetLayout } from "./sheet.js";
import { lightTokens } from "./template.js";

/** One part of a model. */
export interface GraphPart {
  /** differs from that of every other part */
  readonly id: string;
  /** what stands in the figure; "+" for a sum */
  readonly text: string;
  /** a smaller word beside it, as the number of its parameters; defaults to none */
  readonly note?: string;
  /** the column it stands in, from 0 */
  readonly column: number;
  /** ids of the parts it reads, all listed before it; none for an input */
  readonly reads: readonly string[];
}

interface Placed extends GraphPart {
  /** rows below it in its column */
  readonly row: number;
}

const rowHeight = 44;
const headHeight = 28;

/**
 * Parts from the inputs upward. A straight line leads from a part to the next in its column, a line
 * round the side to one further on, a line through the gap to one in another column.
 *
 * @param columns - a name for each column
 * @throws RangeError if an id comes twice, a part reads one that is not listed before it, or its column
 * has no name.
 */
export function layerGraph(columns: readonly string[], parts: readonly GraphPart[]): Figure {
  const placed = place(columns, parts);
  const rows = placed.map(({ text, note = "", column, reads }) => [
    columns[column]!,
    text,
    note,
    reads.map((id) => placed.find((one) => one.id === id)!.text).join(", "),
  ]);
  const table = { columns: ["side", "part", "note", "reads"], rows };
  return forEachCanvas({ table }, (canvas) => lay(canvas, columns, placed));
}

function place(columns: readonly string[], parts: readonly GraphPart[]): Placed[] {
  const placed: Placed[] = [];
  for (const part of parts) {
    if (placed.some(({ id }) => id === part.id)) {
      throw new RangeError(`layerGraph: ids must differ, got "${part.id}" twice`);
    }
    const unknown = part.reads.find((id) => placed.every((one) => one.id !== id));
    if (unknown !== undefined) {
      const must = `part "${part.id}" must read parts that are listed before it`;
      throw new RangeError(`layerGraph: ${must}, got "${unknown}"`);
    }
    if (columns[part.column] === undefined) {
      const must = `column of part "${part.id}" must be one of ${columns.length}`;
      throw new RangeError(`layerGraph: ${must}, got ${part.column}`);
    }
    const row = placed.filter(({ column }) => column === part.column).length;
    placed.push({ ...part, row });
  }
  return placed;
}

function lay(canvas: Canvas, columns: readonly string[], placed: readonly Placed[]) {
  const most = Math.max(0, ...placed.map(({ row }) => row));
  const height = headHeight + (most + 1) * rowHeight;
  const share = canvas.width / columns.length;
  const middle = (column: number): number => (column + 0.5) * share;
  const at = ({ column, row }: Placed) => ({
    x: middle(column),
    y: height - (row + 0.5) * rowHeight,
  });
  const half = ({ text }: Placed): number => textWidth(text) / 2 + 6;
  const paths = placed.flatMap((part) =>
    part.reads.map((id) => {
      const from = placed.find((one) => one.id === id)!;
      const [a, b] = [at(from), at(part)];
      if (from.column !== part.column) {
        const side = Math.sign(part.column - from.column);
        const gap = (Math.max(from.column, part.column) / columns.length) * canvas.width;
        const [start, end] = [a.x + side * half(from), b.x - side * half(part)];
        return `M ${start} ${a.y} H ${gap} V ${b.y} H ${end}`;
      }
      if (part.row === from.row + 1) return `M ${a.x} ${a.y - 10} V ${b.y + (part.note ? 20 : 10)}`;
      // Round the outer side, away from the neighbour.
      const side = part.column === 0 ? -1 : 1;
      const out = a.x + side * (share / 2 - 12);
      const [leave, enter] = [a.y - rowHeight / 2, b.x + side * 10];
      return `M ${a.x} ${leave} H ${out} V ${b.y} H ${enter}`;
    }),
  );
  const words = (tone: string, size: number, list: readonly object[]) =>
    list.map((one) => ({ showarrow: false, font: { color: tone, size }, ...one }));
  return {
    data: [
      {
        type: "scatter",
        mode: "text",
        x: placed.map((part) => at(part).x),
        y: placed.map((part) => at(part).y),
        text: placed.map(({ text }) => text),
        textfont: { color: lightTokens.ink },
        hoverinfo: "skip",
      },
    ],
    layout: {
      ...sheetLayout(canvas, height),
      shapes: paths.map((path) => ({
        type: "path",
        layer: "below",
        path,
        line: { color: lightTokens.ink3, width: 1 },
      })),
      annotations: [
        ...words(
          lightTokens.ink3,
          14,
          columns.map((text, column) => ({ text, x: middle(column), y: 0, yanchor: "top" })),
        ),
        ...words(
          lightTokens.ink3,
          11,
          placed.flatMap((part) =>
            part.note
              ? [{ text: part.note, x: at(part).x, y: at(part).y + 13, yanchor: "middle" }]
              : [],
          ),
        ),
      ],
    },
  };
}
