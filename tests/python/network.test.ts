/**
 * @file The library's numbers against NumPy and Keras, on shapes and entries drawn at random.
 *
 * The draw is the same at every run; `COURSE_SEED` chooses another. One Python process answers
 * all questions, in double precision. Only the constants of schedules and optimisers pass through
 * single precision in Keras: where they are rounded there, the tolerance is that of single
 * precision, elsewhere 1e-9.
 */

import { beforeAll, describe, expect, test } from "vitest";
import {
  addRow,
  argmaxRows,
  type Matrix,
  map,
  matMul,
  matMulTransposeA,
  matMulTransposeB,
  random,
  type Shape,
  sumRows,
  toRows,
  transpose,
  uniformMatrix,
} from "../../src/matrix/index.js";
import {
  type Activation,
  accuracy,
  activate,
  activateBackward,
  adam,
  cosineDecay,
  countParameters,
  createMlp,
  crossEntropy,
  crossEntropyBackward,
  exponentialDecay,
  glorotNormal,
  glorotUniform,
  gradientList,
  heNormal,
  heUniform,
  identity,
  logSoftmax,
  meanSquaredError,
  meanSquaredErrorBackward,
  mlpBackward,
  mlpForward,
  momentum,
  type Optimizer,
  parameters,
  relu,
  rmsProp,
  type Schedule,
  sgd,
  sigmoid,
  softmax,
  softmaxBackward,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
  stepDecay,
  tanh,
  trainMlp,
} from "../../src/network/index.js";
import { caseList, DOUBLE, expectSame } from "./compare.js";
import { askPython, findPython } from "./python.js";

const draw = random(Number(process.env.COURSE_SEED ?? 1));

/** A size from 1 to 30. */
const size = () => 1 + draw.integer(30);
/** Entries in ±`limit`; one in five is zero, as in images and behind ReLU. */
const entries = (shape: Shape, limit = 1): Matrix =>
  map(uniformMatrix(draw, shape, -limit, limit), (x) => (draw.uniform() < 0.2 ? 0 : x));
const classes = (count: number, of: number) =>
  Array.from({ length: count }, () => draw.integer(of));
const pick = <T>(list: readonly T[]): T => list[draw.integer(list.length)]!;

const SINGLE = 1e-7;
/** `1 − 0.999` in single precision is wrong in its fifth digit. */
const ADAM = 1e-5;

const { cases, compare } = caseList();

for (let round = 1; round <= 4; ++round) {
  const [M, K, N] = [size(), size(), size()];
  {
    const [a, b, c, d] = [entries([M, K]), entries([K, N]), entries([M, N]), entries([N, K])];
    compare(
      `products [${M}, ${K}] by [${K}, ${N}]`,
      "products",
      { a, b, c, d },
      {
        matMul: matMul(a, b),
        matMulTransposeA: matMulTransposeA(a, c),
        matMulTransposeB: matMulTransposeB(a, d),
      },
    );
    const row = entries([1, K]);
    compare(
      `rows of [${M}, ${K}]`,
      "rows",
      { a, row },
      {
        transpose: transpose(a),
        sumRows: sumRows(a),
        argmaxRows: argmaxRows(a),
        addRow: addRow(a, row),
      },
    );
  }

  for (const activation of [relu, sigmoid, tanh]) {
    const [z, gradOutput] = [entries([M, N], 5), entries([M, N])];
    compare(
      `${activation.name} of [${M}, ${N}]`,
      "activation",
      { name: activation.name, z, gradOutput },
      {
        value: activate(activation, z),
        gradient: activateBackward(activation, z, gradOutput),
      },
    );
  }

  {
    const classCount = N + 1;
    const [logits, gradOutput] = [entries([M, classCount], 5), entries([M, classCount])];
    const probabilities = softmax(logits);
    compare(
      `softmax of [${M}, ${classCount}]`,
      "softmax",
      { logits, gradOutput },
      {
        probabilities,
        gradient: softmaxBackward(probabilities, gradOutput),
        logProbabilities: logSoftmax(logits),
      },
    );
    const labels = classes(M, classCount);
    const separate = softmaxBackward(probabilities, crossEntropyBackward(probabilities, labels));
    compare(
      `cross-entropy of [${M}, ${classCount}]`,
      "cross_entropy",
      { logits, labels },
      {
        fused: softmaxCrossEntropy(logits, labels).loss,
        separate: crossEntropy(probabilities, labels),
        gradLogits: softmaxCrossEntropyBackward(probabilities, labels),
        gradThroughSoftmax: separate,
        accuracy: accuracy(logits, labels),
      },
    );
    const [output, target] = [entries([M, N]), entries([M, N])];
    compare(
      `mean squared error of [${M}, ${N}]`,
      "mean_squared_error",
      { output, target },
      {
        loss: meanSquaredError(output, target),
        gradient: meanSquaredErrorBackward(output, target),
      },
    );
  }

  {
    const sizes = Array.from({ length: 2 + round }, size);
    const [hidden, output] = [pick([relu, tanh, sigmoid]), pick([identity, sigmoid, tanh])];
    const mlp = createMlp({ sizes, random: draw, hidden, output });
    for (const { bias } of mlp.layers) bias.data.set(entries(bias.shape).data);
    const [input, gradOutput] = [entries([M, sizes[0]!]), entries([M, sizes.at(-1)!])];
    const forward = mlpForward(mlp, input);
    const backward = mlpBackward(mlp, forward, gradOutput);
    const activations = { hidden: kerasName(hidden), output: kerasName(output) };
    const weights = parameters(mlp);
    compare(
      `mlp ${sizes.join("-")}, ${hidden.name}, ${output.name}`,
      "mlp",
      { sizes, ...activations, weights, input, gradOutput },
      {
        output: forward.output,
        gradInput: backward.gradInput,
        gradients: gradientList(backward),
        countParameters: countParameters(mlp),
      },
    );
  }
}

function kerasName({ name }: Activation): string {
  return name === "identity" ? "linear" : name;
}

const decay = { initialLearningRate: 0.125, decayRate: 0.75, decaySteps: 3 };
const kerasDecay = { initial_learning_rate: 0.125, decay_rate: 0.75, decay_steps: 3 };
const cosine = { initialLearningRate: 0.125, decaySteps: 11, finalFraction: 0.25 };
const kerasCosine = { initial_learning_rate: 0.125, decay_steps: 11, alpha: 0.25 };
const schedules: [string, Schedule, object][] = [
  ["exponentialDecay", exponentialDecay(decay), kerasDecay],
  ["stepDecay", stepDecay(decay), kerasDecay],
  ["cosineDecay", cosineDecay(cosine), kerasCosine],
];
for (const [name, schedule, options] of schedules) {
  const ours = Array.from({ length: 17 }, (_, step) => schedule(step));
  compare(name, "rates", { schedule_options: { name, ...options }, steps: 17 }, ours, SINGLE);
}

const schedule = { name: "stepDecay", ...kerasDecay };
const optimizers: [string, Optimizer, string, object, number][] = [
  ["sgd", sgd(), "SGD", {}, SINGLE],
  ["sgd, 0.25", sgd({ learningRate: 0.25 }), "SGD", { learning_rate: 0.25 }, DOUBLE],
  ["sgd, scheduled", sgd({ learningRate: stepDecay(decay) }), "SGD", { schedule }, DOUBLE],
  [
    "momentum, 0.125, 0.75",
    momentum({ learningRate: 0.125, momentum: 0.75 }),
    "SGD",
    { learning_rate: 0.125, momentum: 0.75 },
    DOUBLE,
  ],
  ["rmsProp", rmsProp(), "RMSprop", {}, SINGLE],
  [
    "rmsProp, 0.125, 0.75, 1/64",
    rmsProp({ learningRate: 0.125, rho: 0.75, epsilon: 1 / 64 }),
    "RMSprop",
    { learning_rate: 0.125, rho: 0.75, epsilon: 1 / 64 },
    DOUBLE,
  ],
  ["adam", adam(), "Adam", {}, ADAM],
  [
    "adam, 0.125, 0.75, 31/32, 1/64",
    adam({ learningRate: 0.125, beta1: 0.75, beta2: 31 / 32, epsilon: 1 / 64 }),
    "Adam",
    { learning_rate: 0.125, beta_1: 0.75, beta_2: 31 / 32, epsilon: 1 / 64 },
    DOUBLE,
  ],
  ["adam, scheduled", adam({ learningRate: stepDecay(decay) }), "Adam", { schedule }, ADAM],
];
for (const [title, optimizer, name, options, tolerance] of optimizers) {
  const shape: Shape = [size(), size()];
  const start = entries(shape);
  const gradients = Array.from({ length: 30 }, () => entries(shape));
  const parameter = map(start, (x) => x);
  const path = gradients.map((gradient) => {
    optimizer.step([parameter], [gradient]);
    return toRows(parameter);
  });
  compare(
    `30 steps of ${title}`,
    "trajectory",
    { name, options, start, gradients },
    path,
    tolerance,
  );
}

{
  const [features, classCount, count] = [size(), 2 + draw.integer(8), 100 + draw.integer(60)];
  const sizes = [features, size(), size(), classCount];
  const mlp = createMlp({ sizes, random: draw });
  const weights = parameters(mlp).map(toRows);
  const training = { input: entries([count, features]), labels: classes(count, classCount) };
  const validation = { input: entries([41, features]), labels: classes(41, classCount) };
  const [batchSize, seed] = [7 + draw.integer(20), draw.integer(1000)];
  const order = random(seed);
  const orders = [1, 2, 3].map(() => order.permutation(count));
  const history = trainMlp(mlp, training, {
    epochs: 3,
    batchSize,
    optimizer: adam(),
    random: random(seed),
    validation,
  });
  compare(
    `3 epochs of ${sizes.join("-")} on ${count} examples, ${batchSize} a batch`,
    "training",
    { sizes, hidden: "relu", weights, ...training, orders, batchSize, validation },
    {
      history: history.map(({ loss, accuracy, validationLoss, validationAccuracy }) => ({
        accuracy,
        loss,
        val_accuracy: validationAccuracy,
        val_loss: validationLoss,
      })),
      weights: parameters(mlp),
    },
    ADAM,
  );
}

const initializers = [
  ["GlorotUniform", glorotUniform],
  ["GlorotNormal", glorotNormal],
  ["HeUniform", heUniform],
  ["HeNormal", heNormal],
] as const;
const shape: Shape = [200 + draw.integer(200), 30 + draw.integer(30)];

const python = findPython();
if ("reason" in python && process.env.COURSE_REQUIRE === "all") {
  test("Python with Keras is there", () => expect.fail(python.reason));
}

describe.skipIf("reason" in python)(
  `NumPy and Keras${"reason" in python ? ` (skipped: ${python.reason})` : ""}`,
  () => {
    let answers: unknown[] = [];
    beforeAll(() => {
      if ("reason" in python) return;
      const drawn = initializers.map(([name]) => ({ kind: "initializer", name, shape, seed: 1 }));
      answers = askPython(python.path, [...cases.map(({ request }) => request), ...drawn]);
    }, 250_000);

    test.each(cases.map((each, k) => [each.name, each, k] as const))("%s", (name, each, k) => {
      expectSame(each.ours, answers[k], each.tolerance, name);
    });

    test.each(initializers.map(([name, initializer], k) => [name, initializer, k] as const))(
      "%s draws from the same distribution",
      (_name, initializer, k) => {
        const theirs = answers[cases.length + k] as { largest: number; meanSquare: number };
        const { data } = initializer(draw, shape);
        const largest = data.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
        const meanSquare = data.reduce((sum, x) => sum + x ** 2, 0) / data.length;
        expect(Math.abs(largest / theirs.largest - 1)).toBeLessThan(0.01);
        // twice the variance of the mean of squares, which is at most 2 σ⁴ / n for each side
        const deviation = 2 / Math.sqrt(data.length);
        expect(Math.abs(meanSquare / theirs.meanSquare - 1)).toBeLessThan(5 * deviation);
      },
    );
  },
);
