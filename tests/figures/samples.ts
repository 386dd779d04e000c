/** @file One figure of each kind, small but with every option that draws something. */

import {
  accuracyCurves,
  attentionHeads,
  attentionLines,
  attentionMap,
  attentionQuery,
  boxedImages,
  breakEven,
  confusionMatrix,
  costCurves,
  decisionBoundary,
  decodingSteps,
  dendrogram,
  type Figure,
  headGallery,
  heatMap,
  imageGrid,
  layerGraph,
  lineChart,
  lossCurves,
  type NeuronPlane,
  networkDiagram,
  neuronPlane,
  type QueryPlane,
  rectangles,
  seedStrip,
  slopeChart,
  surfaceWithPaths,
  temperature,
  thresholdCurves,
  trainingBill,
  turningNeuron,
  vowelPlane,
  weightedTokens,
  withSlider,
} from "../../src/figures/index.js";

const wave = (i: number): number => Math.sin(7 * i) ** 2;
const steps = [0, 1, 2, 3, 4, 5, 6];
const seeds = (from: number): number[][] =>
  [11, 13, 17].map((seed) => steps.map((step) => from / (1 + step) + 0.01 * wave(seed + step)));

const bowl = (a: number, b: number): number => 0.5 * (a * a + 7 * b * b);
const descend = (rate: number): [number, number][] => {
  const points: [number, number][] = [[-3, 1.5]];
  for (let i = 0; i < 13; ++i) {
    const [a, b] = points.at(-1)!;
    points.push([a - rate * a, b - 7 * rate * b]);
  }
  return points;
};
/** The path of gradient descent at a learning rate. */
export const descentMap = (rate: number): Figure =>
  surfaceWithPaths({
    loss: bowl,
    a: { title: "<i>a</i>", range: [-4, 4] },
    b: { title: "<i>b</i>", range: [-2, 2] },
    paths: [{ name: `rate ${rate}`, points: descend(rate) }],
    minimum: [0, 0],
  });

const weights = [
  [
    [0.5, -0.3, 0.8],
    [-0.6, 0.2, 0.1],
  ],
  [[0.7], [-0.5], [0.9]],
];

const neuron: NeuronPlane = {
  weight: [-0.3, 0.4],
  bias: 0.1,
  inputs: [
    [2, -0.5],
    [-1, 1],
    [0.5, 2],
  ],
};

const plane: QueryPlane = {
  query: [1.2, 0.6],
  keys: [
    [2, 0.5],
    [-1, 1.8],
    [-0.5, -1.5],
  ],
  values: [
    [-1.8, -0.8],
    [1, 1.9],
    [1.6, -1.4],
  ],
};

const tokens = ["the", "animal", "was", "tired"];
const lookBack = tokens.map((_, i) => tokens.map((_, j) => (j > i ? 0 : 1 / (i + 1))));
const looking = {
  queries: tokens,
  keys: tokens,
  mask: tokens.map((_, i) => tokens.map((_, j) => (j > i ? 0 : 1))),
};

export const samples: Record<string, Figure> = {
  lineChart: lineChart({
    series: [
      { name: "central", note: "slope 2", x: [1e-9, 1e-5, 1], y: [1e-7, 1e-11, 1e-2] },
      { name: "forward", x: [1e-9, 1e-5, 1], y: [1e-7, 1e-6, 1], points: true },
      { name: "band", x: [1e-9, 1], y: [1e-4, 1e-3], low: [1e-5, 1e-4], high: [1e-3, 1e-2] },
    ],
    x: { title: "step <i>h</i>", log: true },
    y: { title: "relative error", log: true },
    marks: [
      { x: 1e-5, y: 1e-11, text: "10<sup>−11</sup>", series: 0 },
      { y: 2.2e-16, text: "float64" },
      { x: 1e-4, text: "here" },
      { x: 1e-7, y: 1e-2, text: "rounding", ring: false },
    ],
  }),
  lossCurves: lossCurves([
    { name: "Adam", seeds: seeds(1) },
    { name: "momentum", seeds: seeds(2) },
  ]),
  accuracyCurves: accuracyCurves([{ name: "test", seeds: seeds(0.9) }], {
    marks: [{ y: 0.5, text: "printed 0.5" }],
  }),
  network: networkDiagram({
    sizes: [2, 3, 1],
    weights,
    units: [[1, 0.5], [0.2, 0, 0.85], [0.905]],
    layers: ["input", "hidden", "output"],
  }),
  networkPath: networkDiagram({
    sizes: [2, 3, 1],
    weights,
    path: [
      [0, 0, 2],
      [1, 2, 0],
    ],
  }),
  wideNetwork: networkDiagram({ sizes: [784, 64, 10] }),
  heatMap: heatMap(
    [
      [0.12, -0.53, 0.9],
      [0.31, 0.02, -0.4],
    ],
    { rowTitle: "from", columnTitle: "to" },
  ),
  largeHeatMap: heatMap(
    Array.from({ length: 23 }, (_, i) => Array.from({ length: 29 }, (_, j) => wave(i * 29 + j))),
    { numbers: false },
  ),
  confusionMatrix: confusionMatrix([
    [97, 2, 1],
    [0, 89, 3],
    [5, 0, 101],
  ]),
  imageGrid: imageGrid(
    [3, 5, 7].map((k) => Array.from({ length: 784 }, (_, i) => 255 * wave(k * i))),
    { captions: ["3", "5", "1 as 7"], isWrong: (image) => image === 2 },
  ),
  decisionBoundary: decisionBoundary({
    predict: (x, y) => 1 / (1 + Math.exp(x * x - 2 * y)),
    x: { title: "<i>x</i>", range: [-2, 2] },
    y: { title: "<i>y</i>", range: [-1, 3] },
    points: steps.map((i) => ({ x: i / 2 - 1.5, y: wave(i), label: i % 2 })),
  }),
  threeClasses: decisionBoundary({
    predict: (x, y) => {
      const odds = [1, Math.exp(x), Math.exp(y)];
      return odds.map((one) => one / odds.reduce((a, b) => a + b));
    },
    x: { title: "<i>x</i>", range: [-2, 2] },
    y: { title: "<i>y</i>", range: [-2, 2] },
    points: steps.map((i) => ({ x: wave(i), y: wave(i + 7), label: i % 3 })),
    classes: ["first", "second", "third"],
  }),
  surface: descentMap(0.2),
  surfaceInSpace: surfaceWithPaths({
    loss: bowl,
    a: { title: "a", range: [-4, 4] },
    b: { title: "b", range: [-2, 2] },
    paths: [
      { name: "slow", points: descend(0.05) },
      { name: "fast", points: descend(0.2) },
    ],
    inSpace: true,
  }),
  seedStrip: seedStrip(
    [
      { name: "by hand", values: [0.971, 0.9713, 0.9716, 0.975], interval: [0.966, 0.979] },
      { name: "linear", values: [0.921] },
    ],
    { printed: 0.9794, title: "test accuracy", intervalName: "95 % interval" },
  ),
  neuronPlane: neuronPlane(neuron),
  turningNeuron: turningNeuron(neuron),
  attentionQuery: attentionQuery(plane),
  attentionMap: attentionMap(lookBack, looking),
  attentionHeads: attentionHeads([lookBack, looking.mask], looking).figure,
  attentionLines: attentionLines(lookBack, looking),
  headGallery: headGallery([lookBack, looking.mask, lookBack], looking),
  weightedTokens: weightedTokens(
    steps.flatMap(() => tokens),
    steps.flatMap((i) => [0.1 * i, 0.9, -0.4, 0]),
    {
      title: "weight",
    },
  ),
  decodingSteps: decodingSteps(tokens, [
    {
      token: "it",
      candidates: [
        { token: "it", probability: 0.7 },
        { token: "that", probability: 0.2 },
      ],
      attention: [0.1, 0.7, 0.1, 0.1],
    },
    { token: "slept", candidates: [{ token: "slept", probability: 1 }], attention: [0, 0, 0, 1] },
  ]).figure,
  layerGraph: layerGraph(
    ["encoder", "decoder"],
    [
      { id: "source", text: "source", column: 0, reads: [] },
      { id: "norm", text: "norm", note: "64", column: 0, reads: ["source"] },
      { id: "sum", text: "+", column: 0, reads: ["norm", "source"] },
      { id: "target", text: "target", column: 1, reads: [] },
      { id: "cross", text: "cross attention", note: "4224", column: 1, reads: ["target", "sum"] },
    ],
  ),
  boxedImages: boxedImages([
    {
      image: { shape: [7, 5], data: Array.from({ length: 35 }, (_, k) => wave(k)) },
      boxes: [
        { box: { left: 1, top: 2, right: 4, bottom: 6.5 }, name: "7 · 0.93" },
        { box: { left: 0, top: 0, right: 2, bottom: 3 }, name: "1", series: 1 },
      ],
      caption: "a one above a seven",
    },
    {
      image: { shape: [7, 5], data: Array.from({ length: 35 }, (_, k) => wave(3 * k)) },
      boxes: [],
      caption: "nothing",
    },
  ]),
  breakEven: breakEven({
    tokensPerDay: 100,
    price: 2,
    machineHour: 3,
    staff: 11_000,
    machineDay: 43,
  }),
  slopeChart: slopeChart(
    [
      { name: "alpha", before: 17, after: 2, series: 0 },
      { name: "beta", before: 5, after: 3 },
      { name: "gamma", before: 4.9, after: 5, series: 1 },
    ],
    { ends: ["old", "new"], y: { title: "tax", log: true } },
  ),
  temperature: temperature({
    tokens: ["e", "a", "o", "␣", "t", "x", "z"],
    logits: [3, 2, 1.5, 1, 0.5, -2, -3],
    temperature: 1,
  }),
  costCurves: costCurves({ length: 10, width: 512, expansion: 2 }),
  vowelPlane: vowelPlane({ first: 700, second: 1100, pitch: 120 }),
  thresholdCurves: thresholdCurves({
    positive: [6, 4, 3, 2.5, 1, -0.5, -2],
    negative: [1.5, -1, -2, -2.5, -3, -4, -5, -6, -7],
    threshold: 0.5,
  }),
  dendrogram: dendrogram(
    [
      { name: "Danish", group: "Germanic" },
      { name: "Czech", group: "Slavic" },
      { name: "Bokmål", group: "Germanic" },
    ],
    [
      { left: 0, right: 2, likeness: 0.2 },
      { left: 1, right: 3, likeness: 0.01 },
    ],
    { title: "how alike they look" },
  ),
  trainingBill: trainingBill({
    models: [
      { name: "yours", parameters: 1251, flop: 3.1e8 },
      { name: "GPT-3", parameters: 174.6e9, flop: 3.14e23, side: "below" },
    ],
    chosen: 1,
    device: 1,
    share: 0.42,
    price: 2,
  }),
  rectangles: rectangles(
    [
      [
        { name: "query", width: 5, height: 5 },
        { name: "key", note: "5 × 5", width: 5, height: 5 },
      ],
      [{ name: "<i>W</i><sub>1</sub>", width: 11, height: 5 }],
    ],
    { unit: "parameters" },
  ),
  slider: withSlider([0.05, 0.2, 0.28].map(descentMap), {
    label: "rate ",
    values: [0.05, 0.2, 0.28],
    active: 1,
  }),
};
