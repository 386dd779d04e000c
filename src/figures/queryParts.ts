/** @file What a query among keys is drawn of: each state has the same traces in the same order. */

import type { Point } from "./halfPlane.js";
import { decimals, round5 } from "./numbers.js";
import { type PlaneView, planeAxes } from "./planeView.js";
import type { QueryAnswer, QueryPlane } from "./query.js";
import { queryWords, wholeDisc } from "./queryWords.js";
import { faded, lightTokens } from "./template.js";

const [keyColour, valueColour] = [lightTokens.series[0]!, lightTokens.series[1]!];

/** Axes, the ways to the values, discs, keys, values, output, the query, and the words on them. */
export function queryParts(
  plane: QueryPlane,
  answer: QueryAnswer,
  names: readonly string[],
  view: PlaneView,
): object[] {
  const { keys, values, query } = plane;
  const { weights, output } = answer;
  const named = queryWords(plane, answer, names, view);
  const others = [...values.map(() => valueColour), valueColour, lightTokens.ink];
  return [
    planeAxes(view),
    ways(values, output),
    points(keys, {
      size: weights.map((weight) => round5(wholeDisc * Math.sqrt(weight))),
      color: faded(keyColour, 0.24),
      opacity: 1,
      line: { width: 0 },
    }),
    points(keys, marker("circle", 7, keyColour, keyColour)),
    points(values, marker("square", 9, lightTokens.paper, valueColour)),
    points([output], marker("square", 11, valueColour, valueColour)),
    arrow(query),
    words(named.keys.at, named.keys.text, { textfont: { color: lightTokens.ink } }),
    words(named.others.at, named.others.text, { textfont: { color: others } }),
    sum(answer, view),
  ];
}

function points(at: readonly Point[], style: object): object {
  return {
    type: "scatter",
    mode: "markers",
    x: at.map(([x]) => round5(x)),
    y: at.map(([, y]) => round5(y)),
    marker: style,
    hoverinfo: "skip",
  };
}

function marker(symbol: string, size: number, color: string, edge: string): object {
  return { symbol, size, color, opacity: 1, line: { color: edge, width: 2 } };
}

// From each value to what is mixed of them.
function ways(values: readonly Point[], output: Point): object {
  return {
    type: "scatter",
    mode: "lines",
    x: values.flatMap(([x]) => [round5(x), round5(output[0]), null]),
    y: values.flatMap(([, y]) => [round5(y), round5(output[1]), null]),
    line: { color: lightTokens.ink3, width: 1, dash: "1.5px,3px" },
    hoverinfo: "skip",
  };
}

function arrow(query: Point): object {
  const ends: Point[] = Math.hypot(...query) > 0 ? [[0, 0], query] : [];
  return {
    type: "scatter",
    mode: "lines+markers",
    x: ends.map(([x]) => round5(x)),
    y: ends.map(([, y]) => round5(y)),
    line: { color: lightTokens.ink, width: 2 },
    marker: {
      symbol: "arrow",
      angleref: "previous",
      size: [0, 13],
      color: lightTokens.ink,
      opacity: 1,
    },
    hoverinfo: "skip",
  };
}

function words(at: readonly Point[], text: readonly string[], style: object): object {
  return {
    type: "scatter",
    mode: "text",
    x: at.map(([x]) => round5(x)),
    y: at.map(([, y]) => round5(y)),
    text,
    hoverinfo: "skip",
    ...style,
  };
}

// Above the plane; with many values their products would not fit.
function sum({ weights, output }: QueryAnswer, { box, head, unit }: PlaneView): object {
  const products = weights.map((w, i) => `${decimals(w)} <i>v</i><sub>${i + 1}</sub>`);
  const many = weights.length > 4;
  const result = `(${output.map(decimals).join(", ")})`;
  const text = many ? `output = ${result}` : `output = ${products.join(" + ")} = ${result}`;
  return words([[box.x[0] + 2 / unit, box.y[1] + (head - 10) / unit]], [text], {
    textposition: "middle right",
    textfont: { color: lightTokens.ink },
  });
}
