import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFastMlp, fastEvaluate, fastGradients, toMlp } from "../../src/fast/index.js";
import { generate, type Matrix, matrix, random } from "../../src/matrix/index.js";
import {
  createMlp,
  evaluate,
  gradientList,
  identity,
  type Mlp,
  mlpBackward,
  mlpForward,
  relu,
  sigmoid,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
  tanh,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";

/** Loss and gradients by the readable network, in float64. */
function readable(mlp: Mlp, input: Matrix, labels: ArrayLike<number>) {
  const forward = mlpForward(mlp, input);
  const { loss, probabilities } = softmaxCrossEntropy(forward.output, labels);
  const gradLogits = softmaxCrossEntropyBackward(probabilities, labels);
  return { loss, gradients: gradientList(mlpBackward(mlp, forward, gradLogits)) };
}

/** `‖a − b‖ / ‖b‖`: zero where both are zero. */
function distance(a: Matrix, b: Matrix): number {
  expect(a.shape).toEqual(b.shape);
  const norm = (numbers: Float64Array) => Math.hypot(...numbers);
  const difference = norm(a.data.map((x, k) => x - b.data[k]!));
  return difference === 0 ? 0 : difference / norm(b.data);
}

/** The largest distance over all parameters; both start from the same float32 numbers. */
function compare(mlp: Mlp, input: Matrix, labels: ArrayLike<number>): number {
  const fast = createFastMlp(mlp);
  const found = fastGradients(fast, { input, labels });
  const expected = readable(toMlp(fast), input, labels);
  expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-6 * (1 + expected.loss));
  const gradients = gradientList(found);
  return Math.max(...gradients.map((g, k) => distance(g, expected.gradients[k]!)));
}

describe("fastGradients", () => {
  test.each([identity, relu, sigmoid, tanh])(
    "are those of the readable network: $name",
    (hidden) => {
      for (const sizes of [
        [5, 3],
        [17, 13, 11],
        [37, 31, 19, 16, 7],
      ]) {
        for (const rows of [1, 2, 29]) {
          const mlp = createMlp({ sizes, random: random(rows), hidden });
          for (const { bias } of mlp.layers) bias.data.set(seeded(bias.shape, 2).data);
          const labels = Uint8Array.from({ length: rows }, (_, i) => (i * i) % sizes.at(-1)!);
          expect(compare(mlp, seeded([rows, sizes[0]!], 3), labels)).toBeLessThan(1e-6);
        }
      }
    },
  );

  test("are those of the readable network for program 1", () => {
    const mlp = createMlp({ sizes: [784, 64, 64, 10], random: random(1) });
    const draw = random(2);
    // Four fifths are paper, as in MNIST, and no float32 is rounded.
    const input = generate([32, 784], () =>
      draw.uniform() < 0.8 ? 0 : Math.fround(draw.integer(256) / 255),
    );
    const labels = Uint8Array.from({ length: 32 }, () => draw.integer(10));
    expect(compare(mlp, input, labels)).toBeLessThan(5e-7);
  });

  test("by hand: one weight, two classes", () => {
    // logits 0 and 0: p = ½, ½; gradLogits = (½ − 1, ½); gradWeight = 3 · gradLogits
    const layer = { weight: matrix([[0, 0]]), bias: matrix([[0, 0]]), activation: identity };
    const { loss, gradients } = fastGradients(createFastMlp({ layers: [layer] }), {
      input: matrix([[3]]),
      labels: [0],
    });
    expect(loss).toBeCloseTo(Math.LN2, 6);
    expect([...gradients[0]!.gradWeight.data]).toEqual([-1.5, 1.5]);
    expect([...gradients[0]!.gradBias.data]).toEqual([-0.5, 0.5]);
  });

  test("leave the parameters, and the next batch, as they are", () => {
    const mlp = createMlp({ sizes: [5, 7, 3], random: random(1) });
    const fast = createFastMlp(mlp);
    const examples = { input: seeded([11, 5], 2), labels: new Uint8Array(11) };
    const first = fastGradients(fast, examples);
    fastGradients(fast, { input: seeded([13, 5], 3), labels: new Uint8Array(13).fill(2) });
    expect(fastGradients(fast, examples)).toEqual(first);
    expect(toMlp(fast)).toEqual(toMlp(createFastMlp(mlp)));
  });

  test("take logits of any size", () => {
    const layer = (weight: number[][]) => ({
      weight: matrix(weight),
      bias: matrix([[0, 0, 0]]),
      activation: identity,
    });
    const logits = fc.array(
      fc.float({ min: -(2 ** 99), max: 2 ** 99, noNaN: true, noDefaultInfinity: true }),
      {
        minLength: 3,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(logits, fc.nat(2), (row, label) => {
        const fast = createFastMlp({ layers: [layer([row])] });
        const { loss, gradients } = fastGradients(fast, { input: matrix([[1]]), labels: [label] });
        const expected = softmaxCrossEntropy(matrix([row]), [label]);
        expect(Math.abs(loss - expected.loss)).toBeLessThanOrEqual(1e-6 * (1 + expected.loss));
        gradients[0]!.gradBias.data.forEach((g, k) => {
          expect(g).toBeCloseTo(expected.probabilities.data[k]! - (k === label ? 1 : 0), 6);
        });
      }),
    );
  });
});

describe("fastEvaluate", () => {
  test("is the readable evaluation, over more examples than one chunk", () => {
    const mlp = createMlp({ sizes: [5, 7, 3], random: random(1) });
    const examples = {
      input: seeded([523, 5], 2),
      labels: Uint8Array.from({ length: 523 }, (_, i) => i % 3),
    };
    const found = fastEvaluate(createFastMlp(mlp), examples);
    const expected = evaluate(mlp, examples);
    expect(found.accuracy).toBe(expected.accuracy);
    expect(found.loss).toBeCloseTo(expected.loss, 6);
  });

  test("says what does not fit, and when the loss is no number", () => {
    const fast = createFastMlp(createMlp({ sizes: [5, 7, 3], random: random(1) }));
    const input = seeded([2, 5], 1);
    const refused: [() => unknown, string][] = [
      [
        () => fastEvaluate(fast, { input, labels: [0, 1, 2] }),
        "fastEvaluate: the number of examples and of labels must be equal, got 2 and 3",
      ],
      [
        () => fastGradients(fast, { images: new Uint8Array(10), labels: [0, 3] }),
        "fastGradients: label 1 must be an integer in [0, 3), got 3",
      ],
      [
        () => fastEvaluate(fast, { input: matrix([[1e39, 0, 0, 0, 0]]), labels: [0] }),
        "FastMlp: the loss must be finite, got NaN from its logits",
      ],
    ];
    for (const [run, message] of refused) expect(run).toThrow(new RangeError(message));
  });
});
