import { expect, test } from "vitest";
import { Matrix, random } from "../../src/matrix/index.js";
import {
  countParameters,
  createMlp,
  gradientList,
  matricesOf,
  mlpBackward,
  mlpForward,
  parameters,
  relu,
  sgd,
} from "../../src/network/index.js";
import { seeded } from "../helpers.js";

const [a, b, c, d] = [seeded([2, 3], 1), seeded([1, 3], 2), seeded([5, 7], 3), seeded([1, 11], 4)];
const layer = {
  numHeads: 2,
  heads: [
    { query: a, key: { weight: b } },
    { query: c, key: { weight: d } },
  ],
  activation: relu,
  name: "attention",
  nothing: null,
  bias: undefined,
};

test("matricesOf lists the matrices themselves, in the order in which they were written", () => {
  const matrices = matricesOf(layer);
  expect(matrices).toHaveLength(4);
  for (const [k, matrix] of [a, b, c, d].entries()) expect(matrices[k]).toBe(matrix);
  expect(matricesOf(a)[0]).toBe(a);
  expect(matricesOf({ name: "nothing to train" })).toEqual([]);
});

test("matricesOf a multilayer perceptron are its parameters", () => {
  const mlp = createMlp({ sizes: [5, 7, 3], random: random(1) });
  expect(matricesOf(mlp)).toEqual(parameters(mlp));
  const { gradients } = mlpBackward(mlp, mlpForward(mlp, seeded([2, 5], 1)), seeded([2, 3], 2));
  expect(matricesOf(gradients)).toEqual(gradientList({ gradients }));
});

test("an optimiser trains a layer by a gradient of the same structure", () => {
  const trained = { weight: seeded([2, 3], 1), inner: [{ bias: seeded([1, 5], 2) }] };
  const gradient = { weight: seeded([2, 3], 3), inner: [{ bias: seeded([1, 5], 4) }] };
  sgd({ learningRate: 0.5 }).step(matricesOf(trained), matricesOf(gradient));
  const moved = (seed: number, shape: readonly [number, number]) =>
    seeded(shape, seed).data.map((x, k) => x - 0.5 * seeded(shape, seed + 2).data[k]!);
  expect(trained.weight).toEqual(new Matrix(moved(1, [2, 3]), [2, 3]));
  expect(trained.inner[0]!.bias.data).toEqual(moved(2, [1, 5]));
});

test("countParameters counts the entries of all matrices", () => {
  expect(countParameters(layer)).toBe(6 + 3 + 35 + 11);
  expect(countParameters({})).toBe(0);
});
