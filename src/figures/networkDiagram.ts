/** @file Units in layers, the weights between them, and the numbers that stand there. */

import { grey } from "./annotations.js";
import { type Canvas, type Figure, type FigureWords, forEachCanvas } from "./figure.js";
import { type Grid, rowsOf } from "./grid.js";
import { type Edge, edgeNumbers, short } from "./networkNumbers.js";
import { checkEqual, checkNumbers, round5 } from "./numbers.js";
import { lightTokens, template } from "./template.js";
import { layerPlaces, type Unit } from "./unitPlaces.js";

/** What a network diagram shows; only `sizes` is needed. */
export interface NetworkDiagram {
  /** units of each layer, inputs first: `[2, 3, 1]` */
  readonly sizes: readonly number[];
  /** Weight `[sizes[l], sizes[l + 1]]` between layers `l` and `l + 1`; defaults to plain edges. */
  readonly weights?: readonly Grid[];
  /** What stands in each unit, layer by layer: a number or a name; defaults to nothing. */
  readonly units?: readonly ArrayLike<number | string>[];
  /** Words under each layer; defaults to the number of its units. */
  readonly layers?: readonly string[];
  /** Edges `[layer, from, to]` that are drawn strong, the others faint; defaults to all alike. */
  readonly path?: readonly (readonly [layer: number, from: number, to: number])[];
  /** Prints the weights on the edges; defaults to true where there are at most 24. */
  readonly numbers?: boolean;
}

/**
 * A multilayer perceptron: blue edges have positive weights, red broken ones negative; the width is
 * the weight's size. Layers above eight units are shown by their first and last ones.
 *
 * @throws RangeError unless sizes are whole numbers above 0 and weights and units fit them.
 */
export function networkDiagram(diagram: NetworkDiagram): Figure {
  const where = "networkDiagram";
  const { sizes, units = [], layers = sizes.map(String) } = diagram;
  checkSizes(where, sizes);
  if (units.length > 0) {
    checkEqual(where, "layers and lists of units", sizes.length, units.length);
    units.forEach((list, l) => {
      checkEqual(where, `units of layer ${l} and what stands in them`, sizes[l]!, list.length);
    });
  }
  checkEqual(where, "layers and their words", sizes.length, layers.length);
  const weights = (diagram.weights ?? []).map((grid, l) => rowsOf(where, `weight ${l}`, grid));
  if (weights.length > 0) {
    checkEqual(where, "weights and gaps between layers", weights.length, sizes.length - 1);
    weights.forEach((rows, l) => {
      checkEqual(where, `rows of weight ${l} and units of layer ${l}`, rows.length, sizes[l]!);
      checkEqual(
        where,
        `columns of weight ${l} and units of layer ${l + 1}`,
        rows[0]!.length,
        sizes[l + 1]!,
      );
    });
  }
  const count = weights.flat(2).length;
  const numbers = diagram.numbers ?? count <= 24;
  return forEachCanvas(tableOf(weights, layers), (canvas) =>
    lay(canvas, { sizes, units, layers, weights, path: diagram.path, numbers }),
  );
}

// One row for each weight, units counted from 1.
function tableOf(weights: readonly number[][][], layers: readonly string[]): FigureWords {
  const rows = weights.flatMap((rows, l) =>
    rows.flatMap((row, i) =>
      row.map((weight, j) => [
        `${layers[l]!}, ${i + 1}`,
        `${layers[l + 1]!}, ${j + 1}`,
        round5(weight),
      ]),
    ),
  );
  return rows.length > 0 ? { table: { columns: ["from", "to", "weight"], rows } } : {};
}

interface Parts {
  readonly sizes: readonly number[];
  readonly units: readonly ArrayLike<number | string>[];
  readonly layers: readonly string[];
  readonly weights: readonly number[][][];
  readonly path: NetworkDiagram["path"];
  readonly numbers: boolean;
}

function lay(canvas: Canvas, parts: Parts): { data: object[]; layout: object } {
  const { sizes, weights, layers } = parts;
  const hasWords = parts.units.length > 0;
  const radius = hasWords ? (canvas.name === "phone" ? 19 : 23) : 11;
  const size = { width: canvas.width, radius, pitch: radius * (hasWords ? 3 : 2.9) };
  const { columns, height } = layerPlaces(sizes, size);
  const edges = columns.slice(1).flatMap((to, l) => edgesBetween(l, columns[l]!, to, parts));
  return {
    data: [
      ...edgeTraces(edges),
      unitTrace(columns.flat(), parts, radius),
      ...dotsTrace(columns, sizes),
    ],
    layout: {
      template,
      width: canvas.width,
      height: height + 34,
      margin: { l: 0, r: 0, t: 0, b: 34, pad: 0 },
      xaxis: { visible: false, range: [0, canvas.width], fixedrange: true },
      yaxis: { visible: false, range: [height, 0], fixedrange: true },
      annotations: [
        ...(parts.numbers && weights.length > 0 ? edgeNumbers(edges, radius) : []),
        ...columns.map((column, l) => ({
          ...grey,
          text: layers[l]!,
          x: column[0]!.x,
          yref: "paper",
          y: 0,
          yanchor: "top",
          yshift: -8,
        })),
      ],
    },
  };
}

function edgesBetween(l: number, from: Unit[], to: Unit[], { weights, path }: Parts): Edge[] {
  const onPath = (a: Unit, b: Unit): boolean =>
    path?.some(([layer, i, j]) => layer === l && i === a.index && j === b.index) ?? false;
  return from.flatMap((a) =>
    to.map((b): Edge => {
      const strength = path === undefined ? "plain" : onPath(a, b) ? "strong" : "faint";
      return { from: a, to: b, weight: weights[l]?.[a.index]?.[b.index] ?? 0, strength };
    }),
  );
}

// Edges that look alike are one trace, with a gap after each.
function edgeTraces(edges: readonly Edge[]): object[] {
  const largest = Math.max(...edges.map(({ weight }) => Math.abs(weight))) || 1;
  const alike = new Map<string, { line: object; edges: Edge[] }>();
  for (const edge of edges) {
    const line = lineOf(edge, largest);
    const key = JSON.stringify(line);
    if (!alike.has(key)) alike.set(key, { line, edges: [] });
    alike.get(key)!.edges.push(edge);
  }
  return [...alike.values()].map(({ line, edges }) => ({
    type: "scatter",
    mode: "lines",
    x: edges.flatMap(({ from, to }) => [from.x, to.x, null]),
    y: edges.flatMap(({ from, to }) => [from.y, to.y, null]),
    line,
    hoverinfo: "skip",
  }));
}

function lineOf({ weight, strength }: Edge, largest: number): object {
  const share = Math.abs(weight) / largest;
  const isFaint = strength === "faint";
  const colour = weight === 0 ? lightTokens.ink2 : lightTokens.series[weight > 0 ? 0 : 1]!;
  return {
    color: isFaint || (weight === 0 && strength === "plain") ? lightTokens.rule : colour,
    width: weight === 0 ? (strength === "strong" ? 2 : 1) : round5(0.75 + 2.25 * share),
    dash: weight < 0 ? "7px,4px" : "solid",
  };
}

function unitTrace(units: readonly Unit[], { units: words }: Parts, radius: number): object {
  const text = units.map(({ layer, index }) => words[layer]?.[index] ?? "");
  return {
    type: "scatter",
    mode: "markers+text",
    name: "units",
    x: units.map(({ x }) => x),
    y: units.map(({ y }) => y),
    text: text.map(unitWord),
    textfont: { color: lightTokens.ink, size: radius > 20 ? 14 : 13 },
    marker: {
      size: 2 * radius,
      color: lightTokens.paper,
      line: { color: lightTokens.ink2, width: 1.5 },
      opacity: 1,
    },
    hoverinfo: "skip",
  };
}

// Three dots where units are left out.
function dotsTrace(columns: readonly Unit[][], sizes: readonly number[]): object[] {
  const gaps = columns.flatMap((column, l) => {
    if (column.length === sizes[l]) return [];
    const [above, below] = [column[column.length / 2 - 1]!, column[column.length / 2]!];
    return [-6, 0, 6].map((dy) => ({ x: above.x, y: (above.y + below.y) / 2 + dy }));
  });
  if (gaps.length === 0) return [];
  const [x, y] = [gaps.map((gap) => gap.x), gaps.map((gap) => gap.y)];
  const marker = { size: 3, color: lightTokens.ink2 };
  return [{ type: "scatter", mode: "markers", x, y, marker, hoverinfo: "skip" }];
}

// A number that came as text with all its digits is still a number.
function unitWord(word: number | string): string {
  if (typeof word === "number") return short(word);
  const isLong = word.length > 7 && Number.isFinite(Number(word));
  return isLong ? short(Number(word)) : word;
}

function checkSizes(where: string, sizes: readonly number[]): void {
  if (sizes.length < 2)
    throw new RangeError(`${where}: needs at least two layers, got ${sizes.length}`);
  checkNumbers(where, "sizes", sizes);
  const wrong = sizes.find((size) => !Number.isInteger(size) || size < 1);
  if (wrong !== undefined) {
    throw new RangeError(`${where}: sizes must be whole numbers above 0, got ${wrong}`);
  }
}
