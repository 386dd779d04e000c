/** @file What the neuron from above is drawn of: each state has the same traces in the same order. */

import { borderOf, liveCorners, type Point } from "./halfPlane.js";
import { answersOf, type NeuronPlane } from "./neuron.js";
import { decimals, round5 } from "./numbers.js";
import { type PlaneView, planeAxes } from "./planeView.js";
import { faded, lightTokens } from "./template.js";

/** The weight vector is drawn this many times its length, so that a short one can be seen. */
export const drawnLength = 2;

const accent = lightTokens.series[0]!;

/** The live side, the axes, the border, the weight vector, the inputs, and the words on them. */
export function neuronParts(neuron: NeuronPlane, view: PlaneView): object[] {
  const corners = liveCorners(neuron, view.box);
  return [
    path(corners, { fill: "toself", fillcolor: faded(accent, 0.16), line: { width: 0 } }),
    planeAxes(view),
    ...borderTraces(neuron, view),
    arrow(neuron),
    inputsOf(neuron),
    namesOf(neuron, view),
    formula(neuron, view),
  ];
}

function path(points: readonly Point[], style: object): object {
  return {
    type: "scatter",
    mode: "lines",
    x: points.map(([x]) => round5(x)),
    y: points.map(([, y]) => round5(y)),
    hoverinfo: "skip",
    ...style,
  };
}

// The border, the way to it from the origin, and the sign of a right angle where they meet.
function borderTraces(neuron: NeuronPlane, { box, unit }: PlaneView): object[] {
  const border = borderOf(neuron, box);
  const corner = 8 / unit;
  const thin = { color: lightTokens.ink3, width: 1 };
  const [ends, way, angle]: Point[][] = [[], [], []];
  if (border?.ends) {
    const { foot, along, across } = border;
    const at = (a: number, b: number): Point => [
      foot[0] + corner * (a * along[0] + b * across[0]),
      foot[1] + corner * (a * along[1] + b * across[1]),
    ];
    ends!.push(...border.ends);
    way!.push([0, 0], foot);
    angle!.push(at(1, 0), at(1, 1), at(0, 1));
  }
  return [
    path(way!, { line: { ...thin, dash: "1.5px,3px" } }),
    path(angle!, { line: thin }),
    path(ends!, { line: { color: accent, width: 2 } }),
  ];
}

function arrow({ weight }: NeuronPlane): object {
  const tip: Point = [drawnLength * weight[0], drawnLength * weight[1]];
  const points: Point[] = Math.hypot(...tip) > 0 ? [[0, 0], tip] : [];
  return path(points, {
    mode: "lines+markers",
    line: { color: lightTokens.ink, width: 2 },
    marker: {
      symbol: "arrow",
      angleref: "previous",
      size: [0, 13],
      color: lightTokens.ink,
      opacity: 1,
    },
  });
}

function inputsOf(neuron: NeuronPlane): object {
  const answers = answersOf(neuron);
  const word = (x: number): string => String(x).replace("-", "\u2212");
  return {
    type: "scatter",
    mode: "markers+text",
    x: neuron.inputs.map(([x]) => x),
    y: neuron.inputs.map(([, y]) => y),
    text: answers.map(({ a }) => decimals(a)),
    textposition: neuron.inputs.map(([, y]) => (y < 0 ? "bottom center" : "top center")),
    textfont: {
      color: answers.map(({ z }) => (z > 0 ? lightTokens.ink : lightTokens.ink3)),
    },
    customdata: answers.map(({ z }, i) => [neuron.inputs[i]!.map(word).join(", "), decimals(z)]),
    marker: {
      symbol: "circle",
      size: 9,
      color: answers.map(({ z }) => (z > 0 ? lightTokens.ink : lightTokens.paper)),
      line: { color: lightTokens.ink, width: 2 },
      opacity: 1,
    },
    hovertemplate: "(%{customdata[0]}): <i>z</i> = %{customdata[1]}<extra></extra>",
  };
}

// The letter of the vector beside its shaft, away from the sign of the right angle, and what the border is, beside it.
function namesOf(neuron: NeuronPlane, { box, unit }: PlaneView): object {
  const { weight } = neuron;
  const length = Math.hypot(...weight);
  const border = borderOf(neuron, box);
  const names: { text: string; at: Point; colour: string }[] = [];
  if (length > 0) {
    const [along, aside] = [0.6 * drawnLength, 12 / unit / length];
    const at: Point = [
      along * weight[0] - aside * weight[1],
      along * weight[1] + aside * weight[0],
    ];
    names.push({ text: "<i>w</i>", at, colour: lightTokens.ink });
  }
  if (border?.ends) {
    const { along, across, ends } = border;
    const end = ends[0];
    // Inward from the end by what the words take, and beside the line on its silent side.
    const back = 46 / unit;
    const off = -(10 + 16 * Math.abs(along[0])) / unit;
    const at: Point = [
      end[0] + back * across[0] + off * along[0],
      end[1] + back * across[1] + off * along[1],
    ];
    names.push({ text: "<i>z</i> = 0", at, colour: accent });
  }
  return {
    type: "scatter",
    mode: "text",
    x: names.map(({ at }) => round5(at[0])),
    y: names.map(({ at }) => round5(at[1])),
    text: names.map(({ text }) => text),
    textfont: { color: names.map(({ colour }) => colour) },
    hoverinfo: "skip",
  };
}

// Above the title of the upright axis.
function formula({ weight, bias }: NeuronPlane, { box, head, unit }: PlaneView): object {
  const signed = (x: number): string => `${x < 0 ? "\u2212" : "+"} ${decimals(Math.abs(x))}`;
  const sum = `<i>z</i> = ${decimals(weight[0])} <i>x</i><sub>1</sub> ${signed(weight[1])} <i>x</i><sub>2</sub> ${signed(bias)}`;
  const none = Math.hypot(...weight) > 0 ? "" : ", no border";
  return {
    type: "scatter",
    mode: "text",
    x: [round5(box.x[0] + 2 / unit)],
    y: [round5(box.y[1] + (head - 10) / unit)],
    text: [sum + none],
    textposition: "middle right",
    textfont: { color: lightTokens.ink },
    hoverinfo: "skip",
  };
}
