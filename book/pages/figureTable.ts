/**
 * @file The numbers of a figure as a table, for readers who would rather read them.
 *
 * The figure comes from an output, so nothing is believed of its shape.
 */

import { type PlotlyFigure, property } from "../site/client/figureModel.js";

export interface FigureTable {
  /** may hold plotly's markup, `<i>` and the like */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** rows of the figure, of which those above are some */
  readonly total: number;
}

const mostRows = 50;

/** At most 50 rows, evenly chosen; `null` for a figure whose numbers are no table. */
export function tableOf({ data, layout }: PlotlyFigure): FigureTable | null {
  const meta = property(layout, "meta");
  const given = property(meta, "table");
  if (given !== undefined) return thinned(textList(property(given, "columns")), rowsOf(given));
  const cells = data.filter((trace) => property(trace, "type") === "heatmap");
  if (cells.length > 0) return cellTable(cells, layout);
  const curves = data.map(curveOf).filter((curve) => curve !== null);
  const title = (axis: string): string => String(property(meta, axis) || axis);
  if (curves.length === 0) return null;
  return haveSamePlaces(curves)
    ? sideBySide(curves, title("x"))
    : oneBelowTheOther(curves, title("x"), title("y"));
}

interface Curve {
  readonly name: string;
  readonly x: readonly Entry[];
  readonly y: readonly Entry[];
  /** ends of an interval at each point */
  readonly ends: readonly unknown[];
}

type Entry = string | number;

// A trace that says nothing to a pointer is an ornament.
function curveOf(trace: unknown): Curve | null {
  const isScatter = /^(scatter|bar|scatter3d)$/.test(String(property(trace, "type") ?? "scatter"));
  if (!isScatter || property(trace, "hoverinfo") === "skip") return null;
  const x = entries(property(trace, "x"));
  const y = entries(property(trace, "y"));
  if (x.length === 0 || x.length !== y.length) return null;
  const ends = property(trace, "customdata");
  return {
    name: String(property(trace, "name") ?? ""),
    x,
    y,
    ends: Array.isArray(ends) ? ends : [],
  };
}

function haveSamePlaces(curves: readonly Curve[]): boolean {
  const [first] = curves.map(({ x }) => JSON.stringify(x));
  return curves.every(({ x }) => JSON.stringify(x) === first);
}

function sideBySide(curves: readonly Curve[], x: string): FigureTable | null {
  const hasEnds = (curve: Curve): boolean => curve.ends.length === curve.y.length;
  const columns = curves.flatMap((curve) =>
    hasEnds(curve) ? [curve.name, "lowest", "highest"] : [curve.name],
  );
  const rows = curves[0]!.x.map((place, i) => [
    place,
    ...curves.flatMap((curve) => {
      const ends = hasEnds(curve) ? [0, 1].map((k) => entry(property(curve.ends[i], k))) : [];
      return [curve.y[i]!, ...ends];
    }),
  ]);
  return thinned([x, ...columns], rows);
}

function oneBelowTheOther(curves: readonly Curve[], x: string, y: string): FigureTable | null {
  const rows = curves.flatMap((curve) =>
    curve.x.map((place, i) => [curve.name, place, curve.y[i]!]),
  );
  return thinned(["", x, y], rows);
}

// Cells that several maps share out among them, as right and wrong of a confusion matrix.
function cellTable(maps: readonly unknown[], layout: object): FigureTable | null {
  const grids = maps.map((map) => property(map, "z"));
  if (!grids.every(Array.isArray)) return null;
  const height = Math.max(...grids.map((grid) => grid.length));
  const width = Math.max(
    ...grids.flatMap((grid) => grid.map((row: unknown) => entries(row).length)),
  );
  const words = (axis: string, count: number): string[] => {
    const own = textList(property(property(layout, axis), "ticktext"));
    return own.length === count ? own : Array.from({ length: count }, (_, i) => String(i));
  };
  const value = (i: number, j: number): Entry => {
    const map = maps.findIndex((_, k) => property(property(grids[k], i), j) !== null);
    const text = property(property(property(maps[map], "text"), i), j);
    return typeof text === "string" ? text : entry(property(property(grids[map], i), j));
  };
  const meta = property(layout, "meta");
  const corner = [property(meta, "y"), property(meta, "x")].filter(Boolean).join(" \\ ");
  const rows = words("yaxis", height).map((word, i) => [
    word,
    ...Array.from({ length: width }, (_, j) => value(i, j)),
  ]);
  return thinned([corner, ...words("xaxis", width)], rows);
}

function thinned(
  columns: readonly string[],
  rows: readonly (readonly Entry[])[],
): FigureTable | null {
  if (rows.length === 0 || columns.length > 16) return null;
  if (rows.length <= mostRows) return { columns, rows, total: rows.length };
  const step = (rows.length - 1) / (mostRows - 1);
  const chosen = Array.from({ length: mostRows }, (_, k) => rows[Math.round(k * step)]!);
  return { columns, rows: chosen, total: rows.length };
}

function rowsOf(table: unknown): Entry[][] {
  const rows = property(table, "rows");
  return Array.isArray(rows) ? rows.map(entries) : [];
}

function entries(list: unknown): Entry[] {
  return Array.isArray(list) ? list.map(entry) : [];
}

function textList(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

function entry(value: unknown): Entry {
  return typeof value === "number" || typeof value === "string" ? value : "";
}
