/** @file Units in layers, the weights between them, and the numbers that stand there. */

import { type Canvas, type Figure, forEachCanvas } from "./figure.js";
import { type Grid, rowsOf } from "./grid.js";
import { edgeNumbers } from "./networkNumbers.js";
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
  return forEachCanvas({}, (canvas) =>
    lay(canvas, { sizes, units, layers, weights, path: diagram.path, numbers }),
  );
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
    data: [...edgeTraces(edges), unitTrace(columns.flat(), parts, radius)],
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
          text: layers[l]!,
          showarrow: false,
          font: { color: lightTokens.ink3 },
          x: column[0]!.x,
          yref: "paper",
          y: 0,
          yanchor: "top",
          yshift: -8,
        })),
        ...columns.flatMap((column, l) => (column.length === sizes[l] ? [] : [ellipsis(column)])),
      ],
    },
  };
}

/** An edge between two drawn units. */
export interface Edge {
  readonly from: Unit;
  readonly to: Unit;
  /** 0 where there are no weights */
  readonly weight: number;
  readonly strength: "plain" | "strong" | "faint";
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

function edgeTraces(edges: readonly Edge[]): object[] {
  const largest = Math.max(...edges.map(({ weight }) => Math.abs(weight))) || 1;
  return edges.map(({ from, to, weight, strength }) => {
    const colour =
      weight === 0 || strength === "faint"
        ? lightTokens.rule
        : lightTokens.series[weight > 0 ? 0 : 1]!;
    return {
      type: "scatter",
      mode: "lines",
      x: [from.x, to.x],
      y: [from.y, to.y],
      line: {
        color: weight === 0 && strength === "strong" ? lightTokens.ink2 : colour,
        width: weight === 0 ? 1 : round5(0.75 + (2.25 * Math.abs(weight)) / largest),
        dash: weight < 0 ? "7px,4px" : "solid",
      },
      hoverinfo: "skip",
    };
  });
}

function unitTrace(units: readonly Unit[], { units: words }: Parts, radius: number): object {
  const text = units.map(({ layer, index }) => words[layer]?.[index] ?? "");
  return {
    type: "scatter",
    mode: "markers+text",
    name: "units",
    x: units.map(({ x }) => x),
    y: units.map(({ y }) => y),
    text: text.map((word) => (typeof word === "number" ? short(word) : word)),
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

function ellipsis(column: readonly Unit[]): object {
  const half = column.length / 2;
  const y = (column[half - 1]!.y + column[half]!.y) / 2;
  return {
    text: "⋮",
    showarrow: false,
    font: { color: lightTokens.ink3, size: 18 },
    x: column[0]!.x,
    y,
  };
}

/** A number short enough for a unit: two decimals, a true minus. */
export function short(value: number): string {
  const size = Math.abs(value);
  const word =
    size !== 0 && (size < 0.005 || size >= 1000) ? value.toPrecision(2) : value.toFixed(2);
  return String(Number(word)).replace("-", "\u2212");
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
